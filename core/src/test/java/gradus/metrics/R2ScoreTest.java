package gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class R2ScoreTest {
    private static double score(R2Score metric, float[] targets, float... predictions) {
        Metric.Accumulator accumulator = metric.start(1, 1);
        accumulator.add(targets, predictions, null, targets.length);
        return accumulator.result();
    }

    @Test
    void mean_scoresZero() {
        assertThat(score(new R2Score(), new float[] {1, 2, 6}, 3, 3, 3)).isZero();
    }

    @Test
    void equalTargets_scoreZero_orNaNIfPredicted() {
        assertThat(score(new R2Score(), new float[] {7, 7}, 7, 8)).isZero();
        assertThat(score(new R2Score(), new float[] {7, 7}, 7, 7)).isNaN();
    }

    @Test
    void largeTargets_loseNothing() {
        float[] targets = {16_000_000, 16_000_001, 16_000_002, 16_000_003};
        assertThat(score(new R2Score(), targets, 16_000_000, 16_000_001, 16_000_002, 16_000_004))
                .isEqualTo(0.8);
    }

    @Test
    void inputs_adjustTheScore_unlessThereAreTooFewTargets() {
        float[] targets = {1, 2, 3, 4};
        float[] predictions = {1, 2, 3, 5};
        double plain = score(new R2Score(), targets, predictions);
        assertThat(plain).isEqualTo(0.8);
        assertThat(score(adjusted(1), targets, predictions))
                .isCloseTo(1 - 0.2 * 3 / 2, org.assertj.core.data.Offset.offset(1e-15));
        assertThat(score(adjusted(3), targets, predictions)).isEqualTo(plain);
    }

    private static R2Score adjusted(int inputs) {
        return new R2Score(R2Score.ClassAggregation.UNIFORM_AVERAGE, inputs);
    }
}
