package gradus.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.testing.Allocation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelsAllocationTest {
    private static final int[][] SHAPES = {
        {10, 8, 2}, {32, 64, 30}, {1, 129, 40}, {16, 10, 64}, {33, 70, 270}, {10, 1, 8}, {8, 64, 64}
    };

    static List<Kernels> kernels() {
        return EveryKernels.available();
    }

    /// Vectors are objects that the compiler has to dissolve. Before it has seen enough, they are allocated.
    private static final int REPEATS = 400;

    @ParameterizedTest
    @MethodSource("kernels")
    void compiledKernels_allocateNothing(Kernels kernels) {
        // As in a network: each place has its own.
        SharedProduct[][] products = new SharedProduct[SHAPES.length][];
        Arrays.setAll(products, i -> new SharedProduct[] {
            new SharedProduct(kernels, Workers.of(1), false, false),
            new SharedProduct(kernels, Workers.of(1), true, false),
            new SharedProduct(kernels, Workers.of(1), false, true)
        });
        float[] a = KernelsTest.randoms(1, 20_000);
        float[] b = KernelsTest.randoms(2, 20_000);
        float[] c = new float[20_000];
        assertThat(Allocation.leastBytes(() -> {
                    for (int repeat = 0; repeat < REPEATS; repeat++) {
                        everything(kernels, products, a, b, c);
                    }
                }))
                .isZero();
    }

    private static void everything(Kernels kernels, SharedProduct[][] products, float[] a, float[] b, float[] c) {
        for (int i = 0; i < SHAPES.length; i++) {
            for (SharedProduct product : products[i]) {
                product.run(SHAPES[i][0], SHAPES[i][1], SHAPES[i][2], a, 0, b, 0, 1, c, 0);
            }
        }
        kernels.exp(a, c, 1, 500);
        kernels.log(a, c, 1, 500);
        kernels.log1p(a, c, 1, 500);
        kernels.tanh(a, c, 1, 500);
        kernels.sigmoid(a, c, 1, 500);
        kernels.erf(a, c, 1, 500);
        c[0] = kernels.sum(a, 1, 500) + kernels.max(a, 1, 500) + kernels.dot(a, 1, b, 2, 500);
    }
}
