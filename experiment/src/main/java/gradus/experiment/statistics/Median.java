package gradus.experiment.statistics;

import java.util.Arrays;

/// The median of costs: what half of the runs pay at most.
public final class Median {
    private Median() {}

    /// The middle of the sorted values, or the mean of both middles. NaN stands for a run that never got there and
    /// counts as infinite; so the median is infinite if more than half are.
    ///
    /// @param costs the values
    /// @return NaN if there are no values
    public static double of(double[] costs) {
        double[] sorted = Arrays.stream(costs)
                .map(cost -> Double.isNaN(cost) ? Double.POSITIVE_INFINITY : cost)
                .sorted()
                .toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
