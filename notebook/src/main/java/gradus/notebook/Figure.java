package gradus.notebook;

import gradus.History;
import gradus.experiment.reports.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Charts side by side that a notebook shows, under one legend.
///
/// @param charts the charts
/// @param legend what the series are, the same in all charts
public record Figure(List<Chart> charts, List<String> legend) {
    private static final String VALIDATION = "val_";

    /// Copies the lists.
    public Figure {
        charts = List.copyOf(charts);
        legend = List.copyOf(legend);
    }

    /// What a training logged, epoch by epoch: a chart each for the loss and every metric, with its last value.
    static Figure of(History history) {
        Map<String, List<Double>> values = history.values();
        List<Chart> charts = new ArrayList<>();
        boolean validated = false;
        for (String name : values.keySet()) {
            List<Double> validation = values.get(VALIDATION + name);
            if (!name.startsWith(VALIDATION)) {
                List<Chart.Line> lines = new ArrayList<>(List.of(line(numbers(history, name))));
                String title = name + " " + last(history, name);
                if (validation != null) {
                    validated = true;
                    lines.add(line(numbers(history, VALIDATION + name)));
                    title += ", validation " + last(history, VALIDATION + name);
                }
                charts.add(Chart.lines(title, "epoch", name, false, false, lines));
            }
        }
        return new Figure(charts, validated ? List.of("training", "validation") : List.of("training"));
    }

    /// Numbers over 1, 2, 3, …
    static Chart.Line line(double[] numbers) {
        double[] places = new double[numbers.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = i + 1.0;
        }
        return new Chart.Line(places, numbers, null, null);
    }

    static double[] numbers(History history, String log) {
        return history.get(log).stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static String last(History history, String log) {
        return String.format(Locale.ROOT, "%.4f", history.last(log));
    }

    /// The drawing.
    String svg() {
        return Chart.file(charts, legend);
    }

    /// The titles.
    @Override
    public String toString() {
        return String.join("; ", charts.stream().map(Chart::title).toList());
    }
}
