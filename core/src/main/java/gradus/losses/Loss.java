package gradus.losses;

import gradus.activations.Activation;
import gradus.data.Rows;
import gradus.math.Functions;
import org.jspecify.annotations.Nullable;

/// What training makes small: a number for each row of predictions and targets, and a [Reduction] to one for the
/// batch.
///
/// Implementations are records of Keras's arguments. They compute rows; weights and reduction are applied once,
/// around them. Most are an [ElementwiseLoss]. Rows of `targets` are `[rows, targetWidth]`, those of `predictions`
/// `[rows, width]`.
public interface Loss {
    /// Writes the loss of each of the rows `[fromRow, toRow)`, unweighted.
    ///
    /// @param losses one number a row
    void losses(
            Functions functions,
            float[] targets,
            float[] predictions,
            float[] losses,
            int width,
            int fromRow,
            int toRow);

    /// Writes the gradient of `Σ scales[row]·losses[row]` with respect to the predictions, for rows
    /// `[fromRow, toRow)`.
    ///
    /// @param scales the factor of each row: weight and reduction together
    void gradient(
            Functions functions,
            float[] targets,
            float[] predictions,
            float[] scales,
            float[] gradient,
            int width,
            int fromRow,
            int toRow);

    /// [#gradient] of a loss made by [#onLogits], where the activation has been computed already.
    ///
    /// @param logits the predictions
    /// @param activated what the activation made of them
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

    /// How rows become one number.
    Reduction reduction();

    /// Checks all targets, once before training, and refuses those that the loss is not made for. Unless
    /// overridden: the right number of columns, of finite numbers.
    ///
    /// @param width of the predictions
    /// @throws TargetException naming the first row and value that does not fit, and what would
    /// @throws IllegalArgumentException if the targets have another number of columns
    default void checkTargets(Rows targets, int width) {
        Targets.check(this, targets, width, Float::isFinite, "that are finite", "Drop or mend such rows.");
    }

    /// Whether [#ignoreRows] may do something.
    default boolean ignoresRows() {
        return false;
    }

    /// Takes the rows out of a batch that the loss does not count, before weights are used in the [Reduction]: sets
    /// their weights to 0, and those of the others so that a mean is one over the others.
    ///
    /// @param weights the sample weights, 1 where none are given; changed in place
    default void ignoreRows(float[] targets, float[] weights, int rows) {}

    /// How many numbers a target row has, for predictions of `width`: as many, but 1 for a class label.
    default int targetWidth(int width) {
        return width;
    }

    /// The loss that gives the same value from the values before the activation, if there is one that is more exact
    /// there: softmax and sigmoid with their cross-entropy. Null for most.
    default @Nullable Loss onLogits(Activation activation) {
        return null;
    }

    /// The batch's value from the reduced one: itself, but for losses that are not a mean over rows.
    default double ofMean(double mean) {
        return mean;
    }

    /// The derivative of [#ofMean(double)].
    default double slopeAtMean(double mean) {
        return 1;
    }

    /// The name of the class as Keras spells it.
    default String className() {
        return getClass().getSimpleName();
    }
}
