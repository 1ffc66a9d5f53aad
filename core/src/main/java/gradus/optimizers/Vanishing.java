package gradus.optimizers;

/// Numbers on their way to zero. The momentum of a weight whose gradient stays exactly 0, as behind a dead ReLU, shrinks
/// by the same factor in every step and would end among the denormal numbers, with which a processor computes more than
/// ten times slower. It would even stay there, because the smallest of them, times 0.9 and rounded, is itself.
final class Vanishing {
    private static final float TINY = 1e-20f;

    private Vanishing() {}

    /// `x`, to the bit where `|x|` is more than 2⁻⁴³ (1e-13), and below that to the nearest multiple of 2⁻⁹⁰ (8e-28): no
    /// number that is left is denormal, nor are its products with a learning rate.
    static float toZero(float x) {
        return (x + TINY) - TINY;
    }
}
