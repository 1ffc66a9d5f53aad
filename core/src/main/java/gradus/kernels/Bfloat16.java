package gradus.kernels;

/// The upper half of a float32: a sign, 8 bits of exponent, 7 bits of mantissa.
public final class Bfloat16 {
    /// The largest quiet NaN whose lower half is zero: rounding adds too little to it to change its sign.
    private static final int LARGEST = 0x7fff0000;

    private static final int HALF = 0x7fff;

    private Bfloat16() {}

    /// Rounds numbers to the nearest bfloat16, ties to even. Numbers beyond the largest bfloat16 become infinite;
    /// quiet NaNs stay NaN.
    ///
    /// @param x the numbers
    /// @param xOffset the index in `x` of the number for `y[0]`
    /// @param y receives the rounded numbers
    /// @param from the first index in `y`, inclusive
    /// @param to the last index in `y`, exclusive
    public static void round(float[] x, int xOffset, short[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            int bits = Float.floatToRawIntBits(x[xOffset + i]);
            int magnitude = Math.min(bits & 0x7fffffff, LARGEST);
            int rounded = magnitude + HALF + ((magnitude >>> 16) & 1);
            y[i] = (short) ((rounded >>> 16) | ((bits >>> 16) & 0x8000));
        }
    }

    /// Converts a bfloat16 to the float32 of the same value.
    ///
    /// @param x the bits of the bfloat16
    /// @return the float32
    public static float toFloat(short x) {
        return Float.intBitsToFloat(x << 16);
    }
}
