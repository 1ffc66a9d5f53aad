package gradus.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarProductTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1, 10, 512",
        "128, 10, 33",
        "3, 257, 31",
        "5, 7, 0",
        "17, 300, 65",
        "64, 512, 8",
        "2, 255, 100"
    })
    void everyCell_hasTheBitsOfTheTextbooksLoops(int m, int n, int k) {
        int gap = 3;
        for (int transposes = 0; transposes < 4; transposes++) {
            boolean transposeA = (transposes & 1) != 0;
            boolean transposeB = (transposes & 2) != 0;
            for (float beta : new float[] {0, 1}) {
                float[] expected = KernelsTest.randoms(3, gap + m * (n + gap));
                float[] actual = expected.clone();
                float[] a = KernelsTest.randoms(1, gap + (m + gap) * (k + gap));
                float[] b = KernelsTest.randoms(2, gap + (k + gap) * (n + gap));
                Product product = new Product(transposeA, transposeB)
                        .shape(m, n, k)
                        .a(a, gap, gap + (transposeA ? m : k))
                        .b(b, gap, gap + (transposeB ? k : n));
                Products.textbook(product.c(beta, expected, gap, n + gap));
                new ScalarKernels().multiply(product.c(beta, actual, gap, n + gap), 0, m, 0, n);
                assertThat(Arrays.equals(actual, expected))
                        .as("transposes %s, beta %s", transposes, beta)
                        .isTrue();
            }
        }
    }
}
