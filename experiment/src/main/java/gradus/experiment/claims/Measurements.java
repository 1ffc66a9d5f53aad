package gradus.experiment.claims;

import gradus.experiment.comparisons.ComparisonResult;
import gradus.experiment.comparisons.LevelResult;
import gradus.experiment.comparisons.RunResult;
import gradus.experiment.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What the command of a claim measured.
///
/// @param levels for each level its measures, for each of them one value a run; NaN where a run came to
///     nothing. Runs of the same place are pairs
/// @param runs how many runs there were in all, those that tuned included
/// @param notes what a reader should know before believing it
public record Measurements(Map<String, Map<String, double[]>> levels, int runs, List<String> notes) {
    /// More values a level than this are left out of files.
    private static final int MOST_VALUES = 50;

    /// Copies the notes.
    public Measurements {
        notes = List.copyOf(notes);
    }

    /// What a comparison measured: everything that was judged, and the passes to the common loss.
    public static Measurements of(ComparisonResult result) {
        Map<String, Map<String, double[]>> levels = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        for (LevelResult level : result.levels()) {
            Map<String, double[]> measures = new LinkedHashMap<>();
            level.runs().stream()
                    .flatMap(run -> run.measures().keySet().stream())
                    .distinct()
                    .forEach(name -> measures.put(
                            name,
                            level.runs().stream()
                                    .mapToDouble(run -> run.finished() ? run.measure(name) : Double.NaN)
                                    .toArray()));
            measures.put("passes", level.toTarget());
            measures.put(
                    "seconds",
                    level.runs().stream().mapToDouble(RunResult::seconds).toArray());
            levels.put(level.level().name(), measures);
            if (level.tuning() != null) {
                notes.add(level.level().name() + " has " + level.tuning().parameter() + " "
                        + level.tuning().value() + ".");
            }
        }
        notes.addAll(result.warnings());
        return new Measurements(levels, result.comparison().runs(), notes);
    }

    /// The values of a level.
    ///
    /// @throws IllegalArgumentException if there is no such level or measure, with those that there are
    public double[] values(String level, String measure) {
        Map<String, double[]> measures = levels.get(level);
        if (measures == null) {
            throw new IllegalArgumentException("no level is named \"" + level + "\"; there are \""
                    + String.join("\", \"", levels.keySet()) + "\"");
        }
        double[] values = measures.get(measure);
        if (values == null) {
            throw new IllegalArgumentException("\"" + level + "\" has no measure \"" + measure + "\"; it has "
                    + String.join(", ", measures.keySet()));
        }
        return values;
    }

    /// The mean of a level over the runs that came to something; NaN if none did.
    public Interval mean(String level, String measure) {
        double[] finite =
                Arrays.stream(values(level, measure)).filter(Double::isFinite).toArray();
        return finite.length == 0
                ? new Interval(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                : Interval.of(finite);
    }

    /// All numbers as a table for programs.
    public String csv() {
        StringBuilder csv = new StringBuilder("level,measure,runs,mean,low,high,values\n");
        levels.forEach((level, measures) -> measures.forEach((measure, values) -> {
            Interval mean = mean(level, measure);
            String all = values.length > MOST_VALUES
                    ? ""
                    : Arrays.stream(values).mapToObj(Measurements::text).collect(Collectors.joining(" "));
            csv.append(String.format(
                    Locale.ROOT,
                    "\"%s\",%s,%d,%s,%s,%s,%s%n",
                    level.replace("\"", "\"\""),
                    measure,
                    values.length,
                    text(mean.mean()),
                    text(mean.low()),
                    text(mean.high()),
                    all));
        }));
        return csv.toString().replace("\r\n", "\n");
    }

    private static String text(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "";
    }
}
