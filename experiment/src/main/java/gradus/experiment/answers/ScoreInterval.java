package gradus.experiment.answers;

import gradus.math.RandomStream;
import gradus.metrics.Metric;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How far a score could be from that of all rows there are, of which those that were judged are a sample: the middle
/// 95% of the scores of samples drawn from them, the *percentile bootstrap*.
///
/// [Efron & Tibshirani 1993](https://doi.org/10.1201/9780429246593)
///
/// @param low the lower end
/// @param high the upper end
public record ScoreInterval(double low, double high) {
    private static final int MOST_SAMPLES = 400;
    private static final int FEWEST_SAMPLES = 40;
    private static final double WORK = 4e6;

    /// Draws samples.
    ///
    /// @param metric the score
    /// @param targets `[rows, targetWidth]`
    /// @param predictions `[rows, width]`
    /// @param weights one a row, or null
    /// @param rows how many there are, at least 1
    /// @param random draws them
    /// @return the interval
    public static ScoreInterval of(
            Metric metric,
            float[] targets,
            float[] predictions,
            float @Nullable [] weights,
            int rows,
            RandomStream random) {
        int width = predictions.length / rows;
        int targetWidth = targets.length / rows;
        int samples = Math.clamp((long) (WORK / rows / width), FEWEST_SAMPLES, MOST_SAMPLES);
        double[] scores = new double[samples];
        float[] drawnTargets = new float[targets.length];
        float[] drawn = new float[predictions.length];
        float @Nullable [] drawnWeights = weights == null ? null : new float[rows];
        Metric.Accumulator accumulator = metric.start(width, targetWidth);
        for (int sample = 0; sample < samples; sample++) {
            for (int i = 0; i < rows; i++) {
                int row = random.nextInt(rows);
                System.arraycopy(targets, row * targetWidth, drawnTargets, i * targetWidth, targetWidth);
                System.arraycopy(predictions, row * width, drawn, i * width, width);
                if (drawnWeights != null && weights != null) {
                    drawnWeights[i] = weights[row];
                }
            }
            accumulator.reset();
            accumulator.add(drawnTargets, drawn, metric.usesWeights() ? drawnWeights : null, rows);
            scores[sample] = accumulator.result();
        }
        double[] found = Arrays.stream(scores).filter(Double::isFinite).sorted().toArray();
        return found.length == 0
                ? new ScoreInterval(Double.NaN, Double.NaN)
                : new ScoreInterval(quantile(found, 0.025), quantile(found, 0.975));
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
