package gradus.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.kernels.Kernels;
import gradus.math.RandomStream;
import org.junit.jupiter.api.Test;

class SparsemaxTest {
    @Test
    void rows_areProbabilities_alsoOfLargeScores() {
        int width = 100;
        float[] x = new float[50 * width];
        RandomStream.gaussians(RandomStream.of(5).key(), x, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            x[i] = x[i] * (i / width % 10) + (i < 10 * width ? 1000 : 0);
        }
        float[] y = new float[x.length];
        new Sparsemax().forward(Kernels.current(), x, y, width, 0, 50);
        for (int row = 0; row < 50; row++) {
            double sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                assertThat(y[i]).isBetween(0f, 1f);
                sum += y[i];
            }
            assertThat(sum).isEqualTo(1, within(row < 10 ? 6e-3 : 1e-5));
        }
    }

    @Test
    void farBehindScores_getExactlyZero() {
        float[] y = new float[3];
        new Sparsemax().forward(Kernels.current(), new float[] {2, 1.5f, -1}, y, 3, 0, 1);
        assertThat(y).containsExactly(0.75f, 0.25f, 0);
    }
}
