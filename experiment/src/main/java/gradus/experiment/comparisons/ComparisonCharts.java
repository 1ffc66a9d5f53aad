package gradus.experiment.comparisons;

import gradus.experiment.FinishedRun;
import gradus.experiment.reports.Chart;
import gradus.experiment.reports.HeatMap;
import gradus.experiment.reports.SearchCharts;
import gradus.experiment.statistics.ConfidenceInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The drawings of a comparison, for its report and for the lab.
public final class ComparisonCharts {
    /// Of a law, so that it looks round.
    private static final int LAW_POINTS = 60;

    /// From this factor between costs on, the axis is logarithmic.
    private static final double LOGARITHMIC = 10;

    private ComparisonCharts() {}

    /// {@return what came out: mean and interval of each level}
    ///
    /// @param result result of the comparison
    /// @param measure in words
    public static Chart means(ComparisonResult result, String measure) {
        List<Chart.Range> rows = new ArrayList<>();
        for (LevelResult level : result.levels()) {
            rows.add(range(level.level().name(), level.interval(), false));
        }
        return Chart.ranges("Mean and 95% interval", measure, Double.NaN, rows);
    }

    /// {@return what came out by two factors at a time, as maps; a mean over the levels of others}
    ///
    /// @param result result of the comparison
    /// @param measure in words
    public static List<Chart> maps(ComparisonResult result, String measure) {
        List<Factor> factors = result.comparison().factors();
        List<Chart> maps = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            for (Factor across : factors.subList(i + 1, factors.size())) {
                Factor down = factors.get(i);
                List<Chart.Range> cells = new ArrayList<>();
                for (String row : down.levels()) {
                    for (String column : across.levels()) {
                        Map<String, String> choices = Map.of(down.name(), row, across.name(), column);
                        cells.add(cell(mean(result, choices)));
                    }
                }
                maps.add(HeatMap.of(
                        "Mean " + measure + " and its 95% interval; darker is better",
                        down.levels().stream().map(down::choice).toList(),
                        across.levels().stream().map(across::choice).toList(),
                        result.higherIsBetter(),
                        cells));
            }
        }
        return maps;
    }

    private static Chart.Range cell(@Nullable ConfidenceInterval mean) {
        Chart.Range cell = range("", mean, false);
        return mean == null || Double.isNaN(mean.low())
                ? cell
                : new Chart.Range(
                        "",
                        mean.mean(),
                        mean.low(),
                        mean.high(),
                        cell.text() + "\n" + NumberText.text(mean.low()) + " to " + NumberText.text(mean.high()));
    }

    /// Over all levels with some choices, and the seeds in which none of them diverged.
    private static @Nullable ConfidenceInterval mean(ComparisonResult result, Map<String, String> choices) {
        List<LevelResult> levels = result.levels().stream()
                .filter(level -> level.level().choices().entrySet().containsAll(choices.entrySet()))
                .toList();
        double[] values = IntStream.range(0, result.seeds())
                .mapToDouble(seed -> levels.stream()
                        .mapToDouble(level -> level.values()[seed])
                        .average()
                        .orElseThrow())
                .filter(Double::isFinite)
                .toArray();
        return values.length == 0 ? null : ConfidenceInterval.of(values);
    }

    /// {@return every effect: mean and interval of the paired difference}
    ///
    /// @param result result of the comparison
    /// @param measure in words
    public static Chart differences(ComparisonResult result, String measure) {
        List<Chart.Range> rows = new ArrayList<>();
        boolean factorial = result.comparison().design() == Design.FACTORIAL;
        if (!factorial) {
            String baseline = result.levels().getFirst().level().name();
            rows.add(new Chart.Range(baseline + " (baseline)", 0, Double.NaN, Double.NaN, ""));
        }
        for (Contrast contrast : result.contrasts()) {
            rows.add(range(contrast.effect().name(), contrast.interval(), true));
        }
        String title = factorial ? "Effect" : "Difference from the baseline";
        return Chart.ranges(title + ", pair by pair", "difference in " + measure, 0, rows);
    }

    /// {@return passes to the loss that was asked for, of each level: mean and interval of the runs that came
    /// there} For comparisons with such a loss.
    ///
    /// @param result result of the comparison
    public static Chart passes(ComparisonResult result) {
        List<Chart.Range> rows = new ArrayList<>();
        for (LevelResult level : result.levels()) {
            double[] reached =
                    Arrays.stream(level.toTarget()).filter(Double::isFinite).toArray();
            int runs = level.runs().size();
            String name = level.level().name()
                    + (reached.length < runs ? " (" + reached.length + " of " + runs + " runs)" : "");
            rows.add(
                    reached.length == 0
                            ? new Chart.Range(level.level().name(), Double.NaN, Double.NaN, Double.NaN, "never")
                            : range(name, ConfidenceInterval.of(reached), false));
        }
        String target = result.target() == null ? "" : " to a loss of " + NumberText.text(result.target());
        return Chart.ranges("Passes" + target, "passes", Double.NaN, rows);
    }

    /// {@return every level by its cost, and the line of those that are worth it}
    ///
    /// @param front levels and costs
    /// @param measure in words
    public static Chart front(Front front, String measure) {
        double[] x = front.all().stream().mapToDouble(Front.Point::cost).toArray();
        double[] y = front.all().stream().mapToDouble(Front.Point::mean).toArray();
        double[] line = new double[x.length];
        double worth = Double.NaN;
        for (int i = 0; i < x.length; i++) {
            worth = front.points().contains(front.all().get(i)) ? y[i] : worth;
            line[i] = worth;
        }
        return SearchCharts.points(
                "Quality against cost", front.cost(), measure, x[x.length - 1] > LOGARITHMIC * x[0], x, y, line);
    }

    private static Chart.Range range(String name, @Nullable ConfidenceInterval interval, boolean signed) {
        return interval == null
                ? new Chart.Range(name, Double.NaN, Double.NaN, Double.NaN, "runs diverged")
                : new Chart.Range(
                        name,
                        interval.mean(),
                        interval.low(),
                        interval.high(),
                        signed ? NumberText.signed(interval.mean()) : NumberText.text(interval.mean()));
    }

    /// {@return every effect, pair by pair}
    ///
    /// @param result result of the comparison
    public static List<Chart> slopes(ComparisonResult result) {
        List<LevelResult> levels = result.levels();
        double[] all = result.contrasts().stream()
                .map(Contrast::effect)
                .flatMapToDouble(effect -> DoubleStream.concat(
                        Arrays.stream(effect.baseline(levels)), Arrays.stream(effect.other(levels))))
                .toArray();
        List<Chart> charts = new ArrayList<>();
        for (Contrast contrast : result.contrasts()) {
            Effect effect = contrast.effect();
            double[] other = effect.other(levels);
            long diverged = Arrays.stream(other)
                    .filter(value -> !Double.isFinite(value))
                    .count();
            charts.add(Chart.slopes(
                    effect.name(),
                    effect.isInteraction() ? "sum of effects" : "baseline",
                    diverged > 0 ? diverged + " diverged" : effect.isInteraction() ? "together" : "this level",
                    effect.baseline(levels),
                    other,
                    all,
                    charts.size() + 1));
        }
        return charts;
    }

    /// {@return losses and metric while levels learned: the mean over seeds, with its interval}
    ///
    /// @param result result of the comparison
    public static List<Chart> curves(ComparisonResult result) {
        String metric = result.measure().equals("loss") ? "" : result.measure();
        return curves(
                result.levels().stream().map(LevelResult::runs).toList(),
                List.of("loss", "val_loss", metric, "val_" + metric));
    }

    /// {@return logged values while levels learned, of the runs that there are so far; no chart where there is
    /// nothing to draw}
    ///
    /// @param levels the runs of each level
    /// @param logs as in `val_loss`, a chart each
    public static List<Chart> curves(List<List<FinishedRun>> levels, List<String> logs) {
        List<Chart> charts = new ArrayList<>();
        for (String log : logs) {
            List<Chart.Line> lines = new ArrayList<>();
            for (List<FinishedRun> runs : levels) {
                lines.add(MeanCurve.of(runs, log));
            }
            if (lines.stream().anyMatch(line -> line.x().length > 1)) {
                boolean loss = log.endsWith("loss");
                boolean positive = lines.stream()
                        .allMatch(line -> Arrays.stream(line.middle()).allMatch(value -> !(value <= 0)));
                String rows = log.startsWith("val_") ? "Validation " : "Training ";
                String name = log.replace("val_", "").replace('_', ' ');
                charts.add(Chart.lines(rows + name, "passes", name, MeanCurve.spread(lines), loss && positive, lines));
            }
        }
        return charts;
    }

    /// {@return how the error falls with a size: the means with their intervals, and the law up to twice the largest}
    ///
    /// @param curve the curve of a comparison
    public static Chart learning(LearningCurve curve) {
        double smallest = curve.sizes()[0];
        double[] x = new double[LAW_POINTS];
        Arrays.setAll(x, i -> smallest * Math.pow(2 * curve.largest() / smallest, i / (LAW_POINTS - 1.0)));
        double[] law = Arrays.stream(x).map(curve.law()::at).toArray();
        List<ConfidenceInterval> errors = curve.errors();
        boolean positive = errors.stream().allMatch(error -> error.mean() > 0);
        return Chart.lines(
                "Error by " + curve.size() + ", and the law up to twice the largest",
                curve.size(),
                curve.error().replace('_', ' '),
                true,
                positive,
                List.of(
                        new Chart.Line(
                                curve.sizes(),
                                errors.stream()
                                        .mapToDouble(ConfidenceInterval::mean)
                                        .toArray(),
                                errors.stream()
                                        .mapToDouble(ConfidenceInterval::low)
                                        .toArray(),
                                errors.stream()
                                        .mapToDouble(ConfidenceInterval::high)
                                        .toArray()),
                        new Chart.Line(x, law, null, null)));
    }

    /// {@return what was tried of the nuisance parameter} For comparisons that tuned one.
    ///
    /// @param result result of the comparison
    public static Chart isolation(ComparisonResult result) {
        List<Chart.Line> lines = new ArrayList<>();
        boolean logarithmic = true;
        for (LevelResult level : result.levels()) {
            Tuning tuning = level.tuning();
            if (tuning == null) {
                continue;
            }
            double[] x = new double[tuning.points().size()];
            double[] middle = new double[x.length];
            double[] low = new double[x.length];
            double[] high = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                Tuning.Point point = tuning.points().get(i);
                x[i] = MeanCurve.number(point.value(), i + 1);
                logarithmic &= x[i] > 0;
                middle[i] = point.mean();
                low[i] = point.results().stream()
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElse(Double.NaN);
                high[i] = point.results().stream()
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(Double.NaN);
            }
            lines.add(new Chart.Line(x, middle, low, high));
        }
        String name = result.comparison().tune() == null
                ? ""
                : result.comparison().tune().name();
        return Chart.lines(
                "Mean, and range from the worst to the best seed",
                name,
                "validation " + result.measure(),
                logarithmic,
                false,
                lines);
    }
}
