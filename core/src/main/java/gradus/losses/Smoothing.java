package gradus.losses;

import static gradus.internal.Require.require;

/// Label smoothing, which moves targets towards equal probabilities: `target·(1 - amount) + amount/classes`.
final class Smoothing {
    private Smoothing() {}

    /// Requires an amount in `[0, 1]`.
    ///
    /// @param loss the name of the loss, for the message
    static void check(String loss, double amount) {
        require(amount >= 0 && amount <= 1, "%s.labelSmoothing must be in [0, 1], got %s", loss, amount);
    }

    /// Returns the smoothed target. The factors are those of a loop: the compiler computes them once.
    static float of(float target, double amount, int classes) {
        return target * (float) (1 - amount) + (float) (amount / classes);
    }

    /// Returns the sum of the smoothed targets of a row whose targets have the given sum.
    static float sum(float sum, double amount, int classes) {
        return sum * (float) (1 - amount) + (float) (amount / classes) * classes;
    }
}
