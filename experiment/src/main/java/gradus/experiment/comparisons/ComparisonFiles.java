package gradus.experiment.comparisons;

import gradus.experiment.FinishedRun;
import gradus.experiment.Json;
import gradus.experiment.statistics.ConfidenceInterval;
import gradus.experiment.statistics.OtherRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A comparison as files: `report.html` to read, `comparison.json` and `runs.csv` for programs.
public final class ComparisonFiles {
    private ComparisonFiles() {}

    /// Writes all three, and returns their names.
    ///
    /// @param result result of the comparison
    /// @param folder the folder for the files
    /// @param command what repeats the comparison
    /// @param jobs how many runs were made side by side
    /// @return the names of the files
    /// @throws IOException if a file cannot be written
    public static List<String> write(ComparisonResult result, Path folder, String command, int jobs)
            throws IOException {
        ReportFolder files = new ReportFolder(folder);
        files.write("report.html", page(result, command, jobs));
        Map<String, @Nullable Object> map = toMap(result);
        map.put("command", command);
        map.put("machine", Machine.describe(jobs));
        files.write("comparison.json", Json.pretty(map));
        files.write("runs.csv", csv(result));
        return files.written();
    }

    /// {@return the report, complete in one text}
    ///
    /// @param result result of the comparison
    /// @param command what repeats the comparison
    /// @param jobs how many runs were made side by side
    public static String page(ComparisonResult result, String command, int jobs) {
        return ComparisonReport.of(result, command, Machine.describe(jobs)).toString();
    }

    /// {@return the report without title and style, to be shown in a page that has its own}
    ///
    /// @param result result of the comparison
    /// @param command what repeats the comparison
    /// @param jobs how many runs were made side by side
    public static String content(ComparisonResult result, String command, int jobs) {
        return ComparisonReport.of(result, command, Machine.describe(jobs)).content();
    }

    /// {@return the results: a row for each level, under a row of headings}
    ///
    /// @param result result of the comparison
    public static List<List<String>> table(ComparisonResult result) {
        return ComparisonReport.levels(result, measure(result));
    }

    /// {@return the costs: a row for each level, under a row of headings}
    ///
    /// @param result result of the comparison
    public static List<List<String>> costs(ComparisonResult result) {
        return ComparisonReport.costs(result);
    }

    /// {@return what was measured, in words: `validation accuracy`}
    ///
    /// @param result result of the comparison
    public static String measure(ComparisonResult result) {
        return ComparisonReport.rows(result.on()) + " " + result.measure().replace('_', ' ');
    }

