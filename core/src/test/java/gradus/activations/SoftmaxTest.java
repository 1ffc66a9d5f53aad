package gradus.activations;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.kernels.Kernels;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
    @Test
    void aConstantMore_changesNothing() {
        float[] x = {1, 2, 4, 1001, 1002, 1004};
        float[] y = new float[6];
        new Softmax().forward(Kernels.current(), x, y, 3, 0, 2);
        assertThat(new float[] {y[0], y[1], y[2]}).containsExactly(y[3], y[4], y[5]);
    }

    @Test
    void notANumber_isNotHidden() {
        float[] y = new float[2];
        new Softmax().forward(Kernels.current(), new float[] {1, Float.NaN}, y, 2, 0, 1);
        assertThat(y).containsExactly(Float.NaN, Float.NaN);
    }
}
