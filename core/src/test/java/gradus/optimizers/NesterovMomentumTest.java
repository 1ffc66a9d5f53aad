package gradus.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.kernels.Workers;
import gradus.training.Updater;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NesterovMomentumTest {
    private static final double RATE = 0.1;
    private static final double MOMENTUM = 0.9;

    @Test
    void nesterovOfKeras_isThisSeenFromThePointLookedAheadTo() {
        float[] here = {1.5f, -0.5f};
        float[] ofKeras = here.clone();
        Updater updater = Updater.of(new NesterovMomentum(RATE, MOMENTUM), here, Workers.of(1));
        Updater updaterOfKeras = Updater.of(new Sgd(RATE, MOMENTUM, true), ofKeras, Workers.of(1));
        for (int step = 0; step < 50; step++) {
            updater.beginStep();
            assertThat(here[0]).isCloseTo(ofKeras[0], within(2e-5f));
            assertThat(here[1]).isCloseTo(ofKeras[1], within(2e-5f));
            updater.apply(rosenbrockLike(here));
            updaterOfKeras.apply(rosenbrockLike(ofKeras));
            float[] velocity = velocity(updater);
            float[] velocityOfKeras = velocity(updaterOfKeras);
            for (int i = 0; i < here.length; i++) {
                assertThat(velocity[i]).isCloseTo(velocityOfKeras[i], within(2e-5f));
                assertThat(here[i] + (float) MOMENTUM * velocity[i])
                        .as("w + momentum·v at step %s", step)
                        .isCloseTo(ofKeras[i], within(2e-5f));
            }
        }
        assertThat(here[0]).as("the path is a long one").isNotCloseTo(1.5f, within(0.5f));
    }

    @Test
    void step_isTheOneByHand() {
        float[] w = {1};
        Updater updater = Updater.of(new NesterovMomentum(0.5, 0.5), w, Workers.of(1));
        updater.beginStep();
        updater.apply(new float[] {1}); // v = -0.5, w = 0.5
        assertThat(w).containsExactly(0.5f);
        updater.beginStep();
        assertThat(w).as("looks ahead by half of v").containsExactly(0.25f);
        updater.apply(new float[] {1}); // v = -0.25 - 0.5 = -0.75
        assertThat(w).containsExactly(-0.25f);
    }

    @Test
    void momentumOutOfRange_isRefused() {
        assertThatThrownBy(() -> new NesterovMomentum(0.1, 1.5))
                .hasMessage("NesterovMomentum.momentum must be in [0, 1], got 1.5");
    }

    /// The gradient of `¼x⁴ - ½x² + ½(y - ½x)²`: not convex, and its axes are coupled.
    private static float[] rosenbrockLike(float[] at) {
        float x = at[0];
        float y = at[1];
        return new float[] {x * x * x - x - 0.5f * (y - 0.5f * x), y - 0.5f * x};
    }

    private static float[] velocity(Updater updater) {
        Map<String, float[]> slots = updater.state().slots();
        return Objects.requireNonNull(slots.get("momentum"));
    }
}
