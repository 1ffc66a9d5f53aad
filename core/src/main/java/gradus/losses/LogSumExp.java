package gradus.losses;

import gradus.internal.Scratch;
import gradus.math.Functions;

/// The logarithm of a sum of exponentials, computed without overflow and without losing small terms.
final class LogSumExp {
    private LogSumExp() {}

    /// Computes `sums[row] = ln Σ e^(z - max z)` over each row of `z`, the logarithm of the softmax's divisor.
    static void rows(Functions functions, float[] z, float[] sums, int width, int fromRow, int toRow) {
        float[] powers = Scratch.of((toRow - fromRow) * width);
        for (int row = fromRow; row < toRow; row++) {
            int shift = (row - fromRow) * width - row * width;
            int largest = largest(z, row, width);
            for (int i = row * width; i < (row + 1) * width; i++) {
                powers[shift + i] = z[i] - z[largest];
            }
            // 0, or NaN if the largest value is infinite or NaN.
            sums[row] = powers[shift + largest];
        }
        functions.exp(powers, powers, 0, (toRow - fromRow) * width);
        for (int row = fromRow; row < toRow; row++) {
            int start = (row - fromRow) * width;
            // The largest power is 1 and is added by log1p, so that the sum of the others keeps all its digits.
            powers[start + largest(z, row, width) - row * width] = sums[row];
            sums[row] = functions.sum(powers, start, start + width);
        }
        functions.log1p(sums, sums, fromRow, toRow);
    }

    private static int largest(float[] z, int row, int width) {
        int largest = row * width;
        for (int i = largest + 1; i < (row + 1) * width; i++) {
            largest = z[i] > z[largest] ? i : largest;
        }
        return largest;
    }
}
