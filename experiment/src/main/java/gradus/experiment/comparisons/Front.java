package gradus.experiment.comparisons;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Quality against a cost: the levels that no other level equals in the mean of the measure for less, or for as much
/// with a better mean (the Pareto front). Means decide, chance included.
///
/// Measured times of equal work differ, so a time counts as less only from a fifth on.
///
/// @param cost what it is: `parameters` or `seconds of a processor`
/// @param points those levels, the cheapest first, each better than the one before
/// @param all every level, the cheapest first
public record Front(String cost, List<Point> points, List<Point> all) {
    private static final double NOISE = 1.25;
    private static final String TIME = "seconds of a processor";

    /// A level on the front.
    ///
    /// @param level its name
    /// @param cost of a run
    /// @param mean of the measure
    public record Point(String level, double cost, double mean) {}

    /// {@return the fronts of a comparison, one for each cost in which its levels differ}
    ///
    /// @param levels what came out; those without a finished run are left out
    /// @param up whether more of the measure is better
    static List<Front> all(List<LevelResult> levels, boolean up) {
        List<Front> fronts = new ArrayList<>();
        add(fronts, "parameters", levels, LevelResult::parameters, 1, up);
        add(fronts, TIME, levels, LevelResult::processorSeconds, NOISE, up);
        return fronts;
    }

    private static void add(
            List<Front> fronts,
            String name,
            List<LevelResult> levels,
            ToDoubleFunction<LevelResult> cost,
            double noise,
            boolean up) {
        List<Point> points = new ArrayList<>();
        for (LevelResult level : levels) {
            var interval = level.interval();
            double own = cost.applyAsDouble(level);
            if (interval != null && own > 0 && Double.isFinite(own)) {
                points.add(new Point(level.level().name(), own, interval.mean()));
            }
        }
        double least = points.stream().mapToDouble(Point::cost).min().orElse(0);
        double most = points.stream().mapToDouble(Point::cost).max().orElse(0);
        if (most > least * noise) {
            points.sort(Comparator.comparingDouble(Point::cost));
            fronts.add(new Front(name, of(points, noise, up), points));
        }
    }

    /// The points that no other one beats, in their order.
    ///
    /// @param noise a cost that is less by this factor at most counts as equal
    static List<Point> of(List<Point> points, double noise, boolean up) {
        return points.stream()
                .filter(point -> points.stream().noneMatch(other -> beats(other, point, noise, up)))
                .toList();
    }

    private static boolean beats(Point one, Point other, double noise, boolean up) {
        double gain = up ? one.mean - other.mean : other.mean - one.mean;
        return gain > 0 ? one.cost <= other.cost * noise : gain == 0 && one.cost * noise < other.cost;
    }

    /// {@return what the front says, in a sentence}
    ///
    /// @param measure in words, as in `test accuracy`
    public String sentence(String measure) {
        List<String> texts = points.stream()
                .map(point -> point.level + " (" + costText(point.cost) + ", " + NumberText.text(point.mean) + ")")
                .toList();
        return "Quality against cost, " + measure + " by " + cost + ": "
                + (points.size() == 1
                        ? texts.getFirst() + " has the best mean, and no cheaper level matches it."
                        : String.join(", ", texts)
                                + (points.size() == all.size()
                                        ? "; each costs more than the one before and has a better mean."
                                        : "; every other level costs at least as much as one of these and has no better mean."));
    }

    private String costText(double value) {
        return cost.equals(TIME) ? NumberText.seconds(value) : NumberText.count(value);
    }
}
