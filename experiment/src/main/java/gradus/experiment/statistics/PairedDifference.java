package gradus.experiment.statistics;

import static gradus.internal.Require.require;

import org.jspecify.annotations.Nullable;

/// What changed from one side to the other of pairs of runs that were equal in all else.
///
/// A value of NaN is a run that came to nothing, as one that diverged: it loses against every number, and two of them
/// are a tie. The interval is that of the pairs of two numbers. If a value is missing, p is that of the sign test,
/// which counts it, and of the sign-flip test otherwise.
///
/// @param pairs how many
/// @param differences `other - baseline` of the pairs of two numbers
/// @param interval of those, or null if there are none
/// @param wins pairs in which the other is better than the baseline
/// @param ties pairs in which they are equal
/// @param losses pairs in which it is worse
/// @param p two-sided, 1 if nothing differs
/// @param exact whether p is exact, and not estimated from drawn signs
/// @param signTest whether p is of the sign test
public record PairedDifference(
        int pairs,
        double[] differences,
        @Nullable ConfidenceInterval interval,
        int wins,
        int ties,
        int losses,
        double p,
        boolean exact,
        boolean signTest) {
    private static final double ROUNDING = 1e-12;

    /// Compares pair by pair.
    ///
    /// @param baseline one value a pair
    /// @param other likewise, in the same order
    /// @param higherIsBetter what a win is
    /// @return the difference
    public static PairedDifference of(double[] baseline, double[] other, boolean higherIsBetter) {
        require(
                baseline.length == other.length && other.length > 0,
                "pairs need as many values on both sides, got %s and %s",
                baseline.length,
                other.length);
        int wins = 0;
        int losses = 0;
        double[] differences = new double[baseline.length];
        int numbers = 0;
        for (int i = 0; i < baseline.length; i++) {
            boolean left = Double.isFinite(baseline[i]);
            boolean right = Double.isFinite(other[i]);
            if (left && right) {
                double difference = other[i] - baseline[i];
                // Both values may be sums; a difference within their rounding error is a tie.
                difference = Math.abs(difference) > ROUNDING * Math.abs(baseline[i]) ? difference : 0;
                differences[numbers++] = difference;
                double gain = higherIsBetter ? difference : -difference;
                wins += gain > 0 ? 1 : 0;
                losses += gain < 0 ? 1 : 0;
            } else {
                wins += right ? 1 : 0;
                losses += left ? 1 : 0;
            }
        }
        double[] kept = java.util.Arrays.copyOf(differences, numbers);
        boolean missing = numbers < baseline.length;
        SignFlip flips = missing ? new SignFlip(SignTest.p(wins, losses), true) : SignFlip.of(kept, 0);
        return new PairedDifference(
                baseline.length,
                kept,
                numbers == 0 ? null : rounded(ConfidenceInterval.of(kept), baseline),
                wins,
                baseline.length - wins - losses,
                losses,
                flips.p(),
                flips.exact(),
                missing);
    }

    /// A mean that is nothing but rounding of sums is 0.
    private static ConfidenceInterval rounded(ConfidenceInterval interval, double[] baseline) {
        double size = 0;
        for (double value : baseline) {
            size = Double.isFinite(value) ? Math.max(size, Math.abs(value)) : size;
        }
        double mean = interval.mean();
        return Math.abs(mean) > ROUNDING * size
                ? interval
                : new ConfidenceInterval(
                        interval.n(), 0, interval.deviation(), interval.low() - mean, interval.high() - mean);
    }

    /// {@return whether the two sides are equal in every pair}
    public boolean identical() {
        return wins == 0 && losses == 0;
    }
}
