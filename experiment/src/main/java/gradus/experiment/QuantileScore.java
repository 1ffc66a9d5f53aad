package gradus.experiment;

import gradus.data.Rows;
import gradus.metrics.Metric;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How good the quantiles of one level are: their *pinball loss*, the mean of `level · (y − q)` where the number y lies
/// above the quantile q, and of `(1 − level) · (q − y)` where it lies below; or the share of rows at or below the
/// quantile, which should be the level. Of several targets, all count alike.
///
/// [Koenker & Bassett 1978](https://doi.org/10.2307/1913643)
///
/// @param quantiles from predictions to quantiles
/// @param level their level
/// @param share whether the share is computed, and not the loss
public record QuantileScore(PredictionQuantiles quantiles, double level, boolean share) implements Metric {
    @Override
    public String name() {
        return PredictionQuantiles.name(share ? "share_below" : "pinball_loss", level);
    }

    @Override
    public Direction direction() {
        return Direction.DOWN;
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        double[] errors = new double[width];
        for (int target = 0; target < width; target++) {
            errors[target] = quantiles.error(target, level);
        }
        return new Sums(errors);
    }

    /// Returns both scores of quantiles that are measured on the rows that judge them: each half of the rows is
    /// judged by the quantiles of the other half.
    ///
    /// @param targets the numbers to predict, of at least four rows
    /// @param answers the predictions of networks that did not see them
    /// @param level the level
    /// @param scale how far a number is from its prediction
    /// @return the pinball loss, and the share of rows at or below the quantile; null if there are too few rows for
    ///     the level
    public static double @Nullable [] crossed(Rows targets, Rows answers, double level, ErrorScale scale) {
        int rows = targets.count();
        double[] scores = new double[2];
        for (int half = 0; half < 2; half++) {
            int rest = half;
            int[] judged =
                    IntStream.range(0, rows).filter(row -> row % 2 == rest).toArray();
            int[] others =
                    IntStream.range(0, rows).filter(row -> row % 2 != rest).toArray();
            PredictionQuantiles measured =
                    PredictionQuantiles.of(targets.select(others), answers.select(others), scale);
            if (!measured.has(level)) {
                return null;
            }
            for (int score = 0; score < 2; score++) {
                Accumulator sum =
                        new QuantileScore(measured, level, score == 1).start(targets.width(), targets.width());
                sum.add(targets.select(judged).toArray(), answers.select(judged).toArray(), null, judged.length);
                scores[score] += sum.result() * judged.length / rows;
            }
        }
        return scores;
    }

    private final class Sums implements Accumulator {
        private final double[] errors;
        private double sum;
        private double count;

        private Sums(double[] errors) {
            this.errors = errors;
        }

        @Override
        public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
            int width = errors.length;
            for (int i = 0; i < rows * width; i++) {
                if (weights != null && weights[i / width] == 0) {
                    continue;
                }
                double above = targets[i] - quantiles.scale().number(predictions[i], errors[i % width]);
                sum += share ? above <= 0 ? 1 : 0 : above > 0 ? level * above : (level - 1) * above;
                count++;
            }
        }

        @Override
        public double result() {
            return sum / count;
        }

        @Override
        public void reset() {
            sum = 0;
            count = 0;
        }

        @Override
        public double[] state() {
            return new double[] {sum, count};
        }

        @Override
        public void restore(double[] state) {
            sum = state[0];
            count = state[1];
        }
    }
}
