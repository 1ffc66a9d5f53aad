package gradus.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.kernels.Workers;
import gradus.training.Updater;
import org.junit.jupiter.api.Test;

class RmsPropTest {
    @Test
    void steadyGradients_keepTheCenteredRuleFinite() {
        float[] w = {0, 0, 0};
        Updater updater = Updater.of(new RmsProp(0.001, 0.9, 0, 1e-7, true), w, Workers.of(1));
        for (int step = 0; step < 1000; step++) {
            updater.apply(new float[] {100.3f, -3.7f, 0.1f});
        }
        for (float value : w) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void slots_areThoseThatAreNeeded() {
        assertThat(new RmsProp().slots()).containsExactly("velocity");
        assertThat(new RmsProp(0.001, 0.9, 0.5, 1e-7, false).slots()).containsExactly("velocity", "momentum");
        assertThat(new RmsProp(0.001, 0.9, 0.5, 1e-7, true).slots())
                .containsExactly("velocity", "momentum", "average_gradient");
    }
}
