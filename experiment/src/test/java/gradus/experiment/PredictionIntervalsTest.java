package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.Sequential;
import gradus.data.Rows;
import gradus.layers.Layers;
import gradus.math.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionIntervalsTest {
    @Test
    void width_isTheErrorThatCoversItsShareOfOneMoreRow() {
        Rows targets = Rows.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1);
        PredictionIntervals intervals =
                PredictionIntervals.of(targets, Rows.of(new float[9], 1), ErrorScale.DIFFERENCE);
        assertThat(intervals.width(0.5)).isEqualTo(5);
        assertThat(intervals.width(0.51)).isEqualTo(6);
        assertThat(intervals.width(0.9)).isEqualTo(9);
        assertThatThrownBy(() -> intervals.width(0.95))
                .hasMessage("intervals of coverage 0.95 need more rows than the model was trained with; the highest"
                        + " possible is 0.9");
        assertThatThrownBy(() -> intervals.width(1)).hasMessageContaining("must have a coverage in (0, 1), got 1.0");
    }

    @Test
    void interval_endsWhereTheNumbersDo() {
        PredictionIntervals counts = new PredictionIntervals(List.of(3.0), new ErrorScale(0, Double.NaN));
        assertThat(counts.around(5, 0.001)).isEqualTo(new Prediction.Interval(2, 8));
        assertThat(counts.around(1, 0.001)).isEqualTo(new Prediction.Interval(0, 4));
        assertThat(counts.around(-0.5, 0.001)).isEqualTo(new Prediction.Interval(-0.5, 2.5));
    }

    @Test
    void interval_ofATargetLearnedByItsLogarithm_goesByAFactor() {
        Rows targets = Rows.of(new float[] {100, 400, 25}, 1);
        Rows answers = Rows.of(new float[] {100, 200, 100}, 1);
        PredictionIntervals intervals = PredictionIntervals.of(targets, answers, new ErrorScale(0, 0));
        Prediction.Interval half = intervals.around(3000, 0.5);
        assertThat(half.low()).isCloseTo(1500, within(1e-6));
        assertThat(half.high()).isCloseTo(6000, within(1e-6));
        assertThat(intervals.around(10, 0.75).high()).isCloseTo(40, within(1e-6));
        assertThat(new PredictionIntervals(intervals.widths(), new ErrorScale(0, 1)).around(0, 0.5))
                .as("with 1 added before the logarithm")
                .isEqualTo(new Prediction.Interval(0, 2 - 1));
    }

    @Test
    void files_keepTheScale_andThoseOfBeforeHaveDifferences() {
        Model model = Sequential.of(Layers.input(1), Layers.dense(1));
        PredictionIntervals relative = new PredictionIntervals(List.of(0.5, 1.5), new ErrorScale(0, 1));
        Notes.write(model, relative);
        assertThat(Notes.intervals(model)).isEqualTo(relative);
        model.note("interval_widths", "[0.5,1.5]");
        assertThat(Notes.intervals(model)).isEqualTo(new PredictionIntervals(List.of(0.5, 1.5), ErrorScale.DIFFERENCE));
    }

    @Test
    void coverage_isWhatIsClaimed() {
        int rows = 20_000;
        float[] errors = new float[2 * rows];
        RandomStream.gaussians(3, errors, 0, errors.length);
        float[] seen = java.util.Arrays.copyOf(errors, rows);
        PredictionIntervals intervals =
                PredictionIntervals.of(Rows.of(seen, 1), Rows.of(new float[rows], 1), ErrorScale.DIFFERENCE);
        for (double coverage : new double[] {0.5, 0.8, 0.95}) {
            double width = intervals.width(coverage);
            int held = 0;
            for (int i = rows; i < 2 * rows; i++) {
                held += Math.abs(errors[i]) <= width ? 1 : 0;
            }
            assertThat(held / (double) rows).as("%s", coverage).isCloseTo(coverage, within(0.015));
        }
    }
}
