package gradus.optimizers;

/// Whole powers, as the corrections of [Adam] and its kin need them: the same bits on every machine, and nothing
/// allocated, which [StrictMath#pow] cannot promise.
final class Power {
    private Power() {}

    /// `baseⁿ` by squaring.
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
}
