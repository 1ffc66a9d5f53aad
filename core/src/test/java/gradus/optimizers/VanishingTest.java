package gradus.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VanishingTest {
    @Test
    void numbersOfUsualSize_keepEveryBit() {
        for (float x = 0x1.234568p-55f; x < 1e30f; x *= 1.7f) {
            assertThat(Vanishing.toZero(x)).isEqualTo(x);
            assertThat(Vanishing.toZero(-x)).isEqualTo(-x);
        }
        assertThat(Vanishing.toZero(0)).isZero();
        assertThat(Vanishing.toZero(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Vanishing.toZero(Float.NaN)).isNaN();
    }

    @Test
    void tinyNumbers_becomeZeroOrMultiplesOfALargerOne() {
        assertThat(Vanishing.toZero(Float.MIN_VALUE)).isZero();
        assertThat(Vanishing.toZero(1e-33f)).isZero();
        assertThat(Vanishing.toZero(1.6f * 0x1p-103f)).isEqualTo(2 * 0x1p-103f);
        assertThat(Vanishing.toZero(-3 * 0x1p-103f)).isEqualTo(-3 * 0x1p-103f);
    }
}
