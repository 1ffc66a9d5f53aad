package gradus.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The plain loops have the bits of the vectors in whose place they are.
class StartingKernelsTest {
    /// A stride through all bit patterns of a float.
    private static final int STRIDE = 9973;

    private final Kernels vectors = new SimdKernels();
    private final Kernels plain = SimdKernels.PLAIN;

    private interface Function {
        void run(Kernels kernels, float[] x, float[] y, int from, int to);
    }

    static List<Function> functions() {
        return List.of(Kernels::exp, Kernels::log, Kernels::log1p, Kernels::tanh, Kernels::sigmoid, Kernels::erf);
    }

    @BeforeEach
    void vectorsWork() {
        assumeThat(SimdKernels.work()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functions_haveTheBitsOfVectors_overAllFloats(Function function) {
        float[] x = new float[(int) ((1L << 32) / STRIDE) + 1];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < 50_000 ? (i - 25_000) * 4e-4f : Float.intBitsToFloat((int) ((long) i * STRIDE));
        }
        float[] expected = new float[x.length];
        float[] actual = new float[x.length];
        function.run(vectors, x, expected, 0, x.length);
        function.run(plain, x, actual, 0, x.length);
        assertThat(Arrays.mismatch(expected, actual)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1, 10, 512",
        "128, 10, 33",
        "3, 257, 31",
        "5, 7, 0",
        "17, 300, 65",
        "64, 130, 270",
        "33, 1, 70",
        "7, 3, 5",
        "300, 3, 70",
        "96, 30, 256",
        "24, 256, 61",
        "61, 256, 96"
    })
    void products_haveTheBitsOfVectors(int m, int n, int k) {
        Products.assertSameBits(
                m,
                n,
                k,
                product -> vectors.multiply(product, 0, m, 0, n),
                product -> plain.multiply(product, 0, m, 0, n));
    }

    @Test
    void sums_haveTheBitsOfVectors() {
        float[] a = KernelsTest.randoms(1, 300);
        float[] b = KernelsTest.randoms(2, 300);
        for (int length = 0; length < 200; length++) {
            assertThat(plain.dot(a, 1, b, 2, length)).isEqualTo(vectors.dot(a, 1, b, 2, length));
            assertThat(plain.sum(a, 3, 3 + length)).isEqualTo(vectors.sum(a, 3, 3 + length));
            assertThat(plain.max(a, 5, 5 + length)).isEqualTo(vectors.max(a, 5, 5 + length));
        }
    }

    @Test
    void plainLoops_areInThePlaceOfVectors_untilThereWasEnoughToDo_andVectorsAreFaster() throws InterruptedException {
        WarmUp operation = new WarmUp() {
            @Override
            void run(boolean byVectors) {
                long start = System.nanoTime();
                while (!byVectors && System.nanoTime() - start < TimeUnit.MICROSECONDS.toNanos(200)) {
                    Thread.onSpinWait();
                }
            }
        };
        operation.spentOn(1);
        assertThat(operation.isCold()).isTrue();
        operation.spentSince(System.nanoTime() - TimeUnit.SECONDS.toNanos(2));
        for (int time = 0; time < 600 && operation.isCold(); time++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(operation.isCold()).isFalse();
    }

    @Test
    void rehearsal_runsWithoutVectors() {
        Kernels.rehearse();
    }
}
