package gradus.experiment.claims;

import static gradus.internal.Require.require;

import gradus.data.tables.CsvOptions;
import gradus.experiment.FinishedRun;
import gradus.experiment.Settings;
import gradus.experiment.comparisons.RangeTest;
import gradus.experiment.comparisons.RateSearch;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.comparisons.Runner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How good the learning rates are that a [search][RateSearch] suggests: the test loss of trainings with them, over
/// that with the best rate of a grid. Losses are means over seeds that the search did not use, and that did not
/// choose the best rate either: the lowest of several means is too low by chance.
public final class SuggestedRates {
    /// What is learned, unless others are given.
    public static final List<String> DATA = List.of(
            "moons(samples=300, noise=0.3)",
            "spiral(samples=300)",
            "iris",
            "wine",
            "breast_cancer",
            "digits",
            "diabetes",
            "auto_mpg");

    private static final List<String> OPTIMIZERS = List.of("sgd", "sgd(momentum=0.9)", "adam");
    private static final List<String> GRID =
            List.of("0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3");
    private static final String EPOCHS = "20";
    /// Seeds that choose the best rate, and as many others that judge it beside the suggested ones.
    private static final int JUDGES = 8;
    /// Far from the seeds of the searches.
    private static final long FIRST_JUDGE = 1_000_000;
    private static final double GOOD = 1.5;

    private SuggestedRates() {}

    /// Searches with each optimizer on all data.
    ///
    /// @param data names of the data
    /// @param tries searches with each, of different seeds
    /// @param seed of the first search
    /// @param threads how many runs are made side by side
    /// @param listener called after every run
    /// @return of each optimizer the ratio to the best loss of every search, and whether it is at most 1.5
    public static Measurements measure(List<String> data, int tries, long seed, int threads, Runner.Listener listener) {
        require(tries >= 1, "searches must be at least 1, got %s", tries);
        Map<String, Map<String, double[]>> levels = new LinkedHashMap<>();
        int[] runs = {0};
        for (String optimizer : OPTIMIZERS) {
            List<Double> ratios = new ArrayList<>();
            for (String name : data) {
                Runner runner = new Runner(name, new CsvOptions(), RunLog.inMemory(), threads, (done, total, run) -> {
                    runs[0]++;
                    listener.ended(done, total, run);
                });
                Settings settings = Settings.of(name)
                        .with("optimizer", optimizer)
                        .with("epochs", EPOCHS)
                        .with("patience", "0");
                List<Double> chosen = losses(runner, settings, GRID, FIRST_JUDGE);
                String best = GRID.get(chosen.indexOf(Collections.min(chosen)));
                List<String> found = new ArrayList<>();
                for (int i = 0; i < tries; i++) {
                    Double rate = RateSearch.of(
                                    settings.seed(seed + i),
                                    new CsvOptions(),
                                    RangeTest.LOWEST,
                                    RangeTest.HIGHEST,
                                    RangeTest.STEPS,
                                    RateSearch.PASSES,
                                    threads,
                                    (done, total, run) -> runs[0]++)
                            .rate();
                    found.add(String.valueOf(rate == null ? RangeTest.LOWEST : rate));
                }
                long judge = FIRST_JUDGE + JUDGES;
                double lowest = losses(runner, settings, List.of(best), judge).getFirst();
                losses(runner, settings, found, judge).forEach(loss -> ratios.add(loss / lowest));
            }
            double[] ratio = ratios.stream().mapToDouble(Double::doubleValue).toArray();
            double[] good =
                    ratios.stream().mapToDouble(value -> value <= GOOD ? 1 : 0).toArray();
            levels.put(optimizer, Map.of("good", good, "ratio", ratio));
        }
        return new Measurements(levels, runs[0], List.of());
    }

    /// The mean test loss at each rate; infinite where a run diverged.
    private static List<Double> losses(Runner runner, Settings settings, List<String> rates, long firstSeed) {
        List<Settings> wanted = new ArrayList<>();
        for (String rate : rates) {
            for (int i = 0; i < JUDGES; i++) {
                wanted.add(settings.with("learning_rate", rate).seed(firstSeed + i));
            }
        }
        List<@Nullable FinishedRun> runs = runner.run(wanted);
        List<Double> losses = new ArrayList<>();
        for (int from = 0; from < runs.size(); from += JUDGES) {
            double sum = 0;
            for (FinishedRun run : runs.subList(from, from + JUDGES)) {
                sum += run != null && run.finished() ? run.measure("test_loss") : Double.POSITIVE_INFINITY;
            }
            losses.add(sum / JUDGES);
        }
        return losses;
    }
}
