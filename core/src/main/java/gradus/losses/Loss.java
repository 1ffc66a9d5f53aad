package gradus.losses;

import gradus.activations.Activation;
import gradus.data.Rows;
import gradus.math.Functions;
import org.jspecify.annotations.Nullable;

/// The quantity that training minimises: a number for each row of predictions and targets, combined for the batch
/// by a [Reduction].
///
/// Implementations are records of Keras's arguments. They compute losses row by row; the trainer applies weights
/// and the reduction to all of them in the same way. Most are an [ElementwiseLoss]. `targets` are
/// `[rows, targetWidth]`, `predictions` are `[rows, width]`. For an output of more axes, `[batch, …, width]`, each
/// position before the last axis is such a row.
public interface Loss {
    /// Computes the unweighted loss of each of the rows `[fromRow, toRow)`.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param targets the targets, `[rows, targetWidth(width)]`
    /// @param predictions the predictions, `[rows, width]`
    /// @param losses receives one number per row
    /// @param width the number of predictions in a row
    /// @param fromRow the first row, inclusive
    /// @param toRow the last row, exclusive
    void losses(
            Functions functions,
            float[] targets,
            float[] predictions,
            float[] losses,
            int width,
            int fromRow,
            int toRow);

    /// Computes the gradient of `Σ scales[row]·losses[row]` with respect to the predictions, for rows
    /// `[fromRow, toRow)`.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param targets the targets, `[rows, targetWidth(width)]`
    /// @param predictions the predictions, `[rows, width]`
    /// @param scales the factor of each row, which combines sample weight and reduction
    /// @param gradient receives the gradient, `[rows, width]`
    /// @param width the number of predictions in a row
    /// @param fromRow the first row, inclusive
    /// @param toRow the last row, exclusive
    void gradient(
            Functions functions,
            float[] targets,
            float[] predictions,
            float[] scales,
            float[] gradient,
            int width,
            int fromRow,
            int toRow);

    /// Computes the [#gradient] of a loss returned by [#onLogits], where the activation has already been computed.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param targets the targets, `[rows, targetWidth(width)]`
    /// @param logits the predictions, before the activation, `[rows, width]`
    /// @param activated the activation of the logits, `[rows, width]`
    /// @param scales the factor of each row, which combines sample weight and reduction
    /// @param gradient receives the gradient with respect to the logits, `[rows, width]`
    /// @param width the number of predictions in a row
    /// @param fromRow the first row, inclusive
    /// @param toRow the last row, exclusive
    default void gradientOnLogits(
            Functions functions,
            float[] targets,
            float[] logits,
            float[] activated,
            float[] scales,
            float[] gradient,
            int width,
            int fromRow,
            int toRow) {
        gradient(functions, targets, logits, scales, gradient, width, fromRow, toRow);
    }

    /// How the losses of the rows of a batch become one number.
    ///
    /// @return the reduction
    Reduction reduction();

    /// Validates all targets, once before training. Unless overridden, it requires the right number of columns and
    /// finite numbers.
    ///
    /// @param targets the targets of all rows; a row may hold those of several positions, one after another
    /// @param width the number of predictions at a position
    /// @throws TargetException for the first value that does not fit; it names the row, the value, and the values
    ///     allowed
    /// @throws IllegalArgumentException if the number of columns is wrong
    default void checkTargets(Rows targets, int width) {
        Targets.check(this, targets, width, Float::isFinite, "that are finite", "Remove or repair such rows.");
    }

    /// {@return whether the loss of a row depends on other rows of the batch} [#losses] and [#gradient] then get all
    /// rows of a batch at once, and never a part of them.
    default boolean wholeBatch() {
        return false;
    }

    /// {@return whether [#ignoreRows] may exclude rows}
    default boolean ignoresRows() {
        return false;
    }

    /// Excludes the rows of a batch that the loss does not count, before the weights are used in the [Reduction]:
    /// sets their weights to 0 and rescales the others so that a mean is taken over the remaining rows.
    ///
    /// @param targets the targets of the batch
    /// @param weights the sample weights, 1 where none are given; changed in place
    /// @param rows the number of rows in the batch
    default void ignoreRows(float[] targets, float[] weights, int rows) {}

    /// Returns the number of targets in a row: `width`, except 1 for a class label.
    ///
    /// @param width the number of predictions in a row
    /// @return the number of targets in a row
    default int targetWidth(int width) {
        return width;
    }

    /// Returns an equivalent loss on the values before the activation, if that is more accurate: softmax and
    /// sigmoid with their cross-entropies.
    ///
    /// @param activation the activation of the last layer
    /// @return the loss on logits, or null if there is none, as for most losses
    default @Nullable Loss onLogits(Activation activation) {
        return null;
    }

    /// Computes the value of a batch from the reduced losses: the same number, except for losses that are not a
    /// mean over rows.
    ///
    /// @param mean the reduced losses of the rows
    /// @return the value of the batch
    default double ofMean(double mean) {
        return mean;
    }

    /// Computes the derivative of [#ofMean(double)].
    ///
    /// @param mean the reduced losses of the rows
    /// @return the derivative at `mean`
    default double slopeAtMean(double mean) {
        return 1;
    }

    /// {@return the class name in Keras's spelling}
    default String className() {
        return getClass().getSimpleName();
    }
}
