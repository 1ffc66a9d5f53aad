package gradus.kernels;

/// The error function in double precision, by its Maclaurin series near zero and a continued fraction elsewhere.
final class ErrorFunction {
    private ErrorFunction() {}

    static double erf(double x) {
        double z = Math.abs(x);
        if (Double.isNaN(x)) {
            return x;
        }
        double value = z < 2.5 ? series(z) : z > 6 ? 1 : 1 - complement(z);
        return Math.copySign(value, x);
    }

    /// Sums `2/√π · e^(-z²) · Σ 2ⁿ z^(2n+1) / (2n+1)!!`: all summands are positive, so nothing cancels.
    private static double series(double z) {
        double term = z;
        double sum = z;
        for (int n = 1; term > sum * 1e-17; n++) {
            term *= 2 * z * z / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-z * z) * sum;
    }

    /// Evaluates Lentz's continued fraction for `erfc` backwards.
    private static double complement(double z) {
        double fraction = z;
        for (int n = 60; n > 0; n--) {
            fraction = z + n / 2.0 / fraction;
        }
        return Math.exp(-z * z) / (fraction * Math.sqrt(Math.PI));
    }
}
