package gradus.kernels;

import java.util.Arrays;

/// A program for child processes: says which kernels it found, and prints a digest of what those compute that the
/// property `gradus.kernels` names.
public final class KernelsDigest {
    private KernelsDigest() {}

    public static void main(String[] arguments) {
        System.out.println("available " + Kernels.available());
        System.out.println("advice " + Kernels.advice());
        try {
            System.out.println("current " + Kernels.current().name());
        } catch (IllegalStateException refused) {
            System.out.println("refused " + refused.getMessage());
            return;
        }
        System.out.println("digest " + digest(Kernels.current()));
    }

    /// Products of all transposes with full and partial tiles, all functions on special and common values, reductions.
    static long digest(Kernels kernels) {
        long digest = 1;
        int m = 11;
        int n = 53;
        int k = 37;
        float[] a = KernelsTest.randoms(1, m * k);
        float[] b = KernelsTest.randoms(2, k * n);
        float[] c = new float[m * n];
        for (int transposes = 0; transposes < 4; transposes++) {
            boolean transposeA = (transposes & 1) != 0;
            boolean transposeB = (transposes & 2) != 0;
            Products.multiply(
                    kernels,
                    transposeA,
                    transposeB,
                    m,
                    n,
                    k,
                    a,
                    0,
                    transposeA ? m : k,
                    b,
                    0,
                    transposeB ? k : n,
                    transposes % 2,
                    c,
                    0,
                    n);
            digest = 31 * digest + Arrays.hashCode(c);
        }
        float[] x = new float[599];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < 300 ? (i - 150) * 0.7f : Float.intBitsToFloat(i * 14_353_331);
        }
        float[] y = new float[x.length];
        kernels.exp(x, y, 0, x.length);
        digest = 31 * digest + Arrays.hashCode(y);
        kernels.log(x, y, 0, x.length);
        digest = 31 * digest + Arrays.hashCode(y);
        kernels.log1p(x, y, 0, x.length);
        digest = 31 * digest + Arrays.hashCode(y);
        kernels.tanh(x, y, 0, x.length);
        digest = 31 * digest + Arrays.hashCode(y);
        kernels.sigmoid(x, y, 0, x.length);
        digest = 31 * digest + Arrays.hashCode(y);
        kernels.erf(x, y, 0, x.length);
        digest = 31 * digest + Arrays.hashCode(y);
        digest = 31 * digest + Float.floatToIntBits(kernels.sum(a, 1, a.length));
        digest = 31 * digest + Float.floatToIntBits(kernels.max(a, 1, a.length));
        return 31 * digest + Float.floatToIntBits(kernels.dot(a, 1, b, 2, a.length - 1));
    }
}
