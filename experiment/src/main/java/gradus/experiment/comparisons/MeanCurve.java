package gradus.experiment.comparisons;

import gradus.experiment.FinishedRun;
import gradus.experiment.reports.Chart;
import gradus.experiment.statistics.ConfidenceInterval;
import java.util.ArrayList;
import java.util.List;

/// Histories of several seeds as one line with a band.
final class MeanCurve {
    /// Beyond this ratio of passes, levels are shown by logarithms.
    private static final double FAR = 20;
    /// More points are not seen.
    private static final int POINTS = 300;

    private MeanCurve() {}

    /// The mean of a logged value with its interval, by passes: at each epoch over the runs that reached it, while at
    /// least half did.
    static Chart.Line of(List<FinishedRun> runs, String log) {
        List<Double> x = new ArrayList<>();
        List<ConfidenceInterval> intervals = new ArrayList<>();
        int epochs = runs.stream().mapToInt(FinishedRun::epochs).max().orElse(0);
        int stride = Math.max(1, Math.ceilDiv(epochs, POINTS));
        for (int epoch = stride - 1; epoch < epochs; epoch += stride) {
            List<Double> values = new ArrayList<>();
            double passes = 0;
            for (FinishedRun run : runs) {
                List<Double> column = run.history().getOrDefault(log, List.of());
                if (epoch < column.size() && Double.isFinite(column.get(epoch))) {
                    values.add(column.get(epoch));
                    passes = (double) run.passes() / Math.max(1, run.epochs()) * (epoch + 1);
                }
            }
            if (values.isEmpty()) {
                // Validation, which may be computed in some epochs only.
                continue;
            }
            if (values.size() * 2 < runs.size()) {
                break;
            }
            x.add(passes);
            intervals.add(ConfidenceInterval.of(
                    values.stream().mapToDouble(Double::doubleValue).toArray()));
        }
        return new Chart.Line(
                x.stream().mapToDouble(Double::doubleValue).toArray(),
                intervals.stream().mapToDouble(ConfidenceInterval::mean).toArray(),
                intervals.stream().mapToDouble(ConfidenceInterval::low).toArray(),
                intervals.stream().mapToDouble(ConfidenceInterval::high).toArray());
    }

    /// Whether some level makes many times as many passes as another.
    static boolean spread(List<Chart.Line> lines) {
        double fewest = Double.POSITIVE_INFINITY;
        double most = 0;
        for (Chart.Line line : lines) {
            if (line.x().length > 0) {
                fewest = Math.min(fewest, line.x()[line.x().length - 1]);
                most = Math.max(most, line.x()[line.x().length - 1]);
            }
        }
        return most > FAR * fewest;
    }

    /// A level as a number, or its place if it is none.
    static double number(String text, int place) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return place;
        }
    }
}
