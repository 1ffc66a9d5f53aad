package gradus.metrics;

import gradus.internal.Names;

/// What is watched and never optimised. Values are exact over all rows that were seen, not averages over batches.
///
/// Implementations are records of Keras's arguments.
public interface Metric {
    /// A new count, from nothing.
    ///
    /// @param width how many numbers a row of predictions has
    /// @param targetWidth how many numbers a row of targets has
    Accumulator start(int width, int targetWidth);

    /// Whether larger is better.
    Direction direction();

    /// The name in logs and in `monitor`: Keras's automatic name, such as `root_mean_squared_error`.
    default String name() {
        return Names.snakeCase(getClass().getSimpleName());
    }

    /// This metric under another name.
    default Metric named(String name) {
        return new NamedMetric(name, this);
    }

    /// This metric with sample and class weights counted, which plain metrics leave out: Keras's `weighted_metrics`.
    default Metric weighted() {
        return new WeightedMetric(this);
    }

    /// Whether sample and class weights count.
    default boolean usesWeights() {
        return false;
    }

    /// Which way is better.
    enum Direction {
        /// The larger the better, as accuracy.
        UP,
        /// The smaller the better, as an error.
        DOWN,
    }

    /// A count that goes on from batch to batch.
    interface Accumulator {
        /// Takes in the rows of a batch.
        ///
        /// @param targets `[rows, targetWidth]`
        /// @param predictions `[rows, width]`
        /// @param weights one number a row, or null for 1 each; a row of weight 0 counts as absent
        void add(float[] targets, float[] predictions, float @org.jspecify.annotations.Nullable [] weights, int rows);

        /// The value over all rows so far, whatever batches they came in.
        ///
        /// @return NaN if it is not defined for them, or if there are none
        double result();

        /// Forgets all rows.
        void reset();

        /// All that was counted, for a checkpoint: a copy, of any length.
        ///
        /// @throws UnsupportedOperationException by default: who does not override it can be in no checkpoint
        default double[] state() {
            throw new UnsupportedOperationException(
                    getClass().getName() + " must override state() and restore(double[]) to be in a checkpoint");
        }

        /// Goes on from what [#state()] of an equal metric gave, as if it had counted those rows itself.
        ///
        /// @throws IllegalArgumentException if it is no such state
        default void restore(double[] state) {
            throw new UnsupportedOperationException(
                    getClass().getName() + " must override state() and restore(double[]) to be in a checkpoint");
        }
    }
}
