package gradus.experiment.comparisons;

import gradus.experiment.reports.Html;
import gradus.experiment.statistics.ConfidenceInterval;
import gradus.experiment.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The page of a comparison.
final class ComparisonReport {
    private static final List<String> DIFFERENCE =
            List.of("difference", "95% interval", "better / equal / worse", "p", "p corrected", "p for other rows");

    private ComparisonReport() {}

    static Html of(ComparisonResult result, String command, Map<String, String> machine) {
        Html page = new Html("Controlled comparison", result.comparison().question() + " on " + result.data());
        boolean factorial = result.comparison().design() == Design.FACTORIAL;
        page.soft(sentence(result.mode()) + " " + result.seeds() + " seeds a level; the first level"
                + (factorial ? " of each factor" : "") + " is the baseline.");
        for (Contrast contrast : result.contrasts()) {
            page.verdict(
                    contrast.real(),
                    contrast.verdict(),
                    "Held equal: " + contrast.pairing().text() + ".");
        }
        LearningCurve curve = result.curve();
        if (curve != null) {
            page.verdict(curve.real(), curve.verdict(), "");
        }
        result.warnings().forEach(page::note);
        List<String> names =
                result.levels().stream().map(level -> level.level().name()).toList();
        String measure = rows(result.on()) + " " + result.measure();
        page.heading("What came out");
        page.table(levels(result, measure));
        page.charts(
                false, List.of(ComparisonCharts.means(result, measure), ComparisonCharts.differences(result, measure)));
        if (factorial) {
            page.heading("Effects");
            page.soft("A choice against the first of its factor, as a mean over the others; two choices together"
                    + " against the sum of their effects.");
            page.table(effects(result));
            page.charts(false, ComparisonCharts.maps(result, measure));
        }
        if (curve != null) {
            page.heading("Would more " + curve.size() + " help?");
            page.legend(List.of("measured", curve.formula()));
            page.charts(false, List.of(ComparisonCharts.learning(curve)));
        }
        page.heading("Pair by pair");
        page.soft("A line is one seed: the same split and, where the choice allows it, the same first weights, batches"
                + " and masks. The grey line is the mean.");
        page.charts(true, ComparisonCharts.slopes(result));
        page.heading("While they learned");
        page.soft("The mean over seeds, with a 95% interval. A run that ended early or diverged keeps its last value"
                + " out of later means.");
        page.legend(names);
        page.charts(false, ComparisonCharts.curves(result));
        if (result.comparison().tune() != null) {
            page.heading("What was tried of " + result.comparison().tune().name());
            page.soft(
                    "Mean over 3 seeds used for nothing else, on the validation rows. A level whose best value lies at"
                            + " the edge may do better beyond it.");
            page.legend(names);
            page.charts(false, List.of(ComparisonCharts.isolation(result)));
            page.table(tuned(result));
        }
        page.heading("What it cost");
        page.soft("A pass goes forward and back once and makes one update; a gradient is one row in a pass. Memory is"
                + " weights, gradients, optimizer state and layer outputs of a batch. Seconds were measured with runs"
                + " side by side." + target(result));
        page.table(costs(result));
        result.fronts().forEach(front -> page.soft(front.sentence(measure)));
        page.charts(
                false,
                result.fronts().stream()
                        .map(front -> ComparisonCharts.front(front, measure))
                        .toList());
        page.heading("Settings");
        page.definitions(settings(result));
        page.heading("Machine");
        page.definitions(machine.entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList());
        if (!command.isEmpty()) {
            page.heading("Again");
            page.code(command);
        }
        page.soft(
                "Intervals of levels: Student's t; of differences: that of the test. p: sign flips of the paired differences, exact up to 20 seeds; the sign"
                        + " test where a run diverged. Corrected for the number of comparisons by Holm's method. Real: corrected p"
                        + " at most 0.05.");
        return page;
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    static String rows(String on) {
        return on.equals("val") ? "validation" : on.equals("train") ? "training" : on;
    }

    /// What came out, as a table: a row a level, under a row of headings.
    static List<List<String>> levels(ComparisonResult result, String measure) {
        List<List<String>> table = new ArrayList<>();
        boolean beside = result.comparison().design() != Design.FACTORIAL;
        List<String> header = new ArrayList<>(List.of("level", measure, "95% interval"));
        header.addAll(beside ? DIFFERENCE : List.of());
        header.add("diverged");
        table.add(header);
        for (int i = 0; i < result.levels().size(); i++) {
            LevelResult level = result.levels().get(i);
            List<String> row = new ArrayList<>();
            row.add(level.level().name());
            row.addAll(numbers(level.interval(), false));
            if (beside) {
                row.addAll(
                        i == 0
                                ? List.of("baseline", "", "", "", "", "")
                                : difference(result.contrasts().get(i - 1)));
            }
            row.add(level.diverged() + " of " + level.runs().size());
            table.add(row);
        }
        return table;
    }

    private static List<List<String>> effects(ComparisonResult result) {
        List<List<String>> table = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("effect of", "against"));
        header.addAll(DIFFERENCE);
        table.add(header);
        for (Contrast contrast : result.contrasts()) {
            List<String> row = new ArrayList<>(
                    List.of(contrast.effect().name(), contrast.effect().against()));
            row.addAll(difference(contrast));
            table.add(row);
        }
        return table;
    }

