package gradus.experiment.effects;

import static gradus.internal.Require.require;

import gradus.experiment.claims.Measurements;
import gradus.experiment.reports.Chart;
import gradus.experiment.reports.Picture;
import gradus.experiment.statistics.ConfidenceInterval;
import gradus.kernels.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All effects, and how one is measured.
public final class Effects {
    /// Every effect, in the order in which they are shown.
    public static final List<Effect> ALL = List.of(
            new RandomLabels(),
            new LotteryTicket(),
            new ModeConnectivity(),
            new EdgeOfStability(),
            new Ensembles(),
            new LabelSmoothing(),
            new DoubleDescent(),
            new SpectralBias(),
            new Grokking(),
            new SeluAndDepth(),
            new BatchNormAgainstResidual(),
            new SharpnessAware(),
            new CriticalBatch(),
            new WidthTransfer(),
            new WarmUp(),
            new AdamWAgainstL2());

    /// Receives what the seeds show.
    @FunctionalInterface
    public interface Listener {
        /// All runs of a seed have ended.
        ///
        /// @param done how many seeds have
        /// @param total how many there are
        /// @param seen the values of all that have
        void ended(int done, int total, Measurements seen);
    }

    private Effects() {}

    /// {@return the effect of a name, or null}
    ///
    /// @param name the name
    public static @Nullable Effect find(String name) {
        return ALL.stream()
                .filter(effect -> effect.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /// Makes the runs of several seeds.
    ///
    /// @param effect the effect
    /// @param seed the first
    /// @param seeds how many
    /// @param side how many run side by side; it changes no number
    /// @param listener is called when a seed has ended, from one thread at a time
    /// @return the measured values, with a picture: means over the seeds, with their 95% intervals
    public static Measurements measure(Effect effect, long seed, int seeds, int side, Listener listener) {
        require(seeds >= 1, "seeds must be at least 1, got %s", seeds);
        List<Observation> seen = Stream.generate(Observation::new).limit(seeds).toList();
        List<Observation> ended = new ArrayList<>();
        Workers.of(side).run(seeds, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                effect.observe(seed + i, seen.get(i));
                synchronized (ended) {
                    ended.add(seen.get(i));
                    listener.ended(ended.size(), seeds, measurements(ended));
                }
            }
        });
        return measurements(seen).with(picture(effect, seen));
    }

    private static Measurements measurements(List<Observation> seen) {
        int seeds = seen.size();
        Map<String, Map<String, double[]>> levels = new LinkedHashMap<>();
        for (int i = 0; i < seeds; i++) {
            int place = i;
            seen.get(i)
                    .values()
                    .forEach((level, values) -> values.forEach(
                            (measure, value) -> levels.computeIfAbsent(level, key -> new LinkedHashMap<>())
                                    .computeIfAbsent(measure, key -> missing(seeds))[place] = value));
        }
        return new Measurements(levels, levels.size() * seeds, List.of());
    }

    private static double[] missing(int seeds) {
        double[] values = new double[seeds];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static Picture picture(Effect effect, List<Observation> seen) {
        Set<String> legend = new LinkedHashSet<>();
        effect.panels()
                .forEach(panel -> legend.addAll(
                        seen.getFirst().lines().getOrDefault(panel, Map.of()).keySet()));
        List<Chart> charts = new ArrayList<>();
        for (Panel panel : effect.panels()) {
            List<Chart.Line> lines =
                    legend.stream().map(name -> line(panel, name, seen)).toList();
            charts.add(Chart.lines(panel.title(), panel.xTitle(), panel.yTitle(), panel.logX(), panel.logY(), lines));
        }
        return new Picture(charts, List.copyOf(legend));
    }

    /// The mean of each place that all seeds have, with its interval.
    private static Chart.Line line(Panel panel, String name, List<Observation> seen) {
        TreeMap<Double, List<Double>> points = new TreeMap<>();
        for (Observation observation : seen) {
            Map<String, SortedMap<Double, Double>> lines = observation.lines().getOrDefault(panel, Map.of());
            lines.getOrDefault(name, new TreeMap<>())
                    .forEach((x, y) ->
                            points.computeIfAbsent(x, key -> new ArrayList<>()).add(y));
        }
        points.values().removeIf(values -> values.size() < seen.size());
        double[] x = new double[points.size()];
        double[] middle = new double[x.length];
        double[] low = new double[x.length];
        double[] high = new double[x.length];
        int at = 0;
        for (Map.Entry<Double, List<Double>> point : points.entrySet()) {
            double[] values =
                    point.getValue().stream().mapToDouble(Double::doubleValue).toArray();
            ConfidenceInterval mean = ConfidenceInterval.of(values);
            x[at] = point.getKey();
            middle[at] = mean.mean();
            // A mean of what is never negative is not either, nor is that of shares above 1.
            low[at] = Math.max(0, mean.low());
            high[at] = Math.min(panel.most(), mean.high());
            at++;
        }
        return seen.size() > 1 ? new Chart.Line(x, middle, low, high) : new Chart.Line(x, middle, null, null);
    }
}
