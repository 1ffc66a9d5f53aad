package gradus.experiment.statistics;

import java.util.Arrays;
import java.util.Comparator;

/// Holm's correction for several comparisons: with it, the chance that any of them is called real where none is stays
/// below the level that is asked for.
///
/// The smallest of `m` p-values is multiplied by `m`, the next by `m - 1`, and so on; none becomes smaller than the one
/// before it, or larger than 1.
///
/// [Holm 1979](https://www.jstor.org/stable/4615733)
public final class Holm {
    private Holm() {}

    /// {@return the corrected p-values, in the order in which they were given}
    ///
    /// @param p the p-values
    public static double[] adjust(double... p) {
        Integer[] order = new Integer[p.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