    /// The cells of a contrast, under [#DIFFERENCE].
    private static List<String> difference(Contrast contrast) {
        PairedDifference difference = contrast.difference();
        List<String> row = new ArrayList<>(numbers(contrast.interval(), true));
        row.add(difference.wins() + " / " + difference.ties() + " / " + difference.losses());
        row.add(NumberText.p(difference.p()));
        row.add(NumberText.p(contrast.adjusted()));
        row.add(contrast.others() == null ? "–" : NumberText.p(contrast.othersAdjusted()));
        return row;
    }

    private static List<String> numbers(
            @org.jspecify.annotations.Nullable ConfidenceInterval interval, boolean signed) {
        if (interval == null || Double.isNaN(interval.low())) {
            return List.of(interval == null ? "–" : NumberText.text(interval.mean()), "–");
        }
        return signed
                ? List.of(
                        NumberText.signed(interval.mean()),
                        NumberText.signed(interval.low()) + " to " + NumberText.signed(interval.high()))
                : List.of(
                        NumberText.text(interval.mean()),
                        NumberText.text(interval.low()) + " to " + NumberText.text(interval.high()));
    }

    private static List<List<String>> tuned(ComparisonResult result) {
        List<List<String>> table = new ArrayList<>();
        for (LevelResult level : result.levels()) {
            Tuning tuning = level.tuning();
            if (tuning == null) {
                continue;
            }
            if (table.isEmpty()) {
                List<String> header = new ArrayList<>(List.of("level", "taken"));
                tuning.points().forEach(point -> header.add(point.value()));
                table.add(header);
            }
            List<String> row = new ArrayList<>(List.of(level.level().name(), tuning.value()));
            tuning.points()
                    .forEach(point -> row.add(NumberText.text(point.mean())
                            + (point.diverged() > 0 ? " (" + point.diverged() + " diverged)" : "")));
            table.add(row);
        }
        return table;
    }

    private static String target(ComparisonResult result) {
        return result.target() == null
                ? ""
                : " Passes to a " + (result.log().equals("val_loss") ? "validation " : "training ") + "loss of "
                        + NumberText.text(result.target())
                        + ", without penalties, are right to about a tenth; the median over seeds.";
    }

    /// What it cost, as a table: a row a level, under a row of headings.
    static List<List<String>> costs(ComparisonResult result) {
        List<List<String>> table = new ArrayList<>();
        List<String> header =
                new ArrayList<>(List.of("level", "seconds a run", "epochs", "passes", "gradients", "memory"));
        if (result.target() != null) {
            header.addAll(List.of("passes to " + NumberText.text(result.target()), "reached by"));
        }
        table.add(header);
        for (LevelResult level : result.levels()) {
            List<String> row = new ArrayList<>(List.of(
                    level.level().name(),
                    NumberText.seconds(level.seconds()),
                    NumberText.count(level.epochs()),
                    NumberText.count(level.passes()),
                    NumberText.count(level.gradients()),
                    NumberText.bytes(level.memory())));
            if (result.target() != null) {
                row.add(Double.isInfinite(level.medianToTarget()) ? "–" : NumberText.count(level.medianToTarget()));
                row.add(level.reached() + " of " + level.runs().size());
            }
            table.add(row);
        }
        return table;
    }

    private static List<List<String>> settings(ComparisonResult result) {
        List<List<String>> entries = new ArrayList<>();
        result.levels().getFirst().level().settings().texts().forEach((name, text) -> {
            if (!text.isEmpty()) {
                entries.add(List.of(name, text));
            }
        });
        entries.add(List.of(
                "early end",
                result.patience() == 0
                        ? "never"
                        : "after " + result.patience() + " epochs without improvement, the same rule for every run"));
        return entries;
    }
}
