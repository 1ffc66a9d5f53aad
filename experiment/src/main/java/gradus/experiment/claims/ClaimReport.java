package gradus.experiment.claims;

import gradus.experiment.comparisons.NumberText;
import gradus.experiment.statistics.ConfidenceInterval;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What came of a claim, as the part of its file under `## Result`.
public final class ClaimReport {
    private ClaimReport() {}

    /// Writes the report as Markdown: a table of rules and findings, a table of levels and means, then the
    /// circumstances.
    ///
    /// @param findings what the runs show
    /// @param measurements the measured values
    /// @param circumstances machine and duration, one sentence each
    /// @return the text
    public static String markdown(List<Finding> findings, Measurements measurements, List<String> circumstances) {
        StringBuilder text = new StringBuilder("| rule | seen | verdict |\n|---|---|---|\n");
        for (Finding finding : findings) {
            text.append("| ")
                    .append(finding.claim())
                    .append(" | ")
                    .append(finding.seen())
                    .append(" | **")
                    .append(finding.verdict().text())
                    .append("** |\n");
        }
        List<String> measures = measures(findings, measurements);
        text.append("\n| level | ").append(String.join(" | ", measures)).append(" |\n|---");
        text.append("|---:".repeat(measures.size())).append("|\n");
        measurements.levels().keySet().forEach(level -> {
            text.append("| ").append(level);
            measures.forEach(measure -> text.append(" | ").append(cell(measurements, level, measure)));
            text.append(" |\n");
        });
        List<String> sentences = new ArrayList<>(measurements.notes());
        sentences.addAll(circumstances);
        text.append('\n');
        sentences.forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        return text.toString();
    }

    /// Those that rules are about, and passes and accuracies beside them.
    private static List<String> measures(List<Finding> findings, Measurements measurements) {
        Set<String> named = new LinkedHashSet<>();
        findings.forEach(finding -> named.add(finding.claim().quantity()));
        Map<String, double[]> first = measurements.levels().values().iterator().next();
        for (String usual : List.of("test_accuracy", "train_accuracy", "train_loss", "passes")) {
            if (first.containsKey(usual)) {
                named.add(usual);
            }
        }
        return List.copyOf(named);
    }

    private static String cell(Measurements measurements, String level, String measure) {
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
