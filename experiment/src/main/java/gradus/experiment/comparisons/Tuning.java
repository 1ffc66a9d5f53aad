package gradus.experiment.comparisons;

import static gradus.internal.Require.require;

import gradus.experiment.FinishedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What was tried of a nuisance parameter for one level, and what was taken.
///
/// @param parameter which one
/// @param points in the order of the grid
/// @param best index of the one that was taken: the best mean of those that diverged least often
public record Tuning(String parameter, List<Point> points, int best) {
    /// One value of the grid.
    ///
    /// @param value as people write it
    /// @param results of its finished tuning runs, on the rows that are watched
    /// @param losses of the same runs on the same rows, which decide between equal results
    /// @param diverged how many runs of it diverged
    public record Point(String value, List<Double> results, List<Double> losses, int diverged) {
        /// What the runs of a value gave. A run is null where the runner was stopped, and may have failed to start.
        static Point of(
                String value, List<@Nullable FinishedRun> runs, ToDoubleFunction<FinishedRun> measure, String loss) {
            List<Double> results = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            for (FinishedRun run : runs) {
                if (run == null) {
                    throw new IllegalStateException(
                            "the tuning was stopped; if its runs are kept in a folder, it can" + " go on from them");
                }
                require(run.failed() == null, "a run failed: %s", run.failed());
                if (run.finished()) {
                    results.add(measure.applyAsDouble(run));
                    losses.add(run.measure(loss));
                }
            }
            return new Point(value, results, losses, runs.size() - results.size());
        }

        /// {@return the mean, or NaN if every run diverged}
        public double mean() {
            return mean(results);
        }

        private static double mean(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        }

        /// Whether this one is to be taken rather than another: it diverges less often, is better, or, where both
        /// classify as many rows correctly, has the smaller loss.
        private boolean beats(Point other, boolean higherIsBetter) {
            if (diverged != other.diverged) {
                return diverged < other.diverged;
            }
            if (mean() == other.mean()) {
                return mean(losses) < mean(other.losses);
            }
            return higherIsBetter ? mean() > other.mean() : mean() < other.mean();
        }
    }

    static Tuning of(String parameter, List<Point> points, boolean higherIsBetter) {
        require(!points.isEmpty(), "%s has no values to tune over", parameter);
        int best = 0;
        for (int i = 1; i < points.size(); i++) {
            best = points.get(i).beats(points.get(best), higherIsBetter) ? i : best;
        }
        return new Tuning(parameter, List.copyOf(points), best);
    }

    /// {@return the chosen value}
    public String value() {
        return points.get(best).value();
    }

    /// {@return advice if the best value is the first or the last that was tried, since a better one may lie
    /// beyond; else null}
    public @Nullable String warning() {
        if (points.size() < 3 || (best > 0 && best < points.size() - 1)) {
            return null;
        }
        return "the best " + parameter + ", " + value() + ", is at the edge of what was tried ("
                + points.getFirst().value() + " … " + points.getLast().value() + "); try values beyond it";
    }
}
