package gradus.experiment.statistics;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// How surely a number is known that is computed from several runs at once, as a fitted curve is: it is computed again
/// without each run in turn. Its pseudo-values have its value as their mean and may be treated as one value a run, by
/// [ConfidenceInterval] and [OtherRows].
///
/// `θ + (n - 1) · (mean of θ₋ - θ₋ᵢ)` with `θ₋ᵢ` the number without run `i`: those of Tukey, without their correction
/// of bias.
///
/// [Tukey 1958](https://doi.org/10.1214/aoms/1177706647)
public final class Jackknife {
    private Jackknife() {}

    /// Computes the pseudo-values.
    ///
    /// @param runs how many runs there are, at least 2
    /// @param number computes it from some of them, which are given by their places
    /// @return one value a run
    public static double[] pseudoValues(int runs, ToDoubleFunction<int[]> number) {
        double all = number.applyAsDouble(IntStream.range(0, runs).toArray());
        double[] without = new double[runs];
        for (int i = 0; i < runs; i++) {
            int left = i;
            without[i] = number.applyAsDouble(
                    IntStream.range(0, runs).filter(run -> run != left).toArray());
        }
        double mean = ConfidenceInterval.mean(without);
        double[] values = new double[runs];
        for (int i = 0; i < runs; i++) {
            values[i] = all + (runs - 1) * (mean - without[i]);
        }
        return values;
    }
}
