package gradus.experiment.claims;

import gradus.experiment.FinishedRun;
import gradus.experiment.comparisons.ComparisonCharts;
import gradus.experiment.comparisons.ComparisonResult;
import gradus.experiment.comparisons.LevelResult;
import gradus.experiment.reports.Picture;
import gradus.experiment.statistics.ConfidenceInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the command of a claim measured.
///
/// @param levels for each level its measures, for each of them one value a run; NaN where a run came to
///     nothing. Runs of the same place are pairs
/// @param derived for each level what claims may be about beside its measures, and no file has
/// @param on whose measures are meant by a name such as `accuracy`: `test`, `val`, `train`; empty for nobody's
/// @param target the loss to which passes are counted, or null
/// @param runs how many runs there were in all, those that tuned included
/// @param notes what a reader should know before believing it
/// @param picture of what was measured, or null
public record Measurements(
        Map<String, Map<String, double[]>> levels,
        Map<String, Map<String, double[]>> derived,
        String on,
        @Nullable Double target,
        int runs,
        List<String> notes,
        @Nullable Picture picture) {
    /// More values a level than this are left out of files.
    private static final int MOST_VALUES = 50;

    /// Copies the notes.
    public Measurements {
        notes = List.copyOf(notes);
    }

    /// Of levels that have nothing but their measures.
    ///
    /// @param levels values of each measure, by level
    /// @param runs number of runs
    /// @param notes remarks, one sentence each
    public Measurements(Map<String, Map<String, double[]>> levels, int runs, List<String> notes) {
        this(levels, Map.of(), "", null, runs, notes, null);
    }

    /// {@return the same values with a picture of them}
    ///
    /// @param drawn the picture
    public Measurements with(Picture drawn) {
        return new Measurements(levels, derived, on, target, runs, notes, drawn);
    }

    /// {@return the measured values of a comparison: the metrics of the evaluated rows, and the passes to the
    /// common loss}
    ///
    /// @param result result of the comparison
    public static Measurements of(ComparisonResult result) {
        Map<String, Map<String, double[]>> levels = new LinkedHashMap<>();
        Map<String, Map<String, double[]>> derived = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        for (LevelResult level : result.levels()) {
            Map<String, double[]> measures = new LinkedHashMap<>();
            level.runs().stream()
                    .flatMap(run -> run.measures().keySet().stream())
                    .distinct()
                    .forEach(name ->
                            measures.put(name, each(level, run -> run.finished() ? run.measure(name) : Double.NaN)));
            measures.put("passes", level.toTarget());
            measures.put("seconds", each(level, FinishedRun::seconds));
            derived.put(level.level().name(), derived(level));
            levels.put(level.level().name(), measures);
            if (level.tuning() != null) {
                notes.add(level.level().name() + " has " + level.tuning().parameter() + " "
                        + level.tuning().value() + ".");
            }
        }
        notes.addAll(result.warnings());
        return new Measurements(
                levels,
                derived,
                result.on(),
                result.target(),
                result.comparison().runs(),
                notes,
                new Picture(
                        ComparisonCharts.curves(result),
                        result.levels().stream()
                                .map(level -> level.level().name())
                                .toList()));
    }

    private static Map<String, double[]> derived(LevelResult level) {
        Map<String, double[]> derived = new LinkedHashMap<>();
        double[] gradients = level.toTarget().clone();
        double[] epochs = level.toTarget().clone();
        for (int i = 0; i < gradients.length; i++) {
            FinishedRun run = level.runs().get(i);
            gradients[i] *= (double) run.gradients() / run.passes();
            epochs[i] *= (double) run.epochs() / run.passes();
        }
        derived.put("gradients", gradients);
        derived.put("epochs", epochs);
        derived.put("gradients a pass", each(level, run -> (double) run.gradients() / run.passes()));
        derived.put("gap", each(level, run -> run.measure("val_loss") - run.measure("train_loss")));
        derived.put("diverged", each(level, run -> run.finished() ? 0 : 1));
        return derived;
    }

    private static double[] each(LevelResult level, ToDoubleFunction<FinishedRun> value) {
        return level.runs().stream().mapToDouble(value).toArray();
    }

    /// {@return the values of a level: of a measure such as `test_accuracy`, of `accuracy` on the rows that judge,
    /// or of `passes`, `gradients` or `epochs` to the target, `seconds`, `gradients a pass`, `gap` (the validation
    /// loss without the training loss) and `diverged`, which is 1 for a run that did}
    ///
    /// @param level the level
    /// @param measure name of the measure
    /// @throws IllegalArgumentException if the level or measure does not exist; the message lists those that do
    public double[] values(String level, String measure) {
        Claim.requireLevel(level, levels.keySet());
        Map<String, double[]> known = known(level);
        double[] values = known.getOrDefault(measure, known.get(on + "_" + measure));
        if (values == null && hasNothing(known)) {
            // All its runs diverged, so that nobody knows what they would have measured.
            return nothing(known);
        }
        if (values == null) {
            throw new IllegalArgumentException("\"" + level + "\" has no measure \"" + measure + "\"; it has "
                    + String.join(", ", known.keySet()));
        }
        return values;
    }

    /// Everything that a level has values of.
    private Map<String, double[]> known(String level) {
        Map<String, double[]> known = new LinkedHashMap<>(levels.getOrDefault(level, Map.of()));
        known.putAll(derived.getOrDefault(level, Map.of()));
        return known;
    }

    /// Whether a level has values of a measure, or came to nothing.
    boolean has(String level, String measure) {
        Map<String, double[]> known = known(level);
        return known.containsKey(measure) || known.containsKey(on + "_" + measure) || hasNothing(known);
    }

    private static boolean hasNothing(Map<String, double[]> known) {
        double[] diverged = known.getOrDefault("diverged", new double[1]);
        return Arrays.stream(diverged).allMatch(value -> value == 1);
    }

    private static double[] nothing(Map<String, double[]> known) {
        double[] values = known.getOrDefault("diverged", new double[0]).clone();
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /// {@return the mean of a level over its finished runs; NaN if there are none}
    ///
    /// @param level the level
    /// @param measure name of the measure
    public ConfidenceInterval mean(String level, String measure) {
        double[] finite =
                Arrays.stream(values(level, measure)).filter(Double::isFinite).toArray();
        return finite.length == 0
                ? new ConfidenceInterval(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                : ConfidenceInterval.of(finite);
    }

    /// {@return all numbers as a table for programs}
    ///
    /// @param sets what each set of seeds measured
    public static String csv(List<Measurements> sets) {
        StringBuilder csv = new StringBuilder("level,measure,seeds,runs,mean,low,high,values\n");
        for (int i = 0; i < sets.size(); i++) {
            sets.get(i).write(i + 1, csv);
        }
        return csv.toString().replace("\r\n", "\n");
    }

    private void write(int set, StringBuilder csv) {
        levels.forEach((level, measures) -> measures.forEach((measure, values) -> {
            ConfidenceInterval mean = mean(level, measure);
            String all = values.length > MOST_VALUES
                    ? ""
                    : Arrays.stream(values).mapToObj(Measurements::text).collect(Collectors.joining(" "));
            csv.append(String.format(
                    Locale.ROOT,
                    "\"%s\",%s,%d,%d,%s,%s,%s,%s%n",
                    level.replace("\"", "\"\""),
                    measure,
                    set,
                    values.length,
                    text(mean.mean()),
                    text(mean.low()),
                    text(mean.high()),
                    all));
        }));
    }

    private static String text(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "";
    }
}
