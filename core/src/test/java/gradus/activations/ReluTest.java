package gradus.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.kernels.Kernels;
import org.junit.jupiter.api.Test;

class ReluTest {
    @Test
    void threshold_isNotReachedByItself() {
        float[] y = new float[3];
        new Relu(0.5, 2.0, 1).forward(Kernels.current(), new float[] {1, 1.5f, 7}, y, 0, 3);
        assertThat(y).containsExactly(0, 1.5f, 2);
    }

    @Test
    void ceiling_isReached() {
        float[] y = new float[5];
        float[] x = {-2, 0, 0.5f, 3, Float.NaN};
        new Relu(0, 1.0, 0).forward(Kernels.current(), x, y, 0, 5);
        assertThat(y).containsExactly(0, 0, 0.5f, 1, Float.NaN);
    }

    @Test
    void badArguments_areRefused() {
        assertThatThrownBy(() -> new Relu(-1, null, 0)).hasMessage("Relu.negativeSlope must be at least 0, got -1.0");
        assertThatThrownBy(() -> new Celu(0)).hasMessage("Celu.alpha must be greater than 0, got 0.0");
        assertThatThrownBy(() -> new SoftShrink(-0.5)).hasMessage("SoftShrink.threshold must be at least 0, got -0.5");
        assertThatThrownBy(() -> new Threshold(Double.NaN, 0))
                .hasMessage("Threshold.threshold must be finite, got NaN");
    }
}
