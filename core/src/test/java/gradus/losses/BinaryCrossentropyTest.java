package gradus.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.activations.Relu;
import gradus.activations.Sigmoid;
import gradus.activations.Softmax;
import gradus.kernels.Kernels;
import org.junit.jupiter.api.Test;

class BinaryCrossentropyTest {
    @Test
    void aSurelyWrongProbability_costsSixteen_andHasNoGradient() {
        float[] targets = {1, 0};
        float[] predictions = {0, 1};
        float[] losses = new float[2];
        float[] gradient = {7, 7};
        Loss loss = new BinaryCrossentropy();
        loss.losses(Kernels.current(), targets, predictions, losses, 1, 0, 2);
        loss.gradient(Kernels.current(), targets, predictions, new float[] {1, 1}, gradient, 1, 0, 2);
        assertThat(losses[0]).isEqualTo(16.1181f, within(1e-4f));
        assertThat(losses[1]).isEqualTo(15.9424f, within(1e-4f));
        assertThat(gradient).containsExactly(0, 0);
    }

    @Test
    void aSurelyWrongLogit_costsItself_andHasFullGradient() {
        float[] gradient = new float[2];
        float[] losses = new float[2];
        Loss loss = new BinaryCrossentropy(true, 0);
        loss.losses(Kernels.current(), new float[] {1, 0}, new float[] {-200, 300}, losses, 1, 0, 2);
        loss.gradient(
                Kernels.current(), new float[] {1, 0}, new float[] {-200, 300}, new float[] {1, 1}, gradient, 1, 0, 2);
        assertThat(losses).containsExactly(200, 300);
        assertThat(gradient).containsExactly(-1, 1);
    }

    @Test
    void onlyASigmoid_hasTheLossOnLogits_withTheSameSmoothing() {
        Loss loss = new BinaryCrossentropy(false, 0.1, Reduction.SUM);
        assertThat(loss.onLogits(new Sigmoid())).isEqualTo(new BinaryCrossentropy(true, 0.1, Reduction.SUM));
        assertThat(loss.onLogits(new Softmax())).isNull();
        assertThat(loss.onLogits(new Relu())).isNull();
    }

    @Test
    void smoothingOutOfRange_isRefused() {
        assertThatThrownBy(() -> new BinaryCrossentropy(false, 1.5))
                .hasMessage("BinaryCrossentropy.labelSmoothing must be in [0, 1], got 1.5");
        assertThatThrownBy(() -> new CategoricalCrossentropy(false, -1))
                .hasMessage("CategoricalCrossentropy.labelSmoothing must be in [0, 1], got -1.0");
        assertThatThrownBy(() -> new Huber(0)).hasMessage("Huber.delta must be greater than 0, got 0.0");
    }
}
