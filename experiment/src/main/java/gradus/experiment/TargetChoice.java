package gradus.experiment;

import gradus.data.tables.Advice;
import gradus.data.tables.Hint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How the numbers of a target are learned, because errors were smallest, and what else was tried.
///
/// @param chosen how they are learned
/// @param errors of each way that was tried, on rows that its networks did not see, in the units of the data; infinite
///     where the loss became so
/// @param score what kind of error it is, with an article
public record TargetChoice(Transform chosen, Map<Transform, Double> errors, String score) {
    /// Copies the map, in the order of the enum.
    public TargetChoice {
        errors = new TreeMap<>(errors);
    }

    static TargetChoice of(Settings settings, List<TargetTrial.Tried> tried) {
        boolean absolute = Measures.isOfMedians(settings);
        Map<Transform, Double> errors = new TreeMap<>();
        tried.forEach(way -> errors.put(way.way(), absolute ? way.error() : Math.sqrt(way.error())));
        return new TargetChoice(tried.getFirst().way(), errors, absolute ? "a mean absolute error" : "an RMSE");
    }

    /// {@return a sentence on it, with the option that chooses otherwise}
    public Advice advice() {
        List<String> others = new ArrayList<>();
        double least = Double.NaN;
        for (Map.Entry<Transform, Double> way : errors.entrySet()) {
            if (way.getKey() == chosen) {
                least = way.getValue();
            } else {
                others.add(words(way.getKey()) + " " + number(way.getValue()));
            }
        }
        Transform other = errors.keySet().stream()
                .filter(way -> way != chosen)
                .findFirst()
                .orElse(Transform.NONE);
        return Advice.of(
                "the target is learned " + words(chosen) + ", with " + score + " of " + number(least)
                        + " on rows that were held out in a trial; " + String.join(", ", others)
                        + ". Choose another way",
                new Hint("transform", other.name().toLowerCase(Locale.ROOT)));
    }

    private static String words(Transform way) {
        return switch (way) {
            case NONE -> "as it is";
            case STANDARDIZE -> "standardized";
            case LOG -> "by its logarithm";
            case RANK -> "by its rank";
            case COUNTS -> "as counts";
        };
    }

    private static String number(double error) {
        return Double.isInfinite(error) ? "did not learn" : String.format(Locale.ROOT, "%.4g", error);
    }
}
