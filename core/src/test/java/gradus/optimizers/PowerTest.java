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
}