    /// {@return the answer as texts, numbers, lists and maps}
    ///
    /// @param result result of the comparison
    public static Map<String, @Nullable Object> toMap(ComparisonResult result) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("data", result.data());
        map.put("question", result.comparison().question());
        map.put("mode", result.comparison().tune() == null ? "fixed" : "tuned");
        map.put("design", result.comparison().design().name().toLowerCase(Locale.ROOT));
        map.put("measure", result.on() + "_" + result.measure());
        map.put("higher_is_better", result.higherIsBetter());
        map.put("seeds", result.seeds());
        map.put("complete", result.complete());
        map.put("target", result.target());
        List<Object> levels = new ArrayList<>();
        result.levels().forEach(level -> levels.add(level(level)));
        map.put("levels", levels);
        List<Object> contrasts = new ArrayList<>();
        result.contrasts().forEach(contrast -> contrasts.add(contrast(contrast)));
        map.put("comparisons", contrasts);
        map.put("learning_curve", result.curve() == null ? null : curve(result.curve()));
        map.put("fronts", result.fronts().stream().map(ComparisonFiles::front).toList());
        map.put("warnings", result.warnings());
        return map;
    }

    private static Map<String, Object> front(Front front) {
        return Map.of(
                "cost",
                front.cost(),
                "levels",
                front.points().stream()
                        .map(point -> Map.of("name", point.level(), "cost", point.cost(), "mean", point.mean()))
                        .toList());
    }

    private static Map<String, @Nullable Object> curve(LearningCurve curve) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("size", curve.size());
        map.put("error", curve.error());
        map.put("sizes", Arrays.stream(curve.sizes()).boxed().toList());
        map.put("errors", curve.errors().stream().map(ConfidenceInterval::mean).toList());
        map.put(
                "law",
                Map.of(
                        "floor", curve.law().floor(),
                        "scale", curve.law().scale(),
                        "exponent", curve.law().exponent()));
        map.put("gain_of_twice", curve.gain().mean());
        map.put("low", curve.gain().low());
        map.put("high", curve.gain().high());
        OtherRows others = curve.others();
        map.put("low_other_rows", others == null ? null : others.interval().low());
        map.put("high_other_rows", others == null ? null : others.interval().high());
        map.put("miss", curve.miss());
        map.put("verdict", curve.verdict());
        return map;
    }

    private static Map<String, @Nullable Object> level(LevelResult level) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", level.level().name());
        map.put("choices", level.level().choices());
        map.put("settings", level.level().settings().texts());
        if (level.tuning() != null) {
            map.put("tuned", Map.of(level.tuning().parameter(), level.tuning().value()));
        }
        put(map, level.interval());
        map.put("diverged", level.diverged());
        map.put("seconds", level.seconds());
        map.put("epochs", level.epochs());
        map.put("passes", level.passes());
        map.put("gradients", level.gradients());
        map.put("memory", level.memory());
        map.put("parameters", level.parameters());
        map.put("processor_seconds", level.processorSeconds());
        map.put("reached", level.reached());
        map.put("passes_to_target", level.medianToTarget());
        map.put("values", Arrays.stream(level.values()).boxed().toList());
        return map;
    }

    private static Map<String, @Nullable Object> contrast(Contrast contrast) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("level", contrast.effect().name());
        map.put("against", contrast.effect().against());
        put(map, contrast.interval());
        map.put("p", contrast.difference().p());
        map.put("p_holm", contrast.adjusted());
        map.put("test", contrast.difference().signTest() ? "sign" : "sign flip");
        map.put("exact", contrast.difference().exact());
        map.put("wins", contrast.difference().wins());
        map.put("ties", contrast.difference().ties());
        map.put("losses", contrast.difference().losses());
        map.put("real", contrast.real());
        OtherRows others = contrast.others();
        map.put("p_other_rows", others == null ? null : contrast.othersAdjusted());
        map.put("low_other_rows", others == null ? null : others.interval().low());
        map.put("high_other_rows", others == null ? null : others.interval().high());
        map.put("real_for_other_rows", others == null ? null : contrast.realForOthers());
        map.put("held_equal", contrast.pairing().text());
        map.put("verdict", contrast.verdict());
        return map;
    }

    private static void put(Map<String, @Nullable Object> map, @Nullable ConfidenceInterval interval) {
        map.put("mean", interval == null ? null : interval.mean());
        map.put("low", interval == null ? null : interval.low());
        map.put("high", interval == null ? null : interval.high());
        map.put("deviation", interval == null ? null : interval.deviation());
    }

    /// {@return every run in a line, for programs}
    ///
    /// @param result result of the comparison
    public static String csv(ComparisonResult result) {
        List<String> measures = result.levels().stream()
                .flatMap(level -> level.runs().stream())
                .flatMap(run -> run.measures().keySet().stream())
                .distinct()
                .toList();
        StringBuilder text = new StringBuilder("level,seed,diverged,epochs,passes,gradients,seconds,memory");
        measures.forEach(name -> text.append(',').append(name));
        text.append(",weights\n");
        for (LevelResult level : result.levels()) {
            for (FinishedRun run : level.runs()) {
                List<String> row = new ArrayList<>();
                for (Object value : new Object[] {
                    level.level().name(),
                    run.seed(),
                    run.diverged() == null ? "" : run.diverged(),
                    run.epochs(),
                    run.passes(),
                    run.gradients(),
                    run.seconds(),
                    run.memory()
                }) {
                    row.add(ReportFolder.field(value));
                }
                measures.forEach(name -> row.add(ReportFolder.field(run.measure(name))));
                row.add(run.weightsSha256() == null ? "" : run.weightsSha256());
                text.append(String.join(",", row)).append('\n');
            }
        }
        return text.toString();
    }
}
