package gradus.optimizers;

/// Powers with the same bits on every machine and without allocation, which [StrictMath#pow] cannot guarantee.
final class Power {
    private static final double LN_2 = 0.6931471805599453;

    private Power() {}

    /// Computes `baseⁿ` by repeated squaring, for the bias corrections of [Adam] and its variants.
    static double of(double base, long n) {
        double power = 1;
        double square = base;
        for (long rest = n; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                power *= square;
            }
            square *= square;
        }
        return power;
    }

    /// Computes `baseʸ = eʸˡⁿ⁽ᵇᵃˢᵉ⁾` for finite `base ≥ 0`, to a relative error of about `1e-15·(1 + |y·ln base|)`.
    static double of(double base, double exponent) {
        if (exponent == 0.5) {
            return Math.sqrt(base);
        }
        if (base < Double.MIN_NORMAL || exponent == 0) {
            return exponent == 0 ? 1 : exponent > 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return exp(exponent * log(base));
    }

    /// Splits `base = 2ᵏ·m` with `m` about 1, and sums the series of `ln m = 2·artanh((m - 1) / (m + 1))`.
    private static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int exponent = (int) (bits >> 52) - 1023;
        double m = Double.longBitsToDouble((bits & 0xF_FFFF_FFFF_FFFFL) | 0x3FF0_0000_0000_0000L);
        if (m > 1.5) {
            m /= 2;
            exponent++;
        }
        double s = (m - 1) / (m + 1);
        double square = s * s;
        double sum = 0;
        for (int odd = 23; odd >= 1; odd -= 2) {
            sum = sum * square + 1.0 / odd;
        }
        return exponent * LN_2 + 2 * s * sum;
    }

    /// Splits `x = k·ln 2 + r` with `|r|` at most 0.35, and sums the series of `eʳ`.
    private static double exp(double x) {
        if (!(Math.abs(x) < 700)) {
            return x < 0 ? 0 : x > 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        long k = (long) Math.rint(x / LN_2);
        double r = x - k * LN_2;
        double sum = 1;
        for (int n = 14; n >= 1; n--) {
            sum = 1 + sum * r / n;
        }
        return sum * Double.longBitsToDouble((k + 1023) << 52);
    }
}
