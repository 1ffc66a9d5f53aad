package gradus.experiment.claims;

import gradus.experiment.comparisons.NumberText;
import gradus.experiment.reports.Picture;
import gradus.experiment.statistics.ConfidenceInterval;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What came of a claim, as the part of its file under `## Result`.
public final class ClaimReport {
    private ClaimReport() {}

    /// Writes the report as Markdown: a table of rules and findings, a picture, a table of levels and means for
    /// each set of seeds, then the circumstances.
    ///
    /// @param rules what came of each rule
    /// @param sets what each set of seeds measured
    /// @param circumstances machine and duration, one sentence each
    /// @param picture name of the file that has the first set's picture; empty for none
    /// @return the text
    public static String markdown(
            List<Repetition> rules, List<Measurements> sets, List<String> circumstances, String picture) {
        StringBuilder text = new StringBuilder("| rule | seen | ");
        text.append("with other seeds | ".repeat(sets.size() - 1)).append("verdict |\n|---|---|");
        text.append("---|".repeat(sets.size())).append('\n');
        for (Repetition rule : rules) {
            text.append("| ").append(rule.claim()).append(" | ");
            rule.findings()
                    .forEach(finding -> text.append(
                                    sets.size() == 1 ? "" : finding.verdict().text() + ": ")
                            .append(finding.seen())
                            .append(" | "));
            text.append("**").append(rule.verdict().text()).append("** |\n");
        }
        Picture drawn = sets.getFirst().picture();
        if (drawn != null && !picture.isEmpty()) {
            text.append("\n![")
                    .append(drawn.description())
                    .append("](")
                    .append(picture)
                    .append(")\n");
        }
        List<String> measures = measures(rules, sets.getFirst());
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            Measurements set = sets.get(i);
            boolean first = i == 0;
            text.append(first ? "\n| level | " : "\n| level, other seeds | ").append(String.join(" | ", measures));
            text.append(" |\n|---").append("|---:".repeat(measures.size())).append("|\n");
            set.levels().keySet().forEach(level -> {
                text.append("| ").append(level);
                measures.forEach(measure -> text.append(" | ").append(cell(set, level, measure)));
                text.append(" |\n");
            });
            set.notes().forEach(note -> sentences.add(first ? note : "Other seeds: " + note));
        }
        sentences.addAll(circumstances);
        text.append('\n');
        sentences.forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        return text.toString();
    }

    /// Those that rules are about, and passes and accuracies beside them.
    private static List<String> measures(List<Repetition> rules, Measurements measurements) {
        Set<String> named = new LinkedHashSet<>();
        rules.forEach(rule -> named.add(rule.claim().quantity()));
        Map<String, double[]> first = measurements.levels().values().iterator().next();
        for (String usual : List.of("test_accuracy", "train_accuracy", "train_loss", "passes")) {
            if (first.containsKey(usual)) {
                named.add(usual);
            }
        }
        return List.copyOf(named);
    }

    /// A level that is measured by other things, as a ratio of two others is, has an empty cell.
    private static String cell(Measurements measurements, String level, String measure) {
        if (!measurements.has(level, measure)) {
            return "";
        }
        double[] values = measurements.values(level, measure);
        ConfidenceInterval mean = measurements.mean(level, measure);
        if (mean.n() == 0) {
            return "–";
        }
        String spread = mean.n() == 1 ? "" : " ± " + NumberText.text(mean.high() - mean.mean());
        String missing = mean.n() == values.length ? "" : " (" + mean.n() + " of " + values.length + ")";
        return NumberText.text(mean.mean()) + spread + missing;
    }
}
