package gradus.experiment.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.math.RandomStream;
import gradus.metrics.BinaryAccuracy;
import gradus.metrics.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static double value(Metric metric, float[] targets, float[] said) {
        Metric.Accumulator all = metric.start(said.length / targets.length, 1);
        all.add(targets, said, null, targets.length);
        Metric.Accumulator restored = metric.start(said.length / targets.length, 1);
        restored.restore(all.state());
        assertThat(restored.result()).isEqualTo(all.result());
        all.reset();
        all.add(targets, said, null, targets.length);
        return all.result();
    }

    /// By scikit-learn 1.x: brier_score_loss of two classes; the sum of squares over three.
    @Test
    void brier_isTheMeanSquaredDistance() {
        assertThat(value(new BrierScore(), new float[] {1, 0, 1}, new float[] {0.9f, 0.2f, 0.6f}))
                .isCloseTo((0.01 + 0.04 + 0.16) / 3, within(1e-6));
        assertThat(value(new BrierScore(), new float[] {2, 0}, new float[] {0.1f, 0.2f, 0.7f, 0.5f, 0.3f, 0.2f}))
                .isCloseTo((0.14 + 0.38) / 2, within(1e-6));
    }

    @Test
    void calibrationError_comparesProbabilityAndFrequency() {
        // Two rows said 0.9, one of them right; two said 0.7, both right.
        float[] said = {0.9f, 0.9f, 0.3f, 0.7f};
        float[] truth = {1, 0, 0, 1};
        assertThat(value(new CalibrationError(), truth, said)).isCloseTo((0.4 + 0.3) / 2, within(1e-6));
        List<CalibrationError.Bin> bins = CalibrationError.bins(truth, said, 1, 1, 10);
        assertThat(bins).hasSize(3);
        assertThat(bins.getLast().frequency()).isEqualTo(0.5);
        assertThat(bins.getLast().rows()).isEqualTo(2);
    }

    @Test
    void bins_areFifteen_andClosedOnTheRight() {
        float[] said = {0.25f, 0.26f};
        float[] truth = {1, 0};
        assertThat(CalibrationError.bins(truth, said, 1, 1, 4)).hasSize(2);
        assertThat(CalibrationError.bins(truth, said, 1, 1, 2)).hasSize(1);
        // Each row is said to be 0: with a probability of 0.75, which is wrong, and of 0.74, both in bin 12 of 15.
        assertThat(value(new CalibrationError(), truth, said)).isCloseTo(0.745 - 0.5, within(1e-6));
        assertThat(value(new CalibrationError(4), truth, said)).isCloseTo(0.745 - 0.5, within(1e-6));
        assertThat(new CalibrationError().bins()).isEqualTo(15);
    }

    @Test
    void medianError_isTheMiddleOne() {
        assertThat(value(new MedianError(), new float[] {1, 2, 3}, new float[] {1, 4, 2}))
                .isEqualTo(1);
        assertThat(value(new MedianError(), new float[] {1, 2}, new float[] {1, 4}))
                .isEqualTo(1);
    }

    /// By scikit-learn 1.x: mean_absolute_error of the classes, and cohen_kappa_score with quadratic weights.
    @Test
    void classesWithAnOrder_countByTheirDistance() {
        float[] truth = {0, 0, 1, 1, 2, 2};
        float[] said = {
            0.8f, 0.1f, 0.1f, 0.1f, 0.2f, 0.7f, 0.2f, 0.6f, 0.2f, 0.5f, 0.3f, 0.2f, 0, 0.4f, 0.6f, 0.1f, 0.5f, 0.4f
        };
        assertThat(value(new ClassDistance(), truth, said)).isCloseTo((0 + 2 + 0 + 1 + 0 + 1) / 6.0, within(1e-9));
        assertThat(value(new WeightedKappa(), truth, said)).isCloseTo(0.25, within(1e-9));
        assertThat(value(new WeightedKappa(), new float[] {0, 1, 2}, new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}))
                .isEqualTo(1);
    }

    @Test
    void interval_holdsTheScore_andIsNarrowerWithMoreRows() {
        double before = 1;
        for (int rows : new int[] {100, 10_000}) {
            RandomStream random = RandomStream.of(1);
            float[] targets = new float[rows];
            float[] said = new float[rows];
            for (int i = 0; i < rows; i++) {
                targets[i] = random.nextDouble() < 0.5 ? 1 : 0;
                said[i] = random.nextDouble() < 0.8 ? targets[i] : 1 - targets[i];
            }
            ScoreInterval interval =
                    ScoreInterval.of(new BinaryAccuracy(), targets, said, null, rows, RandomStream.of(2));
            double width = interval.high() - interval.low();
            // 4 standard errors of a share of 0.8.
            assertThat(width)
                    .isCloseTo(4 * Math.sqrt(0.16 / rows), within(0.3 * width))
                    .isLessThan(before);
            assertThat(interval.low()).isLessThan(0.81);
            assertThat(interval.high()).isGreaterThan(0.79);
            before = width;
        }
    }
}
