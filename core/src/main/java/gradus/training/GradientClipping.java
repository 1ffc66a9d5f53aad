package gradus.training;

import gradus.kernels.Workers;
import gradus.math.RangeTask;
import gradus.optimizers.UpdateOptions;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Limits gradients in one of the three ways of [UpdateOptions]. Norms are summed in an order that does not depend
/// on the number of threads.
final class GradientClipping {
    private final UpdateOptions options;
    private final Workers workers;
    private final Pieces pieces;
    private final double[] pieceSquares;
    private final double[] squares;
    private final float[] scales;
    private final RangeTask sumSquares = this::sumSquares;
    private final RangeTask scale = this::scale;
    private final RangeTask clamp = this::clamp;
    private float[] gradients = {};

    /// @param parameters the ranges of the parameters that are clipped one by one
    GradientClipping(UpdateOptions options, List<Pieces.Range> parameters, Workers workers) {
        this.options = options;
        this.workers = workers;
        pieces = Pieces.of(parameters);
        pieceSquares = new double[pieces.count()];
        squares = new double[parameters.size()];
        scales = new float[parameters.size()];
    }

    /// Returns whether there is anything to do.
    boolean clips() {
        return options.clipnorm() != null || options.globalClipnorm() != null || options.clipvalue() != null;
    }

    /// Clips gradients in place.
    void clip(float[] values) {
        gradients = values;
        @Nullable Double norm = options.clipnorm();
        @Nullable Double globalNorm = options.globalClipnorm();
        if (norm != null) {
            measure();
            for (int i = 0; i < scales.length; i++) {
                // A norm that is NaN makes the scale NaN.
                scales[i] = (float) (norm / Math.max(Math.sqrt(squares[i]), norm));
            }
            pieces.run(workers, scale);
        } else if (globalNorm != null) {
            measure();
            double sum = 0;
            for (double square : squares) {
                sum += square;
            }
            double all = Math.sqrt(sum);
            // All gradients NaN are better than one of them infinite and the others zero.
            double factor = Double.isFinite(all) ? globalNorm / Math.max(all, globalNorm) : Double.NaN;
            Arrays.fill(scales, (float) factor);
            pieces.run(workers, scale);
        } else if (options.clipvalue() != null) {
            pieces.run(workers, clamp);
        }
    }

    private void measure() {
        pieces.run(workers, sumSquares);
        Arrays.fill(squares, 0);
        for (int piece = 0; piece < pieces.count(); piece++) {
            squares[pieces.range(piece)] += pieceSquares[piece];
        }
    }

    private void sumSquares(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            pieceSquares[piece] = squares(gradients, pieces.from(piece), pieces.to(piece));
        }
    }

    /// Keeps four sums, so that additions do not wait for each other.
    private static double squares(float[] x, int from, int to) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            sum0 += (double) x[i] * x[i];
            sum1 += (double) x[i + 1] * x[i + 1];
            sum2 += (double) x[i + 2] * x[i + 2];
            sum3 += (double) x[i + 3] * x[i + 3];
        }
        for (; i < to; i++) {
            sum0 += (double) x[i] * x[i];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    private void scale(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            float factor = scales[pieces.range(piece)];
            if (factor != 1) {
                for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
                    gradients[i] *= factor;
                }
            }
        }
    }

    private void clamp(int first, int last) {
        @Nullable Double largest = options.clipvalue();
        float limit = largest == null ? Float.POSITIVE_INFINITY : largest.floatValue();
        for (int piece = first; piece < last; piece++) {
            for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
                gradients[i] = Math.max(-limit, Math.min(limit, gradients[i]));
            }
        }
    }
}
