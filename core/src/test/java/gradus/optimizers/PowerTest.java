package gradus.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowerTest {
    @Test
    void powers_areThoseOfTheLibrary() {
        for (double base : new double[] {0, 0.5, 0.9, 0.96, 0.999, 0.999999}) {
            for (long n : new long[] {0, 1, 2, 3, 10, 1000, 123_457}) {
                double expected = StrictMath.pow(base, (double) n);
                assertThat(Power.of(base, n)).as("%s^%s", base, n).isCloseTo(expected, within(1e-10 * expected));
            }
        }
    }

    @Test
    void powersThatAreNotWhole_areThoseOfTheLibrary() {
        for (double base : new double[] {1e-30, 1e-6, 0.1, 0.75, 1, 1.5, 2, 3, 1e4, 1e30}) {
            for (double exponent : new double[] {-0.8, -0.4, 0, 0.3, 0.5, 0.7, 1, 2.5}) {
                double expected = StrictMath.pow(base, exponent);
                assertThat(Power.of(base, exponent))
                        .as("%s^%s", base, exponent)
                        .isCloseTo(expected, within(1e-13 * expected));
            }
        }
        assertThat(Power.of(0.0, 0.7)).isZero();
        assertThat(Power.of(0.0, 0.0)).isEqualTo(1);
        assertThat(Power.of(0.0, -0.5)).isInfinite();
    }
}
