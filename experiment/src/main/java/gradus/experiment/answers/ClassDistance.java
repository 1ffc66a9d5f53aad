package gradus.experiment.answers;

import gradus.metrics.ConfusionMatrix;
import gradus.metrics.Metric;

/// The mean absolute distance between the true class and the one that is chosen, in steps of classes that have an
/// order: to take the first of three for the last one counts 2.
public record ClassDistance() implements Metric {
    @Override
    public Direction direction() {
        return Direction.DOWN;
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return new ClassCounts(new ConfusionMatrix(width, targetWidth), ClassDistance::of);
    }

    private static double of(ConfusionMatrix matrix) {
        double sum = 0;
        double rows = 0;
        for (int i = 0; i < matrix.classes(); i++) {
            for (int j = 0; j < matrix.classes(); j++) {
                sum += matrix.count(i, j) * Math.abs(i - j);
                rows += matrix.count(i, j);
            }
        }
        return sum / rows;
    }
}
