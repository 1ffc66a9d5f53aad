package gradus.layers.operations;

/// Sine and cosine without allocation, which the exact ones of Java need, and with the same bits before and after the
/// compiler has warmed up.
final class Trigonometry {
    /// Up to here, two parts of π/2 reduce an angle to a float's accuracy.
    private static final double LARGEST = 1e6;

    private static final double HALF_PI = 1.5707963267948966;
    /// What the double above lacks of π/2.
    private static final double HALF_PI_REST = 6.123233995736766e-17;

    private Trigonometry() {}

    static double sin(double x) {
        if (!(Math.abs(x) <= LARGEST)) {
            return StrictMath.sin(x);
        }
        long quarter = (long) Math.rint(x / HALF_PI);
        return ofQuarter(quarter, x - quarter * HALF_PI - quarter * HALF_PI_REST);
    }

    static double cos(double x) {
        if (!(Math.abs(x) <= LARGEST)) {
            return StrictMath.cos(x);
        }
        long quarter = (long) Math.rint(x / HALF_PI);
        return ofQuarter(quarter + 1, x - quarter * HALF_PI - quarter * HALF_PI_REST);
    }

    private static double ofQuarter(long quarter, double rest) {
        double value = (quarter & 1) == 0 ? sinSeries(rest) : cosSeries(rest);
        return (quarter & 2) == 0 ? value : -value;
    }

    /// The power series for angles up to π/4, whose next term is less than 1e-17.
    private static double sinSeries(double x) {
        double square = x * x;
        double sum = 1;
        for (int i = 16; i > 0; i -= 2) {
            sum = 1 - square / (i * (i + 1)) * sum;
        }
        return x * sum;
    }

    private static double cosSeries(double x) {
        double square = x * x;
        double sum = 1;
        for (int i = 16; i > 0; i -= 2) {
            sum = 1 - square / (i * (i - 1)) * sum;
        }
        return sum;
    }
}
