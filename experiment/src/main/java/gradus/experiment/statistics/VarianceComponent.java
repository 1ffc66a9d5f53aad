package gradus.experiment.statistics;

import static gradus.internal.Require.require;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// A part of the variance of a number, as a standard deviation with its interval.
///
/// The interval is that of a variance of normal values with `df` degrees of freedom:
/// `√(df·s²/χ²(0.975, df))` to `√(df·s²/χ²(0.025, df))`. Unlike that of a mean, it is not right for values that are far
/// from normal, however many there are.
///
/// @param deviation the standard deviation
/// @param low end of its interval of 95%; NaN with no degree of freedom
/// @param high likewise
/// @param degrees of freedom
public record VarianceComponent(double deviation, double low, double high, int degrees) {
    private static final double TAIL = 0.025;

    /// Computes the deviation of values: `s² = Σ (v − mean)² / (n − 1)`.
    ///
    /// @param values at least one
    /// @return the component
    public static VarianceComponent of(double... values) {
        ConfidenceInterval mean = ConfidenceInterval.of(values);
        return of(values.length == 1 ? Double.NaN : mean.deviation() * mean.deviation(), values.length - 1);
    }

    /// Computes the deviation that one source causes, from pairs of values between which only this source is drawn
    /// anew: `s² = Σ d² / 2n`. What it causes together with others is part of it (the *total effect*,
    /// [Jansen 1999](https://doi.org/10.1016/S0010-4655(98)00154-4)).
    ///
    /// @param differences of the pairs, at least one
    /// @return the component
    public static VarianceComponent ofPairs(double... differences) {
        require(differences.length > 0, "a variance component needs at least one pair, got none");
        double sum = 0;
        for (double difference : differences) {
            sum += difference * difference;
        }
        return of(sum / (2 * differences.length), differences.length);
    }

    /// Computes the deviation of values from several samples of the same kind, as the root of the mean of their
    /// variances. They may depend on each other; the interval is that of one sample, and so at least as wide as need
    /// be.
    ///
    /// @param samples each of as many values
    /// @return the component
    public static VarianceComponent ofSamples(double[]... samples) {
        require(samples.length > 0, "a variance component needs at least one sample, got none");
        double sum = 0;
        for (double[] sample : samples) {
            sum += of(sample).variance();
        }
        return of(sum / samples.length, samples[0].length - 1);
    }

    private static VarianceComponent of(double variance, int degrees) {
        if (degrees == 0) {
            return new VarianceComponent(Double.NaN, Double.NaN, Double.NaN, 0);
        }
        ChiSquaredDistribution chi = ChiSquaredDistribution.of(degrees);
        double squares = degrees * variance;
        return new VarianceComponent(
                Math.sqrt(variance),
                Math.sqrt(squares / chi.inverseSurvivalProbability(TAIL)),
                Math.sqrt(squares / chi.inverseCumulativeProbability(TAIL)),
                degrees);
    }

    /// {@return the variance}
    public double variance() {
        return deviation * deviation;
    }
}
