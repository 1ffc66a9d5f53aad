package gradus.losses;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.kernels.Kernels;
import org.junit.jupiter.api.Test;

class HingeTest {
    @Test
    void zeroAndOne_countAsMinusOneAndOne() {
        float[] predictions = {0.5f, -2, 3, 0.25f};
        for (Loss loss : new Loss[] {new Hinge(), new SquaredHinge()}) {
            float[] signs = new float[2];
            float[] flags = new float[2];
            loss.losses(Kernels.current(), new float[] {-1, -1, 1, 1}, predictions, signs, 2, 0, 2);
            loss.losses(Kernels.current(), new float[] {0, 0, 1, 1}, predictions, flags, 2, 0, 2);
            assertThat(flags).isEqualTo(signs);
            assertThat(signs[0]).isPositive();
        }
    }
}
