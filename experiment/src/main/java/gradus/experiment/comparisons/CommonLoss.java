package gradus.experiment.comparisons;

import gradus.experiment.FinishedRun;
import gradus.experiment.LossCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// A loss to which the passes of all levels can be counted.
final class CommonLoss {
    /// A level that goes less of the way from the start to the lowest loss of all does not learn.
    private static final double LEARNS = 0.05;

    private CommonLoss() {}

    /// {@return the loss that the worst level reaches in half of its runs, of those levels that finish and learn at
    /// all; null if there is none} No run starts with it: a level learns if it gets a part of the way from the
    /// lowest first loss of all runs to the lowest loss of all levels.
    ///
    /// @param levels how many there are
    /// @param runs those of each seed, in the order of the levels
    static @Nullable Double of(int levels, List<List<FinishedRun>> runs) {
        double start = Double.POSITIVE_INFINITY;
        List<Double> reached = new ArrayList<>();
        for (int i = 0; i < levels; i++) {
            int level = i;
            List<FinishedRun> own = runs.stream().map(seed -> seed.get(level)).toList();
            for (double first : sorted(own, LossCurve::first)) {
                start = Math.min(start, first);
            }
            double[] lowest = sorted(own.stream().filter(FinishedRun::finished).toList(), LossCurve::lowest);
            if (lowest.length * 2 > runs.size()) {
                reached.add(lowest[lowest.length / 2]);
            }
        }
        double way = 0;
        for (double loss : reached) {
            way = Math.max(way, start - loss);
        }
        double worst = Double.NEGATIVE_INFINITY;
        for (double loss : reached) {
            if (way > 0 && start - loss >= LEARNS * way) {
                worst = Math.max(worst, loss);
            }
        }
        if (Double.isInfinite(worst)) {
            return null;
        }
        double target = roundedUp(worst);
        return target < start ? target : worst;
    }

    private static double[] sorted(List<FinishedRun> runs, ToDoubleFunction<LossCurve> value) {
        return runs.stream()
                .map(FinishedRun::curve)
                .filter(Objects::nonNull)
                .mapToDouble(value)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    private static double roundedUp(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 2);
        return value == 0 ? 0 : Math.ceil(value / unit) * unit;
    }
}
