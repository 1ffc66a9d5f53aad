package gradus.losses;

/// Keras's protection against logarithms of 0 and divisions by 0.
final class Clip {
    /// `keras.config.epsilon()`.
    static final float EPSILON = 1e-7f;

    private static final float ALMOST_ONE = 1 - EPSILON;

    private Clip() {}

    /// Clips a probability to `[1e-7, 1 - 1e-7]`.
    static float probability(float p) {
        return Math.min(Math.max(p, EPSILON), ALMOST_ONE);
    }

    /// Returns whether a probability is left as it is, so that a gradient flows.
    static boolean flows(float p) {
        return p >= EPSILON && p <= ALMOST_ONE;
    }
}
