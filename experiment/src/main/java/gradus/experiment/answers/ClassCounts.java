package gradus.experiment.answers;

import gradus.metrics.ConfusionMatrix;
import gradus.metrics.Metric;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// A score that follows from which classes are taken for which.
///
/// @param matrix counts it
/// @param score what follows from it
record ClassCounts(ConfusionMatrix matrix, ToDoubleFunction<ConfusionMatrix> score) implements Metric.Accumulator {
    @Override
    public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
        matrix.add(targets, predictions, weights, rows);
    }

    @Override
    public double result() {
        return score.applyAsDouble(matrix);
    }

    @Override
    public void reset() {
        matrix.reset();
    }

    @Override
    public double[] state() {
        return matrix.state();
    }

    @Override
    public void restore(double[] state) {
        matrix.restore(state);
    }
}
