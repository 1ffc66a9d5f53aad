package gradus.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.kernels.Workers;
import gradus.training.Updater;
import org.junit.jupiter.api.Test;

class SgdTest {
    @Test
    void zeroRate_changesNothing() {
        float[] w = {1, -2};
        Updater.of(new Sgd(0, 0.9, true), w, Workers.of(1)).apply(new float[] {3, 4});
        assertThat(w).containsExactly(1, -2);
    }

    @Test
    void withoutMomentum_nothingIsKept() {
        assertThat(new Sgd().slots()).isEmpty();
        assertThat(new Sgd(0.01, 0, true).slots()).isEmpty();
        assertThat(new Sgd(0.01, 0.9, false).slots()).containsExactly("momentum");
    }

    @Test
    void momentumOutOfRange_isRefused() {
        assertThatThrownBy(() -> new Sgd(0.1, -0.1, false)).hasMessage("Sgd.momentum must be in [0, 1], got -0.1");
    }
}
