package gradus.experiment.statistics;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

import org.apache.commons.statistics.distribution.TDistribution;

/// How many pairs it takes to see a difference: the smallest `n` with
/// `n >= ((t(0.975, n - 1) + t(0.8, n - 1)) · deviation / difference)²`, which finds it in about 80% of all tries at
/// the 5% level.
///
/// [Guenther 1981](https://doi.org/10.2307/2683047)
public final class SampleSize {
    /// More is not counted.
    public static final int MOST = 1_000_000;

    private static final double TAIL = 0.025;
    private static final double MISSED = 0.2;

    private SampleSize() {}

    /// {@return the number of pairs, at least 2 and at most [#MOST]}
    ///
    /// @param difference the mean difference to see, not 0
    /// @param deviation of the differences
    public static int pairs(double difference, double deviation) {
        double size = Math.abs(difference);
        positive("SampleSize.difference", size);
        notNegative("SampleSize.deviation", deviation);
        int low = 1;
        int high = MOST;
        // The right side falls with n, so that halving finds the place where it meets n.
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (enough(middle, deviation / size)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /// {@return the smallest difference that a number of pairs finds in about 80% of all tries}
    ///
    /// @param n the pairs, at least 2
    /// @param deviation of the differences
    /// @param alpha the level of the test, 0.05 by the number of comparisons
    public static double difference(int n, double deviation, double alpha) {
        notNegative("SampleSize.deviation", deviation);
        TDistribution distribution = TDistribution.of(n - 1.0);
        return (distribution.inverseSurvivalProbability(alpha / 2) + distribution.inverseSurvivalProbability(MISSED))
                * deviation
                / Math.sqrt(n);
    }

    private static boolean enough(int n, double ratio) {
        TDistribution distribution = TDistribution.of(n - 1.0);
        double quantiles =
                distribution.inverseSurvivalProbability(TAIL) + distribution.inverseSurvivalProbability(MISSED);
        return n >= Math.pow(quantiles * ratio, 2);
    }
}
