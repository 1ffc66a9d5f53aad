package gradus.experiment.reports;

import gradus.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws what a training logged, epoch by epoch.
public final class Curves {
    private static final String VALIDATION = "val_";
    private static final String RATE = "learning_rate";

    private Curves() {}

    /// {@return a chart of the loss and one of each metric, with the validation rows in it if there were any}
    ///
    /// @param history the history
    /// @param most how many charts at most
    /// @param last whether titles have the last values
    public static Picture of(History history, int most, boolean last) {
        List<Chart> charts = new ArrayList<>();
        for (String log : history.values().keySet()) {
            if (!log.startsWith(VALIDATION) && !log.equals(RATE) && charts.size() < most) {
                String words = log.replace('_', ' ');
                String title = last ? words + lastValues(history, log) : words;
                charts.add(Chart.lines(title, "epoch", words, false, false, lines(history, log)));
            }
        }
        boolean validated = history.values().containsKey(VALIDATION + "loss");
        return new Picture(charts, validated ? List.of("training", "validation") : List.of("training"));
    }

    /// {@return a line of a log, and one of the validation rows if there were any}
    ///
    /// @param history the history
    /// @param log name of the log, as in `loss`
    public static List<Chart.Line> lines(History history, String log) {
        double[] epochs =
                history.epochs().stream().mapToDouble(epoch -> epoch + 1.0).toArray();
        List<Chart.Line> lines = new ArrayList<>();
        for (String name : List.of(log, VALIDATION + log)) {
            List<Double> values = history.values().get(name);
            if (values != null) {
                double[] y = values.stream().mapToDouble(Double::doubleValue).toArray();
                lines.add(new Chart.Line(epochs, y, null, null));
            }
        }
        return lines;
    }

    private static String lastValues(History history, String log) {
        String text = String.format(Locale.ROOT, " %.4f", history.last(log));
        return history.values().containsKey(VALIDATION + log)
                ? text + String.format(Locale.ROOT, ", validation %.4f", history.last(VALIDATION + log))
                : text;
    }
}
