package gradus.losses;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import gradus.math.Functions;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A loss of how much targets and predictions overlap, `1 - n·Σtp / (c·Σtp + α·Σt + β·Σp + 1e-7)`, with targets `t`
/// and predictions `p`: the sums are over a row, or over the whole batch with all
/// positions.
interface OverlapLoss extends Loss {
    /// Returns the axis over which to sum: null for the whole batch, -1 for each row.
    @Nullable
    List<Integer> axis();

    /// Returns `n`.
    double numerator();

    /// Returns `c`.
    double common();

    /// Returns `α`.
    double ofTargets();

    /// Returns `β`.
    double ofPredictions();

    /// Checks the axis, and that the reduction fits.
    static void check(String loss, @Nullable List<Integer> axis, Reduction reduction) {
        require(
                axis == null || axis.equals(List.of(-1)),
                "%s.axis must be none, for the whole batch, or [-1], for each row, got %s",
                loss,
                axis);
        require(
                axis != null || reduction != Reduction.SUM,
                "%s.reduction must not be SUM where axis is none: the batch has one loss, got %s",
                loss,
                reduction);
    }

    @Override
    default boolean wholeBatch() {
        return axis() == null;
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
        int step = wholeBatch() ? toRow - fromRow : 1;
        for (int row = fromRow; row < toRow; row += step) {
            int from = row * width;
            int to = (row + step) * width;
            double overlap = overlap(targets, predictions, from, to);
            double divisor = divisor(targets, predictions, from, to, overlap);
            float loss = (float) (1 - numerator() * overlap / divisor);
            Arrays.fill(losses, row, row + step, loss);
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
        int step = wholeBatch() ? toRow - fromRow : 1;
        for (int row = fromRow; row < toRow; row += step) {
            int from = row * width;
            int to = (row + step) * width;
            double overlap = overlap(targets, predictions, from, to);
            double divisor = divisor(targets, predictions, from, to, overlap);
            double scale = numerator() * functions.sum(scales, row, row + step) / divisor / divisor;
            for (int i = from; i < to; i++) {
                double slope = overlap * (common() * targets[i] + ofPredictions()) - targets[i] * divisor;
                gradient[i] = (float) (scale * slope);
            }
        }
    }

    private static double overlap(float[] targets, float[] predictions, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) targets[i] * predictions[i];
        }
        return sum;
    }

    private double divisor(float[] targets, float[] predictions, int from, int to, double overlap) {
        double ofTargets = 0;
        double ofPredictions = 0;
        for (int i = from; i < to; i++) {
            ofTargets += targets[i];
            ofPredictions += predictions[i];
        }
        return common() * overlap + ofTargets() * ofTargets + ofPredictions() * ofPredictions + Clip.EPSILON;
    }

    @Override
    default void checkTargets(Rows targets, int width) {
        Targets.checkProbabilities(this, targets, width);
    }

    /// Copies an axis, or keeps null.
    static @Nullable List<Integer> copy(@Nullable List<Integer> axis) {
        return axis == null ? null : List.copyOf(axis);
    }
}
