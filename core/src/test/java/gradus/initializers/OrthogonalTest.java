package gradus.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Shape;
import gradus.math.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrthogonalTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "6, 6, 1", "6, 3, 2", "3, 6, 0.5", "64, 100, 1", "101, 64, 1.5"})
    void shorterSide_isOrthogonalWithLengthGain(int rows, int columns, double gain) {
        float[] q = new float[rows * columns];
        new Orthogonal(gain).initialize(q, 0, Shape.of(rows, columns), RandomStream.of(1));
        int count = Math.min(rows, columns);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                double product = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    product += rows >= columns
                            ? (double) q[k * columns + i] * q[k * columns + j]
                            : (double) q[i * columns + k] * q[j * columns + k];
                }
                assertThat(product).as("%s, %s", i, j).isCloseTo(i == j ? gain * gain : 0, within(1e-6 * gain * gain));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 2", "1, 4"})
    void everyDirection_isAsLikelyAsAnother(int rows, int columns) {
        double[] sums = new double[rows * columns];
        float[] q = new float[rows * columns];
        int runs = 4000;
        for (int seed = 0; seed < runs; seed++) {
            new Orthogonal().initialize(q, 0, Shape.of(rows, columns), RandomStream.of(seed));
            for (int i = 0; i < q.length; i++) {
                sums[i] += q[i];
            }
        }
        for (double sum : sums) {
            assertThat(sum / runs).isCloseTo(0, within(0.06));
        }
    }
}
