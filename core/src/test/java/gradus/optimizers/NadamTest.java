package gradus.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NadamTest {
    @Test
    void momentumProduct_isTheProductKeptFromStepToStep() {
        Nadam nadam = new Nadam(0.001, 0.999, 0.999, 1e-7);
        double kept = 1;
        assertThat(nadam.momentumProduct(0)).isEqualTo(1);
        for (int t = 1; t <= 3000; t++) {
            kept *= 0.999 * (1 - 0.5 * Math.pow(0.96, t));
            assertThat(nadam.momentumProduct(t) / kept).as("product of %s", t).isCloseTo(1, within(1e-11));
        }
    }

    @Test
    void momentumProduct_ofALongRunIsZero() {
        assertThat(new Nadam().momentumProduct(Long.MAX_VALUE)).isZero();
    }
}
