package gradus.experiment.statistics;

import static gradus.internal.Require.require;

import gradus.math.RandomStream;
import java.util.Arrays;

/// The permutation test of paired differences: how often chance alone, which may flip the sign of each difference,
/// gives a mean at least as far from zero as the one that was seen.
///
/// `p = #{signs : |Σ sign_i·d_i| >= |Σ d_i|} / #signs`. It assumes nothing but that the two sides could be exchanged
/// within each pair. Up to 20 pairs all `2^n` signs are tried and p is exact; beyond that 1,000,000 are drawn, and
/// `p = (hits + 1) / (draws + 1)`.
///
/// [Fisher 1935, The Design of Experiments, §21](https://doi.org/10.2307/2342192)
///
/// @param p two-sided
/// @param exact whether all signs were tried
public record SignFlip(double p, boolean exact) {
    /// Up to this number of pairs, all signs are tried.
    public static final int EXACT_PAIRS = 20;

    private static final int DRAWS = 1_000_000;
    /// Sums that differ by rounding only count as equal.
    private static final double ROUNDING = 1e-12;

    /// Runs the test.
    ///
    /// @param differences one for each pair
    /// @param seed seed of the draws, used where not all signs are tried
    /// @return the result of the test
    public static SignFlip of(double[] differences, long seed) {
        require(differences.length > 0, "a permutation test needs at least one pair, got none");
        double seen = 0;
        double size = 0;
        for (double difference : differences) {
            seen += difference;
            size += Math.abs(difference);
        }
        double threshold = Math.abs(seen) - ROUNDING * size;
        return differences.length <= EXACT_PAIRS ? all(differences, threshold) : drawn(differences, threshold, seed);
    }

    private static SignFlip all(double[] differences, double threshold) {
        int n = differences.length;
        int count = 1 << n;
        int hits = 0;
        for (int signs = 0; signs < count; signs++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
            }
            hits += Math.abs(sum) >= threshold ? 1 : 0;
        }
        return new SignFlip(hits / (double) count, true);
    }

    private static SignFlip drawn(double[] differences, double threshold, long seed) {
        RandomStream random = RandomStream.of(seed).derive("sign flips");
        int hits = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            long signs = 0;
            for (int i = 0; i < differences.length; i++) {
                if (i % Long.SIZE == 0) {
                    signs = random.nextLong();
                }
                sum += (signs >>> i & 1) == 0 ? differences[i] : -differences[i];
            }
            hits += Math.abs(sum) >= threshold ? 1 : 0;
        }
        return new SignFlip((hits + 1) / (DRAWS + 1.0), false);
    }

    /// Inverts the test: the differences that could be taken off every pair without the test rejecting what is left. It
    /// leaves out 0 exactly if [#of] of the same differences and seed gives `p <= alpha`.
    ///
    /// Each choice of signs rejects shifts beyond the mean of the pairs that it flips, or of those that it does not
    /// ([Hartigan 1969](https://doi.org/10.1080/01621459.1969.10501057)); the ends are the means that `alpha` of the
    /// choices lie beyond. They are NaN if no `p` can be as small as `alpha`.
    ///
    /// @param differences one for each pair
    /// @param alpha the share of samples whose interval may miss the true difference, in (0, 1)
    /// @param seed seed of the draws, used where not all signs are tried
    /// @return mean, deviation and the ends
    public static ConfidenceInterval interval(double[] differences, double alpha, long seed) {
        boolean exact = differences.length <= EXACT_PAIRS;
        int count = exact ? 1 << differences.length : DRAWS;
        double[] lows = new double[count];
        double[] highs = new double[count];
        RandomStream random = RandomStream.of(seed).derive("sign flips");
        double total = 0;
        for (double difference : differences) {
            total += difference;
        }
        for (int draw = 0; draw < count; draw++) {
            double sum = 0;
            int flipped = 0;
            long signs = draw;
            for (int i = 0; i < differences.length; i++) {
                if (!exact && i % Long.SIZE == 0) {
                    signs = random.nextLong();
                }
                if ((signs >>> i & 1) != 0) {
                    sum += differences[i];
                    flipped++;
                }
            }
            boolean always = flipped == 0 || flipped == differences.length;
            double one = sum / flipped;
            double two = (total - sum) / (differences.length - flipped);
            lows[draw] = always ? Double.NEGATIVE_INFINITY : Math.min(one, two);
            highs[draw] = always ? Double.POSITIVE_INFINITY : Math.max(one, two);
        }
        Arrays.sort(lows);
        Arrays.sort(highs);
        int beyond = (int) Math.floor(exact ? alpha * count : alpha * (count + 1.0) - 1);
        ConfidenceInterval mean = ConfidenceInterval.of(differences);
        boolean found = beyond >= 0 && Double.isFinite(lows[beyond]);
        return new ConfidenceInterval(
                mean.n(),
                mean.mean(),
                mean.deviation(),
                found ? lows[beyond] : Double.NaN,
                found ? highs[count - 1 - beyond] : Double.NaN);
    }
}
