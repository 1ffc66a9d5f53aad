package gradus.losses;

import gradus.internal.Scratch;
import gradus.math.Functions;

/// A loss that is the mean of one function of target and prediction over the outputs of a row:
/// `mean(f(target, prediction))`. An implementation computes `f` and its derivative for a range of numbers.
public interface ElementwiseLoss extends Loss {
    /// Computes `values[i] = f(targets[from + i], predictions[from + i])` for `i` in `[0, to - from)`.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param targets the targets, `[rows, width]`
    /// @param predictions the predictions, `[rows, width]`
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    /// @param values receives the values; has space for `3·(to - from)` numbers, the second and last third free for
    ///     use
    void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values);

    /// Computes the derivatives of [#values] with respect to the predictions.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param targets the targets, `[rows, width]`
    /// @param predictions the predictions, `[rows, width]`
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    /// @param slopes receives the derivatives; has space for `3·(to - from)` numbers, the second and last third
    ///     free for use
    void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes);

    /// Returns the factor of the sum over a row: `1/width` for a mean, 1 for a sum.
    ///
    /// @param width the number of outputs
    /// @return the factor
    default float share(int width) {
        return 1f / width;
    }

    @Override
    default void losses(
            Functions functions,
            float[] targets,
            float[] predictions,
            float[] losses,
            int width,
            int fromRow,
            int toRow) {
        float[] values = Scratch.of(3 * Scratch.CHUNK);
        float share = share(width);
        int row = fromRow;
        int column = 0;
        double sum = 0;
        for (int from = fromRow * width; from < toRow * width; from += Scratch.CHUNK) {
            int to = Math.min(from + Scratch.CHUNK, toRow * width);
            values(functions, targets, predictions, from, to, values);
            for (int i = 0; i < to - from; i++) {
                sum += values[i];
                column++;
                if (column == width) {
                    losses[row] = (float) (sum * share);
                    row++;
                    column = 0;
                    sum = 0;
                }
            }
        }
    }

    @Override
    default void gradient(
            Functions functions,
            float[] targets,
            float[] predictions,
            float[] scales,
            float[] gradient,
            int width,
            int fromRow,
            int toRow) {
        float[] slopes = Scratch.of(3 * Scratch.CHUNK);
        for (int from = fromRow * width; from < toRow * width; from += Scratch.CHUNK) {
            int to = Math.min(from + Scratch.CHUNK, toRow * width);
            slopes(functions, targets, predictions, from, to, slopes);
            System.arraycopy(slopes, 0, gradient, from, to - from);
        }
        float share = share(width);
        for (int row = fromRow; row < toRow; row++) {
            float factor = scales[row] * share;
            for (int i = row * width; i < (row + 1) * width; i++) {
                gradient[i] *= factor;
            }
        }
    }
}
