package gradus.metrics;

import gradus.internal.Names;

/// A measure that is reported but not optimised. Its value is exact over all rows, not an average over batches.
///
/// Implementations are records of Keras's arguments.
public interface Metric {
    /// Starts an empty accumulator.
    ///
    /// @param width the number of predictions in a row
    /// @param targetWidth the number of targets in a row
    /// @return the accumulator
    /// @throws IllegalArgumentException if the metric does not fit such rows
    Accumulator start(int width, int targetWidth);

    /// The direction in which values improve.
    ///
    /// @return the direction
    Direction direction();

    /// The name in logs and in `monitor`.
    ///
    /// @return Keras's automatic name, such as `root_mean_squared_error`, unless overridden
    default String name() {
        return Names.snakeCase(getClass().getSimpleName());
    }

    /// Returns this metric under another name.
    ///
    /// @param name the new name
    /// @return the renamed metric
    /// @throws IllegalArgumentException if the name is blank
    default Metric named(String name) {
        return new NamedMetric(name, this);
    }

    /// {@return this metric with sample and class weights counted, which plain metrics ignore: Keras's
    /// `weighted_metrics`}
    default Metric weighted() {
        return new WeightedMetric(this);
    }

    /// {@return whether sample and class weights count}
    default boolean usesWeights() {
        return false;
    }

    /// The direction in which values improve.
    enum Direction {
        /// Larger is better, as for an accuracy.
        UP,
        /// Smaller is better, as for an error.
        DOWN,
    }

    /// Accumulates rows from batch to batch.
    interface Accumulator {
        /// Adds the rows of a batch.
        ///
        /// @param targets the targets, `[rows, targetWidth]`
        /// @param predictions the predictions, `[rows, width]`
        /// @param weights one number per row, or null for 1 each; a row of weight 0 counts as absent
        /// @param rows the number of rows
        void add(float[] targets, float[] predictions, float @org.jspecify.annotations.Nullable [] weights, int rows);

        /// Computes the value over all rows so far, whatever batches they came in.
        ///
        /// @return the value; NaN if it is undefined for these rows, or if there are none
        double result();

        /// Computes the values of a metric that has several, such as one for each class or threshold, of which
        /// [#result()] is one number for logs.
        ///
        /// @return the values; only [#result()] unless there are several
        default double[] results() {
            return new double[] {result()};
        }

        /// Removes all rows.
        void reset();

        /// Returns everything accumulated so far, for a checkpoint: a copy, of any length.
        ///
        /// @return the state
        /// @throws UnsupportedOperationException by default: metrics that do not override this cannot be
        ///     checkpointed
        default double[] state() {
            throw new UnsupportedOperationException(
                    getClass().getName() + " must override state() and restore(double[]) to be in a checkpoint");
        }

        /// Continues from the [#state()] of an equal metric, as if this accumulator had added those rows itself.
        ///
        /// @param state the state
        /// @throws IllegalArgumentException if it is not such a state
        /// @throws UnsupportedOperationException by default: metrics that do not override this cannot be
        ///     checkpointed
        default void restore(double[] state) {
            throw new UnsupportedOperationException(
                    getClass().getName() + " must override state() and restore(double[]) to be in a checkpoint");
        }
    }
}
