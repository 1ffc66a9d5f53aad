package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorScaleTest {
    @Test
    void number_hasTheErrorThatItHad() {
        for (ErrorScale scale : new ErrorScale[] {ErrorScale.DIFFERENCE, new ErrorScale(0, 0), new ErrorScale(0, 1)}) {
            for (double prediction : new double[] {0.5, 3, 1e6}) {
                assertThat(scale.number(prediction, scale.error(7, prediction))).isCloseTo(7, within(1e-8));
            }
            assertThat(scale.error(8, 7)).isPositive();
            assertThat(scale.error(6, 7)).isNegative();
        }
        assertThat(new ErrorScale(0, 0).error(20, 10)).isEqualTo(new ErrorScale(0, 0).error(2, 1), within(1e-12));
    }

    @Test
    void whatHasNoLogarithm_isTheSmallest() {
        ErrorScale scale = new ErrorScale(0, 0);
        assertThat(scale.error(0, 1)).isFinite().isLessThan(-80);
        assertThat(scale.error(-5, 1)).isEqualTo(scale.error(0, 1));
        assertThat(scale.number(1, scale.error(0, 1))).isCloseTo(0, within(1e-30));
    }
}
