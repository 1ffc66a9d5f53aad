package gradus.training;

/// Shrinks weights before an update.
final class WeightDecay {
    private WeightDecay() {}

    /// Computes `w ← w - w·decay·rate` for `w` in `values[from, to)`.
    static void apply(float[] values, int from, int to, double decay, float rate) {
        if (decay != 0) {
            float share = (float) decay;
            for (int i = from; i < to; i++) {
                values[i] -= values[i] * share * rate;
            }
        }
    }
}
