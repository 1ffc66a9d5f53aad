package gradus.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.kernels.KernelCompute;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.math.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewtonSchulzTest {
    /// `x·xᵀ` of a wide matrix and `xᵀ·x` of a tall one come near the identity; the coefficients of Muon let singular
    /// values end anywhere between about 0.7 and 1.2.
    @ParameterizedTest
    @CsvSource({"3, 8", "8, 3", "1, 5", "5, 1", "40, 90"})
    void result_isNearlyOrthogonal(int rows, int columns) {
        NewtonSchulz schulz = new NewtonSchulz(
                rows, columns, 3.4445, -4.775, 2.0315, 5, new KernelCompute(Kernels.current(), Workers.of(1)));
        float[] start = new float[rows * columns];
        RandomStream.gaussians(7, start, 0, start.length);
        System.arraycopy(start, 0, schulz.matrix(), 0, start.length);
        schulz.run();
        float[] x = schulz.matrix();
        int order = Math.min(rows, columns);
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < order; j++) {
                double sum = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    sum += rows <= columns
                            ? (double) x[i * columns + k] * x[j * columns + k]
                            : (double) x[k * columns + i] * x[k * columns + j];
                }
                assertThat(sum).as("%s, %s", i, j).isBetween(i == j ? 0.4 : -0.5, i == j ? 1.6 : 0.5);
            }
        }
    }
}
