package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Rows;
import gradus.math.RandomStream;
import gradus.problems.Counts;
import gradus.problems.Logarithm;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PredictionQuantilesTest {
    private static final ErrorScale NONE = ErrorScale.DIFFERENCE;

    private static PredictionQuantiles ofErrors(float... errors) {
        return PredictionQuantiles.of(Rows.of(errors, 1), Rows.of(new float[errors.length], 1), NONE);
    }

    @Test
    void quantile_isTheErrorOfItsShareOfOneMoreRow() {
        PredictionQuantiles quantiles = ofErrors(3, -4, 1, 9, 0, -1, 2, 5, -2);
        assertThat(quantiles.error(0, 0.1)).isEqualTo(-4);
        assertThat(quantiles.error(0, 0.5)).isEqualTo(1);
        assertThat(quantiles.error(0, 0.9)).isEqualTo(9);
        assertThat(quantiles.error(0, 0.85)).isCloseTo(7, within(1e-6));
        assertThat(quantiles.error(0, 0.8505)).isCloseTo(7.02, within(1e-6));
        assertThat(quantiles.of(0, 10, 0.1)).isEqualTo(6);
        assertThat(quantiles.lowest()).isEqualTo(0.1);
        assertThat(quantiles.highest()).isEqualTo(0.9);
    }

    @Test
    void levels_areThoseThatTheRowsSupport() {
        PredictionQuantiles quantiles = ofErrors(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(quantiles.has(0.05)).isFalse();
        assertThatThrownBy(() -> quantiles.of(0, 1, 0.95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "quantiles of this model must be from 0.1 to 0.9, because of the number of rows that measured"
                                + " its errors, got 0.95; for others, train it with more rows");
        assertThatThrownBy(() -> quantiles.requireLevel(0)).hasMessageContaining("level in (0, 1), got 0.0");
        assertThat(PredictionQuantiles.levels("--quantiles", "0.1, 0.5,0.10")).containsExactly(0.1, 0.5);
        for (String text : List.of("", "0.1,,0.5", "1", "ten", "NaN")) {
            assertThatThrownBy(() -> PredictionQuantiles.levels("--quantiles", text))
                    .hasMessage("--quantiles must be levels in (0, 1) with commas between, as in 0.1,0.5,0.9, got \""
                            + text + "\"");
        }
    }

    @Test
    void counts_haveNoQuantileBelowZero() {
        float[] errors = {-5, -4, -3, -2, -1, 0, 1, 2, 3};
        PredictionQuantiles counts =
                PredictionQuantiles.of(Rows.of(errors, 1), Rows.of(new float[9], 1), new ErrorScale(0, Double.NaN));
        assertThat(counts.of(0, 2, 0.1)).isZero();
        assertThat(counts.of(0, 6, 0.1)).isEqualTo(1);
    }

    @Test
    void logarithms_haveErrorsThatAreFactors() {
        Rows truth = Rows.of(new float[] {50, 200, 20, 100, 400}, 1);
        Rows said = Rows.of(new float[] {100, 100, 10, 100, 100}, 1);
        PredictionQuantiles quantiles = PredictionQuantiles.of(truth, said, ErrorScale.of(new Logarithm(0, 3, 1, 0)));
        assertThat(quantiles.of(0, 30, 0.167)).isCloseTo(15, within(0.1));
        assertThat(quantiles.of(0, 30, 0.5)).isCloseTo(60, within(1e-3));
        assertThat(quantiles.of(0, 30, 0.833)).isCloseTo(120, within(1.0));
        assertThat(quantiles.scale().isRelative()).isTrue();
        ErrorScale shifted = ErrorScale.of(new Logarithm(1, 0, 1, 0));
        assertThat(shifted.number(0, shifted.error(3, 0))).isCloseTo(3, within(1e-12));
        assertThat(shifted.number(0, -50)).isZero();
        assertThat(ErrorScale.of(Counts.of(truth))).isEqualTo(new ErrorScale(0, Double.NaN));
    }

    @Test
    void names_haveTheLevelInPercent() {
        assertThat(PredictionQuantiles.name("price", 0.1)).isEqualTo("price_q10");
        assertThat(PredictionQuantiles.name("price", 0.025)).isEqualTo("price_q2.5");
        assertThat(PredictionQuantiles.name("price", 0.5)).isEqualTo("price_q50");
    }

    /// Errors of two targets, the second ones larger and skewed.
    private static float[] errors(int rows) {
        float[] errors = new float[2 * rows];
        RandomStream.gaussians(3, errors, 0, errors.length);
        for (int i = 1; i < errors.length; i += 2) {
            errors[i] = 100 * errors[i] * errors[i];
        }
        return errors;
    }

    @Test
    void share_belowIsWhatIsClaimed_ofEachTarget() {
        int rows = 10_000;
        float[] errors = errors(2 * rows);
        Rows seen = Rows.of(java.util.Arrays.copyOf(errors, 2 * rows), 2);
        PredictionQuantiles quantiles = PredictionQuantiles.of(seen, Rows.of(new float[2 * rows], 2), NONE);
        for (double level : new double[] {0.01, 0.1, 0.5, 0.9, 0.995}) {
            for (int target = 0; target < 2; target++) {
                int below = 0;
                for (int row = rows; row < 2 * rows; row++) {
                    below += errors[2 * row + target] <= quantiles.of(target, 0, level) ? 1 : 0;
                }
                assertThat(below / (double) rows).as("%s of %s", level, target).isCloseTo(level, within(0.015));
            }
            double[] crossed =
                    Objects.requireNonNull(QuantileScore.crossed(seen, Rows.of(new float[2 * rows], 2), level, NONE));
            assertThat(crossed[1]).isCloseTo(level, within(0.015));
        }
    }

    @Test
    void pinballLoss_weighsBothSides() {
        PredictionQuantiles zero = ofErrors(0, 0, 0, 0, 0, 0, 0, 0, 0);
        var loss = new QuantileScore(zero, 0.9, false).start(1, 1);
        var share = new QuantileScore(zero, 0.9, true).start(1, 1);
        loss.add(new float[] {2, -1, 5}, new float[] {0, 0, 0}, new float[] {1, 1, 0}, 3);
        share.add(new float[] {2, -1, 0}, new float[] {0, 0, 0}, null, 3);
        assertThat(loss.result()).isCloseTo((0.9 * 2 + 0.1 * 1) / 2, within(1e-6));
        assertThat(share.result()).isCloseTo(2 / 3.0, within(1e-6));
        assertThat(new QuantileScore(zero, 0.9, false).name()).isEqualTo("pinball_loss_q90");
    }
}
