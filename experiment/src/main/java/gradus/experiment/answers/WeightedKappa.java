package gradus.experiment.answers;

import gradus.metrics.ConfusionMatrix;
import gradus.metrics.Metric;

/// Cohen's kappa with quadratic weights, for classes that have an order: how much of the squared distance between
/// true and chosen classes is avoided, of what there would be if the chosen ones had nothing to do with the rows.
/// It is 1 if all are right, and 0 for chance.
///
/// `1 − Σ (i − j)² n_ij / Σ (i − j)² n_i· n_·j / n`
///
/// [Cohen 1968](https://doi.org/10.1037/h0026256)
public record WeightedKappa() implements Metric {
    @Override
    public Direction direction() {
        return Direction.UP;
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return new ClassCounts(new ConfusionMatrix(width, targetWidth), WeightedKappa::of);
    }

    /// The kappa; NaN if the rows and the answers have one class, and it is the same.
    private static double of(ConfusionMatrix matrix) {
        int classes = matrix.classes();
        double[] truth = new double[classes];
        double[] chosen = new double[classes];
        double rows = 0;
        double found = 0;
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                double count = matrix.count(i, j);
                truth[i] += count;
                chosen[j] += count;
                rows += count;
                found += count * (i - j) * (i - j);
            }
        }
        double expected = 0;
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                expected += truth[i] * chosen[j] / rows * (i - j) * (i - j);
            }
        }
        return 1 - found / expected;
    }
}
