package gradus.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.kernels.Workers;
import gradus.schedules.InverseTimeDecay;
import gradus.training.Updater;
import org.junit.jupiter.api.Test;

class AdamTest {
    @Test
    void amsgrad_findsTheOptimumThatAdamRunsAwayFrom() {
        assertThat(endOfTheCounterexample(false))
                .as("Adam goes to the worst point")
                .isGreaterThan(0.9f);
        assertThat(endOfTheCounterexample(true)).as("AMSGrad goes to the best").isLessThan(-0.9f);
    }

    @Test
    void firstStep_isTheLearningRateWhateverTheScaleOfTheGradient() {
        float[] w = {1, 1, 1};
        Updater.of(new Adam(0.25), w, Workers.of(1)).apply(new float[] {1000, 1, -0.01f});
        assertThat(w).usingComparatorWithPrecision(1e-4f).containsExactly(0.75f, 0.75f, 1.25f);
    }

    @Test
    void argumentsOutOfRange_areRefused() {
        assertThatThrownBy(() -> new Adam(0.001, 1, 0.999, 1e-7, false))
                .hasMessage("Adam.beta1 must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> new Adam(0.001, 0.9, -0.1, 1e-7, false))
                .hasMessage("Adam.beta2 must be in [0, 1), got -0.1");
        assertThatThrownBy(() -> new Adam(0.001, 0.9, 0.999, 0, false))
                .hasMessage("Adam.epsilon must be greater than 0, got 0.0");
        assertThatThrownBy(() -> new Adam(-1)).hasMessage("learningRate must be at least 0, got -1.0");
    }

    /// Theorem 1 of Reddi, Kale & Kumar: the gradient is 4 once, then -1 twice, so that -1 is the best point of
    /// `[-1, 1]`, but a short memory of squares weighs the rare large gradient too little.
    private static float endOfTheCounterexample(boolean amsgrad) {
        float[] x = {0};
        Adam adam = new Adam(new InverseTimeDecay(0.1, 1, 0.001), 0, 1.0 / 17, 1e-7, amsgrad);
        Updater updater = Updater.of(adam, x, Workers.of(1));
        for (int step = 1; step <= 3000; step++) {
            updater.apply(new float[] {step % 3 == 1 ? 4 : -1});
            x[0] = Math.clamp(x[0], -1, 1);
        }
        return x[0];
    }
}
