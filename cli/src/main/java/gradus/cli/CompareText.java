package gradus.cli;

import gradus.experiment.comparisons.ComparisonResult;
import gradus.experiment.comparisons.Contrast;
import gradus.experiment.comparisons.LearningCurve;
import gradus.experiment.comparisons.LevelResult;
import gradus.experiment.comparisons.NumberText;
import gradus.experiment.comparisons.Spread;
import gradus.experiment.statistics.ConfidenceInterval;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// A comparison as people read it in a terminal.
final class CompareText {
    private CompareText() {}

    static void print(ComparisonResult result, PrintWriter out) {
        out.println(result.data() + ": " + result.comparison().question() + ", "
                + NumberText.counted(result.seeds(), "seed"));
        out.println(result.mode());
        out.println();
        String measure = rows(result.on()) + " " + result.measure();
        List<List<String>> table = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(
                "", measure, "95% from", "to", "diverged", "seconds", "epochs", "passes", "gradients", "memory"));
        if (result.target() != null) {
            header.add("passes to " + result.log() + " " + NumberText.text(result.target()));
        }
        table.add(header);
        for (LevelResult level : result.levels()) {
            table.add(row(level, result));
        }
        Report.print(table, out);
        out.println();
        for (Contrast contrast : result.contrasts()) {
            out.println((contrast.real() ? "* " : "- ") + contrast.verdict());
            out.println("    Held equal: " + contrast.pairing().text() + ".");
        }
        LearningCurve curve = result.curve();
        if (curve != null) {
            out.println();
            out.println((curve.real() ? "* " : "- ") + curve.verdict());
        }
        if (!result.fronts().isEmpty()) {
            out.println();
            result.fronts().forEach(front -> out.println(front.sentence(measure)));
        }
        if (!result.warnings().isEmpty()) {
            out.println();
            result.warnings().forEach(warning -> out.println("Note: " + warning));
        }
    }

    static void print(Spread.Result result, PrintWriter out) {
        out.println(result.data() + ": where the spread of the " + result.measure() + " comes from, "
                + NumberText.counted(result.seeds(), "seed") + ", " + NumberText.counted(result.runs(), "run"));
        out.println();
        Report.print(result.table(), out);
        out.println();
        result.sentences().forEach(out::println);
        out.println();
    }

    private static List<String> row(LevelResult level, ComparisonResult result) {
        ConfidenceInterval interval = level.interval();
        String name = level.level().name()
                + (level.tuning() == null
                        ? ""
                        : " (" + level.tuning().parameter() + " "
                                + level.tuning().value() + ")");
        List<String> row = new ArrayList<>(List.of(
                name,
                interval == null ? "–" : NumberText.text(interval.mean()),
                interval == null ? "–" : NumberText.text(interval.low()),
                interval == null ? "–" : NumberText.text(interval.high()),
                level.diverged() == 0
                        ? ""
                        : level.diverged() + " of " + level.runs().size(),
                NumberText.seconds(level.seconds()),
                NumberText.count(level.epochs()),
                NumberText.count(level.passes()),
                NumberText.count(level.gradients()),
                NumberText.bytes(level.memory())));
        if (result.target() != null) {
            int n = level.runs().size();
            row.add(
                    level.reached() == 0
                            ? "never"
                            : Double.isInfinite(level.medianToTarget())
                                    ? "in " + level.reached() + " of " + n + " runs"
                                    : NumberText.count(level.medianToTarget())
                                            + (level.reached() < n ? " (" + level.reached() + " of " + n + ")" : ""));
        }
        return row;
    }

    static String rows(String on) {
        return switch (on) {
            case "val" -> "validation";
            case "train" -> "training";
            default -> on;
        };
    }
}
