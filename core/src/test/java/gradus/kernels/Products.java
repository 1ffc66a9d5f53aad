package gradus.kernels;

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

    /// The three loops of the textbook: the oracle for the scalar kernels, bit for bit.
    static void textbook(Product product) {
        for (int i = 0; i < product.m(); i++) {
            for (int j = 0; j < product.n(); j++) {
                int cell = product.cStart(i, j);
                float sum = product.beta() == 0 ? 0 : product.c()[cell];
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
