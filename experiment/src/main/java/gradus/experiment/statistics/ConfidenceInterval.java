package gradus.experiment.statistics;

import static gradus.internal.Require.require;

import org.apache.commons.statistics.distribution.TDistribution;

/// A mean with the range that covers the true one in a given share of all samples, by Student's t distribution.
///
/// `mean ± t(1 - (1 - level)/2, n - 1) · s/√n` with the sample deviation `s`. Exact for normal values, and close to it
/// for means of others. With one value there is no range: both ends are NaN.
///
/// [Student 1908](https://doi.org/10.1093/biomet/6.1.1)
///
/// @param n how many values
/// @param mean of the values
/// @param deviation the sample standard deviation, with `n - 1`; NaN for one value
/// @param low end of the range
/// @param high end of the range
public record ConfidenceInterval(int n, double mean, double deviation, double low, double high) {
    /// The usual share of samples whose interval covers the true mean.
    public static final double LEVEL = 0.95;

    /// {@return the interval of 95%}
    ///
    /// @param values at least one
    public static ConfidenceInterval of(double... values) {
        return of(LEVEL, values);
    }

    /// {@return an interval of another level}
    ///
    /// @param level in (0, 1)
    /// @param values at least one
    public static ConfidenceInterval of(double level, double[] values) {
        require(values.length > 0, "an interval needs at least one value, got none");
        require(level > 0 && level < 1, "the level of an interval must be in (0, 1), got %s", level);
        int n = values.length;
        double mean = mean(values);
        if (n == 1) {
            return new ConfidenceInterval(1, mean, Double.NaN, Double.NaN, Double.NaN);
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / (n - 1));
        double half = TDistribution.of(n - 1).inverseSurvivalProbability((1 - level) / 2) * deviation / Math.sqrt(n);
        return new ConfidenceInterval(n, mean, deviation, mean - half, mean + half);
    }

    /// {@return the arithmetic mean, of the values' sum in their order}
    ///
    /// @param values the values
    public static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /// {@return whether a number lies within the range}
    ///
    /// @param value a number
    public boolean contains(double value) {
        return value >= low && value <= high;
    }
}
