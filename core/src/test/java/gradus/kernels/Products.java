package gradus.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Consumer;

/// Matrix products for tests.
public final class Products {
    private Products() {}

    /// `C = op(A)·op(B) + beta·C`, whole.
    public static void multiply(
            Kernels kernels,
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int bStride,
            float beta,
            float[] c,
            int cOffset,
            int cStride) {
        Product product = new Product(transposeA, transposeB)
                .shape(m, n, k)
                .a(a, aOffset, aStride)
                .b(b, bOffset, bStride)
                .c(beta, c, cOffset, cStride);
        kernels.multiply(product, 0, m, 0, n);
    }

    /// Asserts that two ways to multiply give the same bits: of all transposes, added to `C` or not, with gaps
    /// between rows.
    static void assertSameBits(int m, int n, int k, Consumer<Product> expecting, Consumer<Product> tested) {
        int gap = 3;
        for (int transposes = 0; transposes < 4; transposes++) {
            boolean transposeA = (transposes & 1) != 0;
            boolean transposeB = (transposes & 2) != 0;
            for (float beta : new float[] {0, 1}) {
                float[] expected = KernelsTest.randoms(3, gap + m * (n + gap));
                float[] actual = expected.clone();
                Product product = new Product(transposeA, transposeB)
                        .shape(m, n, k)
                        .a(KernelsTest.randoms(1, gap + (m + gap) * (k + gap)), gap, gap + (transposeA ? m : k))
                        .b(KernelsTest.randoms(2, gap + (k + gap) * (n + gap)), gap, gap + (transposeB ? k : n));
                expecting.accept(product.c(beta, expected, gap, n + gap));
                tested.accept(product.c(beta, actual, gap, n + gap));
                assertThat(Arrays.mismatch(expected, actual))
                        .as("transposes %s, beta %s", transposes, beta)
                        .isEqualTo(-1);
            }
        }
    }

    /// The three loops of the textbook: the oracle for the scalar kernels, bit for bit.
    static void textbook(Product product) {
        for (int i = 0; i < product.m(); i++) {
            for (int j = 0; j < product.n(); j++) {
                int cell = product.cStart(i, j);
                float sum = product.adds() ? product.start()[product.startOffset(i, j)] : 0;
                for (int p = 0; p < product.k(); p++) {
                    float left = product.a()[product.aStart(i) + (product.transposeA() ? p * product.aStride() : p)];
                    float right = product.b()[product.bStart(j) + (product.transposeB() ? p : p * product.bStride())];
                    sum += left * right;
                }
                product.c()[cell] = sum;
            }
        }
    }
}
