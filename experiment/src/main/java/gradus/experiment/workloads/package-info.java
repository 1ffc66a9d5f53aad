/// Trainings by whose speed Gradus is judged, as values, and the clocks that measure them: what `gradus bench` prints,
/// JMH repeats, and other libraries are compared on.
@org.jspecify.annotations.NullMarked
package gradus.experiment.workloads;
