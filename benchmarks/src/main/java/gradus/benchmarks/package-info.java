/// Benchmarks, see README.md of this module.
@org.jspecify.annotations.NullMarked
package gradus.benchmarks;
