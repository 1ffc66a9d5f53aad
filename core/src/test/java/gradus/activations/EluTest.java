package gradus.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.kernels.Kernels;
import org.junit.jupiter.api.Test;

class EluTest {
    @Test
    void closeToZero_keepsItsDigits() {
        float[] x = {-1e-6f, -1e-3f, -1e-20f, 1e-6f};
        float[] y = new float[4];
        new Elu().forward(Kernels.current(), x, y, 0, 4);
        for (int i = 0; i < 3; i++) {
            assertThat(y[i] / Math.expm1(x[i])).isEqualTo(1, within(5e-7));
        }
        assertThat(y[3]).isEqualTo(1e-6f);
    }
}
