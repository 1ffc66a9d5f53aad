package gradus.experiment.explanations;

import gradus.experiment.reports.Chart;
import gradus.experiment.reports.SearchCharts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The chart of an effect: of one output both curves, of several classes the partial dependence of each.
final class ColumnEffectChart {
    static final int MOST_CLASSES = 5;

    private ColumnEffectChart() {}

    /// @param labels of the classes; none for numbers
    static Chart of(ColumnEffect effect, List<String> labels) {
        String what = labels.size() == 2
                ? "probability of " + labels.getLast()
                : labels.isEmpty() ? "mean answer" : "probability";
        double[] x = effect.values().stream().mapToDouble(Double::doubleValue).toArray();
        if (!effect.numeric() && labels.size() == 2) {
            Map<String, Double> shares = new LinkedHashMap<>();
            for (int i = 0; i < effect.labels().size(); i++) {
                shares.put(
                        shortened(effect.labels().get(i)),
                        effect.answers().getFirst().get(i));
            }
            return SearchCharts.bars(effect.column() + ": " + what, shares);
        }
        if (!effect.numeric()) {
            List<Chart.Range> ranges = new ArrayList<>();
            for (int i = 0; i < effect.labels().size(); i++) {
                double answer = effect.answers().getFirst().get(i);
                ranges.add(new Chart.Range(
                        shortened(effect.labels().get(i)), answer, Double.NaN, Double.NaN, ReportText.number(answer)));
            }
            String first = labels.isEmpty() ? what : "probability of " + labels.getFirst();
            return Chart.ranges(effect.column() + ": " + first, first, Double.NaN, ranges);
        }
        List<Chart.Line> lines = new ArrayList<>();
        for (List<Double> answers : effect.answers()
                .subList(0, Math.min(MOST_CLASSES, effect.answers().size()))) {
            lines.add(new Chart.Line(
                    x, answers.stream().mapToDouble(Double::doubleValue).toArray(), null, null));
        }
        if (lines.size() == 1 && !effect.accumulated().isEmpty()) {
            lines.add(new Chart.Line(
                    x,
                    effect.accumulated().getFirst().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray(),
                    null,
                    null));
        }
        return Chart.lines(effect.column(), effect.column(), what, false, false, lines);
    }

    private static String shortened(String label) {
        return label.length() <= 18 ? label : label.substring(0, 17) + "…";
    }
}
