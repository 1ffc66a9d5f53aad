package gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.kernels.Bfloat16;
import gradus.kernels.Kernels;
import gradus.kernels.Product;
import gradus.kernels.Products;
import gradus.kernels.SharedProduct;
import gradus.kernels.Workers;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// On Linux on x86-64. Core's tests of kernels run on these too, see the pom.
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OneDnnKernelsTest {
    private static final int[][] SHAPES = {
        {128, 32, 784}, {32, 512, 784}, {512, 96, 128}, {2, 512, 300}, {77, 65, 530}, {128, 10, 512}
    };

    @Test
    void kernels_areFoundAndPreferred() {
        assertThat(Kernels.available()).startsWith("onednn");
        // Unless others are asked for, as when all tests run on those.
        assertThat(Kernels.current().name()).isEqualTo(System.getProperty("gradus.kernels", "onednn"));
        assertThat(Kernels.named("onednn").description())
                .startsWith("oneDNN 3.13")
                .contains(Kernels.builtIn().description());
        assertThat(OneDnnLibrary.works()).isTrue();
    }

    @Test
    void largeProducts_areThoseOfTheBuiltInKernels() {
        for (int[] shape : SHAPES) {
            for (int transposes = 0; transposes < 4; transposes++) {
                float[] expected = product(Kernels.builtIn(), shape, transposes, 0);
                float[] actual = product(new OneDnnKernels(), shape, transposes, 0);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(actual[i]).isCloseTo(expected[i], within(shape[2] * 0x1p-23f));
                }
            }
        }
    }

    /// The exact products of rounded numbers, summed in float32.
    @Test
    void bfloat16Products_areThoseOfTheRoundedNumbers_orRefusedInOneSentence() {
        if (!OneDnnLibrary.multipliesBfloat16()) {
            assertThatThrownBy(() -> new OneDnnKernels().mixedBfloat16())
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageStartingWith("mixed_bfloat16 needs a processor with AMX or AVX-512 BF16; here: oneDNN")
                    .hasMessageEndingWith("Use float32, the default.");
            return;
        }
        Kernels mixed = new OneDnnKernels().mixedBfloat16();
        for (int[] shape : SHAPES) {
            int m = shape[0];
            int n = shape[1];
            int k = shape[2];
            float[] a = randoms(1, m * k, 0);
            float[] b = randoms(2, k * n, 0);
            float[] expected = new float[m * n];
            Products.multiply(
                    Kernels.builtIn(), false, false, m, n, k, rounded(a), 0, k, rounded(b), 0, n, 0, expected, 0, n);
            float[] first = new float[m * n];
            new SharedProduct(mixed, Workers.of(1), false, false).run(m, n, k, a, 0, b, 0, 0, first, 0);
            assertThat(mixed.roundsToBfloat16(new Product(false, false).shape(m, n, k)))
                    .isEqualTo(k >= 256);
            if (k < 256) {
                continue;
            }
            for (int i = 0; i < expected.length; i++) {
                assertThat(first[i]).isCloseTo(expected[i], within(k * 0x1p-22f));
            }
            for (int threads : new int[] {2, 3, 7}) {
                float[] c = new float[m * n];
                new SharedProduct(mixed, Workers.of(threads), false, false).run(m, n, k, a, 0, b, 0, 0, c, 0);
                assertThat(c).isEqualTo(first);
            }
        }
        assertThat(mixed.roundsToBfloat16(new Product(false, false).shape(16, 8, 8)))
                .as("small ones stay float32")
                .isFalse();
    }

    private static float[] rounded(float[] x) {
        short[] bits = new short[x.length];
        Bfloat16.round(x, 0, bits, 0, x.length);
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Bfloat16.toFloat(bits[i]);
        }
        return y;
    }

    /// The library may choose other instructions for aligned numbers; the garbage collector moves arrays.
    @Test
    void product_hasTheSameBits_whereverItLiesInMemory() {
        for (int[] shape : SHAPES) {
            for (int transposes = 0; transposes < 4; transposes++) {
                float[] expected = product(new OneDnnKernels(), shape, transposes, 0);
                for (int shift = 1; shift <= 17; shift++) {
                    float[] actual = product(new OneDnnKernels(), shape, transposes, shift);
                    assertThat(Arrays.equals(actual, expected))
                            .as("%s, transposes %s, shift %s", Arrays.toString(shape), transposes, shift)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void shortSums_haveTheBitsOfTheBuiltInKernels() {
        int[] shape = {300, 256, 255};
        assertThat(Arrays.equals(product(new OneDnnKernels(), shape, 0, 0), product(Kernels.builtIn(), shape, 0, 0)))
                .isTrue();
    }

    /// Adds to a matrix of random numbers.
    private static float[] product(Kernels kernels, int[] shape, int transposes, int shift) {
        int m = shape[0];
        int n = shape[1];
        int k = shape[2];
        boolean transposeA = (transposes & 1) != 0;
        boolean transposeB = (transposes & 2) != 0;
        float[] a = randoms(1, m * k, shift);
        float[] b = randoms(2, k * n, 2 * shift);
        float[] c = randoms(3, m * n, 3 * shift);
        int aStride = transposeA ? m : k;
        int bStride = transposeB ? k : n;
        Products.multiply(
                kernels, transposeA, transposeB, m, n, k, a, shift, aStride, b, 2 * shift, bStride, 1, c, 3 * shift, n);
        return Arrays.copyOfRange(c, 3 * shift, c.length);
    }

    private static float[] randoms(long seed, int count, int shift) {
        Random random = new Random(seed);
        float[] x = new float[shift + count];
        for (int i = shift; i < x.length; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        return x;
    }

    @Test
    void matrixBeyondItsArray_isRefused() {
        float[] a = new float[128 * 784];
        float[] b = new float[784 * 64];
        float[] c = new float[128 * 64];
        Kernels kernels = new OneDnnKernels();
        assertThatThrownBy(
                        () -> Products.multiply(kernels, false, false, 128, 64, 784, a, 1, 784, b, 0, 64, 0, c, 0, 64))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(
                        () -> Products.multiply(kernels, false, false, 128, 64, 784, a, 0, 784, b, 0, 65, 0, c, 0, 64))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(
                        () -> Products.multiply(kernels, false, false, 128, 64, 784, a, 0, 784, b, 0, 64, 0, c, -1, 64))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(c).containsOnly(0);
    }

    @Test
    void strideShorterThanARow_isRefused() {
        float[] x = new float[784 * 784];
        Kernels kernels = new OneDnnKernels();
        assertThatThrownBy(
                        () -> Products.multiply(kernels, false, false, 128, 64, 784, x, 0, 100, x, 0, 64, 0, x, 0, 64))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("oneDNN must return 0, got")
                .hasMessageContaining("[128, 784]·[784, 64] with strides 100, 64, 64");
    }
}
