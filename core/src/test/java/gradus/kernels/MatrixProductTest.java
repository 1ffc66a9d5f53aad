package gradus.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixProductTest {
    private static final int[][] SHAPES = {
        {128, 512, 78},
        {32, 512, 100},
        {300, 512, 32},
        {128, 10, 512},
        {2100, 31, 33},
        {1, 1021, 700},
        {7, 5, 3},
        {65, 129, 264}
    };

    private static final List<Workers> TEAMS =
            List.of(Workers.of(1), Workers.of(2), Workers.of(3), Workers.of(7), Workers.of(16));

    static List<Kernels> kernels() {
        return KernelSelection.available();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void product_hasTheSameBits_onAnyNumberOfThreads(Kernels kernels) {
        for (int[] shape : SHAPES) {
            for (int transposes = 0; transposes < 4; transposes++) {
                boolean transposeA = (transposes & 1) != 0;
                boolean transposeB = (transposes & 2) != 0;
                int m = shape[0];
                int n = shape[1];
                int k = shape[2];
                float[] a = KernelsTest.randoms(1, 5 + m * k);
                float[] b = KernelsTest.randoms(2, 6 + k * n);
                float[] start = KernelsTest.randoms(3, 7 + m * n);
                float[] expected = start.clone();
                kernels.multiply(
                        transposeA,
                        transposeB,
                        m,
                        n,
                        k,
                        a,
                        5,
                        transposeA ? m : k,
                        b,
                        6,
                        transposeB ? k : n,
                        1,
                        expected,
                        7,
                        n);
                float[] first = start.clone();
                new MatrixProduct(kernels, Workers.of(1), transposeA, transposeB).run(m, n, k, a, 5, b, 6, 1, first, 7);
                for (int i = 0; i < first.length; i++) {
                    // The built-in kernels sum in the same order wherever a product is cut.
                    float tolerance = KernelsTest.isBuiltIn(kernels) ? 0 : k * 0x1p-22f;
                    assertThat(first[i]).isCloseTo(expected[i], within(tolerance));
                }
                for (Workers workers : TEAMS) {
                    float[] c = start.clone();
                    new MatrixProduct(kernels, workers, transposeA, transposeB).run(m, n, k, a, 5, b, 6, 1, c, 7);
                    assertThat(c).isEqualTo(first);
                }
            }
        }
    }
}
