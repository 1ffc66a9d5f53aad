package gradus.losses;

import gradus.internal.Scratch;
import gradus.kernels.Kernels;

/// The logarithm of a sum of exponentials, which neither overflows nor loses small terms.
final class LogSumExp {
    private LogSumExp() {}

    /// `sums[row] = ln Σ e^(z - max z)` over each row of `z`, the logarithm of the softmax's divisor.
    static void rows(Kernels kernels, float[] z, float[] sums, int width, int fromRow, int toRow) {
        float[] powers = Scratch.of(width);
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            int largest = 0;
            for (int j = 1; j < width; j++) {
                largest = z[start + j] > z[start + largest] ? j : largest;
            }
            for (int j = 0; j < width; j++) {
                powers[j] = z[start + j] - z[start + largest];
            }
            float zero = powers[largest];
            kernels.exp(powers, powers, 0, width);
            // The largest power is 1, added by log1p: so the sum of the others keeps all its digits. If the largest is
            // infinite or NaN, its difference to itself is NaN.
            powers[largest] = zero;
            sums[row] = kernels.sum(powers, 0, width);
        }
        kernels.log1p(sums, sums, fromRow, toRow);
    }
}
