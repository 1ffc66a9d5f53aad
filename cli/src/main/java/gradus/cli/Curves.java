package gradus.cli;

import gradus.History;
import gradus.experiment.reports.Chart;
import java.util.ArrayList;
import java.util.List;

/// Draws how loss and metric changed from epoch to epoch.
final class Curves {
    private static final int MOST = 2;

    private Curves() {}

    /// The loss, and the first metric beside it if there is one, as an SVG file.
    static String svg(History history) {
        List<Chart> charts = new ArrayList<>();
        for (String name : history.values().keySet()) {
            if (!name.startsWith("val_") && !name.equals("learning_rate") && charts.size() < MOST) {
                charts.add(chart(history, name));
            }
        }
        boolean validation = history.values().containsKey("val_loss");
        return Chart.file(charts, validation ? List.of("training", "validation") : List.of("training"));
    }

    private static Chart chart(History history, String name) {
        double[] epochs =
                history.epochs().stream().mapToDouble(epoch -> epoch + 1.0).toArray();
        List<Chart.Line> lines = new ArrayList<>();
        for (String log : List.of(name, "val_" + name)) {
            List<Double> values = history.values().get(log);
            if (values != null) {
                double[] y = values.stream().mapToDouble(Double::doubleValue).toArray();
                lines.add(new Chart.Line(epochs, y, null, null));
            }
        }
        String words = name.replace('_', ' ');
        return Chart.lines(words, "epoch", words, false, false, lines);
    }
}
