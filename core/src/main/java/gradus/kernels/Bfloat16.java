package gradus.kernels;

/// The upper half of a float32: a sign, 8 bits of exponent, 7 of mantissa.
public final class Bfloat16 {
    /// The largest quiet NaN whose lower half is zero: so much may be added to it without a change of sign.
    private static final int LARGEST = 0x7fff0000;

    private static final int HALF = 0x7fff;

    private Bfloat16() {}

    /// Rounds to the nearest, ties to even. What is beyond the largest bfloat16 becomes infinite; quiet NaNs stay
    /// NaN.
    public static void round(float[] x, int xOffset, short[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            int bits = Float.floatToRawIntBits(x[xOffset + i]);
            int magnitude = Math.min(bits & 0x7fffffff, LARGEST);
            int rounded = magnitude + HALF + ((magnitude >>> 16) & 1);
            y[i] = (short) ((rounded >>> 16) | ((bits >>> 16) & 0x8000));
        }
    }

    /// The float32 of the same value.
    public static float toFloat(short x) {
        return Float.intBitsToFloat(x << 16);
    }
}
