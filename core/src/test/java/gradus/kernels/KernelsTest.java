package gradus.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
    private static final int[] SIZES = {1, 2, 3, 5, 7, 13, 31, 64, 127, 129, 1021};
    private static final float UNTOUCHED = 12345f;

    static List<Kernels> kernels() {
        return EveryKernels.available();
    }

    /// Those whose sums have the same order in every part of a product.
    static List<Kernels> builtIn() {
        return kernels().stream().filter(KernelsTest::isBuiltIn).toList();
    }

    static boolean isBuiltIn(Kernels kernels) {
        return kernels.getClass().getPackageName().equals("gradus.kernels");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void products_matchDoublePrecision_atOddSizes(Kernels kernels) {
        for (int size : SIZES) {
            checkProducts(kernels, size, 7, 13);
            checkProducts(kernels, 5, size, 31);
            checkProducts(kernels, 3, 13, size);
            checkProducts(kernels, 1, size, 64);
            checkProducts(kernels, size, 1, 5);
        }
        checkProducts(kernels, 127, 129, 64);
        checkProducts(kernels, 64, 64, 1021);
        checkProducts(kernels, 31, 127, 265);
        checkProducts(kernels, 13, 129, 265);
        checkProducts(kernels, 10, 8, 2);
        checkProducts(kernels, 7, 5, 0);
        checkProducts(kernels, 3, 45, 0);
        checkProducts(kernels, 1, 45, 0);
    }

    private static void checkProducts(Kernels kernels, int m, int n, int k) {
        for (boolean transposeA : new boolean[] {false, true}) {
            for (boolean transposeB : new boolean[] {false, true}) {
                for (float beta : new float[] {0, 1}) {
                    checkProduct(kernels, transposeA, transposeB, m, n, k, beta, 3);
                    checkProduct(kernels, transposeA, transposeB, m, n, k, beta, 0);
                }
            }
        }
    }

    private static void checkProduct(
            Kernels kernels, boolean transposeA, boolean transposeB, int m, int n, int k, float beta, int gap) {
        int aStride = (transposeA ? m : k) + gap;
        int bStride = (transposeB ? k : n) + gap;
        int cStride = n + gap;
        float[] a = randoms(1, gap + (transposeA ? k : m) * aStride);
        float[] b = randoms(2, gap + (transposeB ? n : k) * bStride);
        float[] before = randoms(3, gap + m * cStride);
        for (int i = 0; i < before.length; i++) {
            if (i < gap || (i - gap) % cStride >= n) {
                before[i] = UNTOUCHED;
            }
        }
        float[] c = before.clone();
        Products.multiply(
                kernels, transposeA, transposeB, m, n, k, a, gap, aStride, b, gap, bStride, beta, c, gap, cStride);
        for (int i = 0; i < before.length; i++) {
            if (before[i] == UNTOUCHED) {
                assertThat(c[i]).isEqualTo(UNTOUCHED);
            }
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int cell = gap + i * cStride + j;
                double expected = beta == 0 ? 0 : before[cell];
                double magnitude = Math.abs(expected);
                for (int p = 0; p < k; p++) {
                    double product = (double) a[gap + (transposeA ? p * aStride + i : i * aStride + p)]
                            * b[gap + (transposeB ? j * bStride + p : p * bStride + j)];
                    expected += product;
                    magnitude += Math.abs(product);
                }
                if (!(Math.abs(c[cell] - expected) <= magnitude * (k + 1) * 0x1p-24)) {
                    throw new AssertionError(String.format(
                            "%s [%d,%d,%d] transposed %s %s beta %s: cell %d,%d is %s, not %s",
                            kernels.name(), m, n, k, transposeA, transposeB, beta, i, j, c[cell], expected));
                }
            }
        }
    }

    /// All shapes of tiles, and fewer rows and columns than any of them has.
    @ParameterizedTest
    @MethodSource("kernels")
    void product_withARow_isTheSameAsAddedToIt(Kernels kernels) {
        int[][] shapes = {
            {10, 8, 2},
            {10, 1, 8},
            {9, 1, 3},
            {1, 1, 8},
            {1, 8, 10},
            {2, 4, 5},
            {7, 24, 40},
            {3, 45, 0},
            {1, 33, 17},
            {30, 64, 32},
            {13, 129, 265},
            {33, 40, 270},
            {5, 16, 5000},
            {17, 8, 600},
            {40, 1, 33},
            {5, 3, 16},
            {160, 96, 300}
        };
        for (int[] shape : shapes) {
            for (int transposes = 0; transposes < 4; transposes++) {
                int m = shape[0];
                int n = shape[1];
                int k = shape[2];
                boolean transposeA = (transposes & 1) != 0;
                boolean transposeB = (transposes & 2) != 0;
                float[] row = randoms(3, n + 2);
                float[] expected = new float[m * n];
                for (int i = 0; i < m; i++) {
                    System.arraycopy(row, 2, expected, i * n, n);
                }
                Product product = new Product(transposeA, transposeB)
                        .shape(m, n, k)
                        .a(randoms(1, m * k), 0, transposeA ? m : k)
                        .b(randoms(2, k * n), 0, transposeB ? k : n);
                kernels.multiply(product.c(1, expected, 0, n), 0, m, 0, n);
                float[] actual = new float[m * n];
                Arrays.fill(actual, Float.NaN);
                kernels.multiply(product.c(0, actual, 0, n).row(row, 2), 0, m, 0, n);
                assertThat(actual)
                        .as("%s %s, transposes %s", kernels.name(), Arrays.toString(shape), transposes)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void product_hasTheSameBits_whereverItIsCut(Kernels kernels) {
        Random random = new Random(4);
        int[][] shapes = {{37, 83, 300}, {129, 64, 31}, {16, 10, 529}, {5, 3, 7}, {66, 130, 1}};
        for (int[] shape : shapes) {
            int m = shape[0];
            int n = shape[1];
            int k = shape[2];
            for (int transposes = 0; transposes < 4; transposes++) {
                boolean transposeA = (transposes & 1) != 0;
                boolean transposeB = (transposes & 2) != 0;
                int aStride = transposeA ? m : k;
                int bStride = transposeB ? k : n;
                float[] a = randoms(5, m * k);
                float[] b = randoms(6, k * n);
                float[] whole = randoms(7, m * n);
                float[] parts = whole.clone();
                Products.multiply(
                        kernels, transposeA, transposeB, m, n, k, a, 0, aStride, b, 0, bStride, 1, whole, 0, n);
                int rowCut = random.nextInt(m + 1);
                int columnCut = random.nextInt(n + 1);
                int[] rows = {0, rowCut, m};
                int[] columns = {0, columnCut, n};
                for (int r = 0; r < 2; r++) {
                    for (int s = 0; s < 2; s++) {
                        Products.multiply(
                                kernels,
                                transposeA,
                                transposeB,
                                rows[r + 1] - rows[r],
                                columns[s + 1] - columns[s],
                                k,
                                a,
                                transposeA ? rows[r] : rows[r] * aStride,
                                aStride,
                                b,
                                transposeB ? columns[s] * bStride : columns[s],
                                bStride,
                                1,
                                parts,
                                rows[r] * n + columns[s],
                                n);
                    }
                }
                assertThat(parts).as(kernels.name() + Arrays.toString(shape)).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void product_keepsNaNAndInfinityInTheirCells(Kernels kernels) {
        int m = 19;
        int n = 37;
        int k = 21;
        float[] a = randoms(8, m * k);
        float[] b = randoms(9, k * n);
        a[4 * k + 3] = Float.NaN;
        a[11 * k + 5] = Float.POSITIVE_INFINITY;
        b[5 * n + 6] = 0;
        b[7 * n + 36] = Float.NaN;
        float[] c = new float[m * n];
        Arrays.fill(c, Float.NaN);
        Products.multiply(kernels, false, false, m, n, k, a, 0, k, b, 0, n, 0, c, 0, n);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                boolean nan = i == 4 || j == 36 || (i == 11 && j == 6);
                assertThat(Float.isNaN(c[i * n + j])).as("cell %d, %d", i, j).isEqualTo(nan);
                assertThat(Float.isInfinite(c[i * n + j]))
                        .as("cell %d, %d", i, j)
                        .isEqualTo(i == 11 && !nan);
            }
        }
    }

    /// Few rows are computed without packing, in ones and twos.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 13, 21})
    void simdProduct_isOneChainOfFusedMultiplyAdds_inAscendingOrder(int m) {
        for (Kernels kernels : kernels()) {
            if (!kernels.name().equals("simd")) {
                continue;
            }
            int n = 45;
            for (int k : new int[] {23, 601}) {
                float[] a = randoms(10, m * k);
                float[] b = randoms(11, k * n);
                float[] c = new float[m * n];
                Products.multiply(kernels, false, false, m, n, k, a, 0, k, b, 0, n, 0, c, 0, n);
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        float sum = 0;
                        for (int p = 0; p < k; p++) {
                            sum = Math.fma(a[i * k + p], b[p * n + j], sum);
                        }
                        assertThat(c[i * n + j]).isEqualTo(sum);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void reductions_matchDoublePrecision_atOddSizes(Kernels kernels) {
        for (int size : SIZES) {
            float[] x = randoms(size, size + 5);
            float[] y = randoms(size + 1, size + 5);
            double sum = 0;
            double dot = 0;
            double magnitude = 0;
            float max = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < size; i++) {
                sum += x[i + 3];
                dot += (double) x[i + 3] * y[i + 2];
                magnitude += Math.abs(x[i + 3]) + Math.abs((double) x[i + 3] * y[i + 2]);
                max = Math.max(max, x[i + 3]);
            }
            double tolerance = magnitude * size * 0x1p-24 + 1e-7;
            assertThat((double) kernels.sum(x, 3, 3 + size)).isBetween(sum - tolerance, sum + tolerance);
            assertThat((double) kernels.dot(x, 3, y, 2, size)).isBetween(dot - tolerance, dot + tolerance);
            assertThat(kernels.max(x, 3, 3 + size)).isEqualTo(max);
            float[] moved = new float[size + 9];
            System.arraycopy(x, 3, moved, 7, size);
            assertThat(kernels.sum(moved, 7, 7 + size)).isEqualTo(kernels.sum(x, 3, 3 + size));
            assertThat(kernels.dot(moved, 7, y, 2, size)).isEqualTo(kernels.dot(x, 3, y, 2, size));
            for (int at = 0; at < size; at += 1 + size / 7) {
                float[] spoilt = x.clone();
                spoilt[3 + at] = Float.NaN;
                assertThat(kernels.max(spoilt, 3, 3 + size)).isNaN();
            }
        }
        assertThat(kernels.sum(new float[0], 0, 0)).isZero();
        assertThat(kernels.max(new float[0], 0, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void unknownName_isRefusedWithTheNamesThatWork() {
        assertThatThrownBy(() -> Kernels.named("fast"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("-Dgradus.kernels must name kernels that work here (")
                .hasMessageContaining("scalar")
                .hasMessageEndingWith("), got \"fast\".");
    }

    @Test
    void kernelsAreListedBestFirst_andTheBestIsCurrent() {
        List<Kernels> kernels = kernels();
        assertThat(kernels).isSortedAccordingTo((left, right) -> right.priority() - left.priority());
        assertThat(Kernels.available()).endsWith("scalar").contains("simd");
        assertThat(Kernels.named("simd").description()).matches("Vector API, \\d+ bit, FMA");
        if (System.getProperty("gradus.kernels") == null) {
            assertThat(Kernels.current().name()).isEqualTo(Kernels.available().getFirst());
        }
        assertThat(Kernels.builtIn().name()).isEqualTo("simd");
        assertThat(Kernels.advice()).isEmpty();
    }

    static float[] randoms(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }
}
