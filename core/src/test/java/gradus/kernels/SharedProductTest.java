package gradus.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SharedProductTest {
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
        return EveryKernels.available();
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
                Products.multiply(
                        kernels,
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
                new SharedProduct(kernels, Workers.of(1), transposeA, transposeB).run(m, n, k, a, 5, b, 6, 1, first, 7);
                for (int i = 0; i < first.length; i++) {
                    // The built-in kernels sum in the same order wherever a product is cut.
                    float tolerance = KernelsTest.isBuiltIn(kernels) ? 0 : k * 0x1p-22f;
                    assertThat(first[i]).isCloseTo(expected[i], within(tolerance));
                }
                for (Workers workers : TEAMS) {
                    float[] c = start.clone();
                    new SharedProduct(kernels, workers, transposeA, transposeB).run(m, n, k, a, 5, b, 6, 1, c, 7);
                    assertThat(c).isEqualTo(first);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.Between.class)
    void everyCut_givesTheProduct_withItsRow_andWhatIsDoneAfter(Cut.Between between) {
        Kernels scalar = new ScalarKernels();
        int m = 70;
        int n = 60;
        int k = 141;
        float[] a = KernelsTest.randoms(1, m * k);
        float[] b = KernelsTest.randoms(2, k * n);
        float[] expected = new float[m * n];
        Arrays.fill(expected, 2);
        float[] twos = new float[n];
        Arrays.fill(twos, 2);
        Products.multiply(scalar, false, false, m, n, k, a, 0, k, b, 0, n, 1, expected, 0, n);
        float[] first = {};
        for (Workers workers : TEAMS) {
            float[] c = new float[m * n];
            SharedProduct product =
                    new SharedProduct(cutting(scalar, new Cut(between, 32)), workers, false, false, (from, to) -> {
                        for (int i = from * n; i < to * n; i++) {
                            c[i] = 2 * c[i];
                        }
                    });
            product.run(m, n, k, a, 0, b, 0, twos, 0, c, 0);
            for (int i = 0; i < c.length; i++) {
                assertThat(c[i]).isCloseTo(2 * expected[i], within(k * 0x1p-21f));
            }
            first = first.length == 0 ? c : first;
            assertThat(c).isEqualTo(first);
        }
    }

    /// Kernels that like one cut for all products.
    private static Kernels cutting(Kernels kernels, Cut cut) {
        return (Kernels) Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (proxy, method, arguments) -> method.getName().equals("cut") ? cut : method.invoke(kernels, arguments));
    }
}
