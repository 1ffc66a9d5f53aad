package gradus.optimizers;

/// Flushes numbers that decay to zero. The momentum of a weight whose gradient stays exactly 0, as behind a dead
/// ReLU, shrinks by the same factor in every step and would end among the denormal numbers, which processors handle
/// more than ten times slower. It would even stay there: the smallest of them, times 0.9 and rounded, is itself.
final class Vanishing {
    private static final float TINY = 0x1p-80f;

    private Vanishing() {}

    /// Returns `x` unchanged where `|x| > 2⁻⁵⁵` (3e-17); below that, rounded to a multiple of 2⁻¹⁰³ (1e-31). So no
    /// result is denormal, nor is its product with a learning rate.
    static float toZero(float x) {
        return (x + TINY) - TINY;
    }
}
