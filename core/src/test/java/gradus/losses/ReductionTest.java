package gradus.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReductionTest {
    private static final float[] LOSSES = {0.36f, 0.26f, 1000};
    private static final float[] WEIGHTS = {2, 0.5f, 1000};

    @Test
    void values_areThoseOfKeras() {
        assertThat(Reduction.SUM_OVER_BATCH_SIZE.value(LOSSES, WEIGHTS, 2)).isEqualTo(0.425, within(1e-7));
        assertThat(Reduction.MEAN_WITH_SAMPLE_WEIGHT.value(LOSSES, WEIGHTS, 2)).isEqualTo(0.34, within(1e-7));
        assertThat(Reduction.SUM.value(LOSSES, WEIGHTS, 2)).isEqualTo(0.85, within(1e-7));
        assertThat(Reduction.SUM_OVER_BATCH_SIZE.value(LOSSES, null, 2)).isEqualTo(0.31, within(1e-7));
        assertThat(Reduction.MEAN_WITH_SAMPLE_WEIGHT.value(LOSSES, null, 2)).isEqualTo(0.31, within(1e-7));
    }

    @Test
    void scales_areTheDerivativesOfTheValue() {
        for (Reduction reduction : EnumSet.complementOf(EnumSet.of(Reduction.NONE))) {
            for (float @Nullable [] weights : new float @Nullable [][] {null, WEIGHTS}) {
                float[] scales = {0, 0, 7};
                reduction.scales(weights, 2, 3, scales);
                for (int row = 0; row < 2; row++) {
                    float[] more = LOSSES.clone();
                    more[row] += 1;
                    double slope = reduction.value(more, weights, 2) - reduction.value(LOSSES, weights, 2);
                    assertThat((double) scales[row]).isEqualTo(3 * slope, within(1e-6));
                }
                assertThat(scales[2]).isEqualTo(7);
            }
        }
    }

    @Test
    void none_cannotBeTrained() {
        assertThatThrownBy(() -> Reduction.NONE.value(LOSSES, null, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a loss whose reduction is NONE is a number for each row, and training needs");
    }

    @Test
    void nothing_countsForNothing() {
        float[] scales = {7, 7};
        Reduction.MEAN_WITH_SAMPLE_WEIGHT.scales(new float[2], 2, 1, scales);
        assertThat(scales).containsExactly(0, 0);
        assertThat(Reduction.MEAN_WITH_SAMPLE_WEIGHT.value(LOSSES, new float[2], 2))
                .isZero();
        assertThat(Reduction.SUM_OVER_BATCH_SIZE.value(LOSSES, null, 0)).isZero();
    }
}
