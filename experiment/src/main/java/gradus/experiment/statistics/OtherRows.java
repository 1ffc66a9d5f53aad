package gradus.experiment.statistics;

import static gradus.internal.Require.positive;

import org.apache.commons.statistics.distribution.TDistribution;

/// What a difference between runs says of other rows like these. Runs whose splits are drawn from the same rows share
/// most of them, so they are alike in a way that more seeds do not change; their variance is too small for another
/// table. It is corrected for the overlap:
///
/// `t = d / √((1/n + n_test/n_train) · s²)` with `n - 1` degrees of freedom.
///
/// [Nadeau & Bengio 2003](https://doi.org/10.1023/A:1024068626366)
///
/// @param interval of the mean difference
/// @param p two-sided
public record OtherRows(ConfidenceInterval interval, double p) {
    /// Computes it.
    ///
    /// @param differences one for each pair of runs, at least two
    /// @param ratio the rows that judge a run for each that it learned from, `n_test/n_train`
    /// @param alpha the share of tables whose interval may miss the true difference, in (0, 1)
    /// @return interval and p-value
    public static OtherRows of(double[] differences, double ratio, double alpha) {
        positive("OtherRows.ratio", ratio);
        ConfidenceInterval seen = ConfidenceInterval.of(differences);
        int n = differences.length;
        double error = seen.deviation() * Math.sqrt(1.0 / n + ratio);
        TDistribution distribution = TDistribution.of(n - 1.0);
        double half = distribution.inverseSurvivalProbability(alpha / 2) * error;
        double p = error == 0
                ? seen.mean() == 0 ? 1 : 0
                : 2 * distribution.survivalProbability(Math.abs(seen.mean()) / error);
        return new OtherRows(
                new ConfidenceInterval(n, seen.mean(), seen.deviation(), seen.mean() - half, seen.mean() + half), p);
    }
}
