package gradus.experiment;

import static gradus.internal.Require.require;

import java.util.List;

/// The loss of a run by its passes: that of the validation rows without penalties, at passes that grow by at most a
/// tenth. Points are the same for all runs, wherever their epochs end, so that no run is looked at more often than
/// another. Points without a finite loss are left out.
///
/// @param passes how many were made, ascending; 0 is before the first
/// @param losses at these points
public record LossCurve(List<Long> passes, List<Double> losses) {
    /// Checks.
    public LossCurve {
        passes = List.copyOf(passes);
        losses = List.copyOf(losses);
        require(
                passes.size() == losses.size(),
                "a loss curve has one loss for each number of passes, got %s for %s",
                losses.size(),
                passes.size());
    }

    /// {@return where the loss is looked at next: after every pass at first, later when a tenth more were made}
    ///
    /// @param passes where it was looked at
    public static long after(long passes) {
        return Math.max(passes + 1, passes + passes / 10);
    }

    /// {@return the loss before the first pass; NaN if it is unknown}
    public double first() {
        return passes.isEmpty() || passes.getFirst() != 0 ? Double.NaN : losses.getFirst();
    }

    /// {@return the lowest loss of all points; NaN if there are none}
    public double lowest() {
        return losses.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /// Counts the passes until the loss was at most a target. Between two points it is taken to run in a straight line.
    ///
    /// @param target the loss to reach
    /// @return whole passes; NaN if no point reached it
    public double passesTo(double target) {
        for (int i = 0; i < losses.size(); i++) {
            if (losses.get(i) <= target) {
                return i == 0 ? passes.getFirst() : crossing(i, target);
            }
        }
        return Double.NaN;
    }

    /// The first pass at which the line to a point, which is not above the target, is not above it.
    private double crossing(int point, double target) {
        double above = losses.get(point - 1);
        double way = (above - target) / (above - losses.get(point));
        long from = passes.get(point - 1);
        return from + Math.ceil(way * (passes.get(point) - from));
    }
}
