package gradus.activations;

/// Where a value lies, as a factor of 0 or 1. A loop that multiplies is vectorised; one that asks is not, and a
/// processor guesses wrong about every second value that is as often above as below.
final class Step {
    private Step() {}

    /// {@return 1 if `value > edge`, otherwise 0}
    static float above(float value, float edge) {
        return Math.signum(Math.max(value - edge, 0));
    }
}
