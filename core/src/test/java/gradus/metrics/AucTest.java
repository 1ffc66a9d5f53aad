package gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AucTest {
    private static double area(Auc.Curve curve, float[] targets, float... scores) {
        Metric.Accumulator accumulator = new Auc(curve).start(1, 1);
        accumulator.add(targets, scores, null, scores.length);
        return accumulator.result();
    }

    @Test
    void roc_isTheShareOfPairsInTheRightOrder_tiesHalf() {
        assertThat(area(Auc.Curve.ROC, new float[] {0, 0, 1, 1}, 0, 0.5f, 0.3f, 0.9f))
                .isEqualTo(0.75);
        assertThat(area(Auc.Curve.ROC, new float[] {0, 1, 0, 1}, 2, 2, 2, 2)).isEqualTo(0.5);
        assertThat(area(Auc.Curve.ROC, new float[] {0, 1, 1}, 0.5f, 0.5f, 0.9f)).isEqualTo(0.75);
    }

    @Test
    void scores_areOrderedAsNumbers() {
        assertThat(area(Auc.Curve.ROC, new float[] {0, 0, 1, 1}, Float.NEGATIVE_INFINITY, -5, -3, 700))
                .isEqualTo(1);
        assertThat(area(Auc.Curve.ROC, new float[] {0, 1}, 0f, -0f)).isEqualTo(0.5);
        assertThat(area(Auc.Curve.ROC, new float[] {0, 1}, 1e-30f, Float.MIN_VALUE))
                .isZero();
    }

    @Test
    void averagePrecision_takesEqualScoresTogether() {
        // Recall steps by 1/2 at precision 1, then, with two equal scores, by 1/2 at precision 2/3.
        assertThat(area(Auc.Curve.PR, new float[] {1, 0, 1, 0}, 0.9f, 0.5f, 0.5f, 0.1f))
                .isEqualTo(0.5 + 0.5 * 2 / 3);
    }

    @Test
    void oneClassAlone_hasNoArea() {
        assertThat(area(Auc.Curve.ROC, new float[] {1, 1}, 0.2f, 0.9f)).isNaN();
        assertThat(area(Auc.Curve.ROC, new float[] {0, 0}, 0.2f, 0.9f)).isNaN();
        assertThat(area(Auc.Curve.PR, new float[] {0, 0}, 0.2f, 0.9f)).isNaN();
        assertThat(area(Auc.Curve.PR, new float[] {1, 1}, 0.2f, 0.9f)).isEqualTo(1);
    }

    @Test
    void predictionThatIsNaN_makesTheAreaNaN() {
        assertThat(area(Auc.Curve.ROC, new float[] {0, 1, 1}, 0.2f, Float.NaN, 0.9f))
                .isNaN();
    }
}
