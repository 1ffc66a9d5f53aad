package gradus.experiment.comparisons;

import static gradus.internal.Require.require;

import gradus.data.datasets.TableData;
import gradus.experiment.DataSpec;
import gradus.experiment.Experiment;
import gradus.experiment.FinishedRun;
import gradus.experiment.HeldOut;
import gradus.experiment.Recipe;
import gradus.experiment.Settings;
import gradus.internal.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A question: what does this choice do, all else equal, and is it real? Every level runs with the same seeds, so that
/// runs of one seed share split, first weights, batches and masks wherever the choice allows it, and differ in the
/// choice alone.
///
/// Without `tune` the answer holds for the settings as they are. With it, each level first gets the value of a nuisance
/// parameter that suits it best, from the same grid and on seeds of its own, so that the runs which judge it were not
/// chosen for being lucky.
///
/// @param base what all runs share
/// @param factors what is varied; the first level of each is its baseline
/// @param design which combinations of their levels are run, and what they are asked
/// @param seeds how many runs a level, from the base's seed on
/// @param tune the nuisance parameter and its grid, or null
/// @param metric what is measured, as in `accuracy` or `loss`; null for the first of the task
/// @param target the loss to which passes are counted, or null for one that every level reaches that learns
/// @param bundles where a level of the only factor is a name for several choices: those choices; empty otherwise
public record Comparison(
        Settings base,
        List<Factor> factors,
        Design design,
        int seeds,
        @Nullable Factor tune,
        @Nullable String metric,
        @Nullable Double target,
        List<Map<String, String>> bundles) {
    /// What is tried of the learning rate unless it is said.
    public static final List<String> LEARNING_RATES =
            List.of("0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1");

    /// Options that change what the loss of validation rows means: passes to one are not counted where they are varied.
    private static final List<String> OTHER_LOSSES = List.of("loss", "bins", "quantile_bins", "transform");

    private static final int TUNING_SEEDS = 3;
    /// Far from the seeds that judge.
    private static final long FIRST_TUNING_SEED = 1_000_000;

    /// Checks.
    public Comparison {
        factors = List.copyOf(factors);
        bundles = List.copyOf(bundles);
        require(!factors.isEmpty(), "a comparison varies something, as learning_rate=0.1,0.01");
        require(seeds >= 1, "seeds must be at least 1, got %s", seeds);
        List<String> names = factors.stream().map(Factor::name).toList();
        require(names.stream().distinct().count() == names.size(), "a factor is varied twice: %s", names);
        factors.forEach(factor -> Variation.requireVaried(factor.name()));
        require(tune == null || !names.contains(tune.name()), "a factor is either varied or tuned, not both");
        require(
                factors.stream().anyMatch(factor -> factor.levels().size() > 1),
                "a comparison needs two levels of a factor, got %s",
                factors);
        design.check(factors);
    }

    /// A comparison of every combination of the factors' levels with the first.
    ///
    /// @param base settings that all levels share
    /// @param factors the factors, each with its levels
    /// @param seeds number of seeds for each level
    /// @param tune what is tuned for each level, or null
    /// @param metric name of the metric
    /// @param target the value to reach
    public Comparison(
            Settings base,
            List<Factor> factors,
            int seeds,
            @Nullable Factor tune,
            @Nullable String metric,
            @Nullable Double target) {
        this(base, factors, Design.BASELINE, seeds, tune, metric, target, List.of());
    }

    /// Creates a comparison of bundles of choices, by their names.
    ///
    /// @param base settings that all levels share
    /// @param names one factor, whose levels are names
    /// @param seeds number of seeds for each level
    /// @param bundles the choices of each name
    /// @return the comparison
    public static Comparison of(Settings base, Factor names, int seeds, List<Map<String, String>> bundles) {
        require(
                names.levels().size() == bundles.size(),
                "every bundle of choices needs a name, got %s and %s",
                bundles.size(),
                names.levels());
        return new Comparison(base, List.of(names), Design.BASELINE, seeds, null, null, null, bundles);
    }

    /// {@return the same with another design}
    ///
    /// @param other which combinations are run, and what they are asked
    public Comparison design(Design other) {
        return Records.with(this, "design", other);
    }

    /// Makes the runs and compares. If the runner is stopped, the answer is that of the seeds which every level has
    /// finished.
    ///
    /// @param runner makes the runs
    /// @return the result of the comparison
    /// @throws IllegalArgumentException if a level cannot be run at all
    /// @throws IllegalStateException if the runner was stopped before every level had a run
    public ComparisonResult run(Runner runner) {
        Experiment first = runner.experiment(base);
        List<Level> levels = levels(first);
        List<Effect> effects = design.effects(factors, levels);
        List<Beginning> beginnings = beginnings(runner, levels);
        Measure measure = Measure.of(metric, first.task(), varies(levels, List.of("loss")));
        String watched = first.data().validation() == null ? "train" : "val";
        List<Tuning> tunings = tune == null ? List.of() : tune(runner, levels, watched, measure);
        List<Settings> judged = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            for (int i = 0; i < levels.size(); i++) {
                judged.add(judged(
                        levels.get(i), tunings.isEmpty() ? null : tunings.get(i).value(), seed));
            }
        }
        boolean counted = target != null || !varies(levels, OTHER_LOSSES);
        List<List<FinishedRun>> runs =
                bySeed(counted ? runner.runWithCurves(judged) : runner.run(judged), levels.size());
        require(!runs.isEmpty(), "the comparison was stopped before every level had a run");
        String on = judgedOn(runs);
        return result(first, levels, effects, beginnings, tunings, runs, measure, on);
    }

    /// {@return the levels to compare, the baseline first}
    ///
    /// @param first experiment of the base, not run
    public List<Level> levels(Experiment first) {
        Settings explicit = Variation.explicit(base, first);
        return bundles.isEmpty()
                ? design.levels(explicit, factors)
                : Level.bundles(explicit, factors.getFirst(), bundles);
    }

    /// {@return the settings of a run that is evaluated}
    ///
    /// @param level the level
    /// @param tuned the level's value of the tuned option, or null if nothing is tuned
    /// @param seed from 0
    public Settings judged(Level level, @Nullable String tuned, int seed) {
        return (tuned == null ? level.settings() : tuned(level, tuned)).seed(base.seed() + seed);
    }

    /// {@return the number of runs in total}
    public int runs() {
        return design.levels(factors)
                * (seeds + (tune == null ? 0 : TUNING_SEEDS * tune.levels().size()));
    }

    private List<Beginning> beginnings(Runner runner, List<Level> levels) {
        List<Beginning> beginnings = new ArrayList<>();
        Map<Recipe, Level> known = new HashMap<>();
        for (Level level : levels) {
            Experiment experiment = runner.experiment(level.settings());
            Level twin = known.putIfAbsent(experiment.recipe(), level);
            // Bundles have names of their own, and one may be empty.
            require(
                    twin == null || !bundles.isEmpty(),
                    "%s and %s are the same run, because nothing in it depends on the difference; leave one out, or"
                            + " vary something that the network or its training uses",
                    twin == null ? "" : twin.name(),
                    level.name());
            beginnings.add(Beginning.of(experiment));
        }
        return beginnings;
    }

    private static boolean varies(List<Level> levels, List<String> options) {
        return levels.stream()
                .flatMap(level -> level.choices().keySet().stream())
                .anyMatch(options::contains);
    }

    private Settings tuned(Level level, String value) {
        return Variation.apply(level.settings(), Map.of(tuneFactor().name(), value));
    }

    private Factor tuneFactor() {
        if (tune == null) {
            throw new IllegalStateException("nothing is tuned");
        }
        return tune;
    }

    private List<Tuning> tune(Runner runner, List<Level> levels, String watched, Measure measure) {
        Factor grid = tuneFactor();
        List<Settings> wanted = new ArrayList<>();
        for (Level level : levels) {
            for (String value : grid.levels()) {
                for (int seed = 0; seed < TUNING_SEEDS; seed++) {
                    wanted.add(tuned(level, value).seed(base.seed() + FIRST_TUNING_SEED + seed));
                }
            }
        }
        List<@Nullable FinishedRun> results = runner.run(wanted);
        List<Tuning> tunings = new ArrayList<>();
        int at = 0;
        for (int level = 0; level < levels.size(); level++) {
            List<Tuning.Point> points = new ArrayList<>();
            for (String value : grid.levels()) {
                points.add(Tuning.Point.of(
                        value,
                        results.subList(at, at += TUNING_SEEDS),
                        run -> measure.of(run, watched),
                        watched + "_loss"));
            }
            tunings.add(Tuning.of(grid.name(), points, measure.up()));
        }
        return tunings;
    }

    private static @Nullable FinishedRun started(@Nullable FinishedRun run) {
        if (run != null && run.failed() != null) {
            throw new IllegalArgumentException("a run failed: " + run.failed());
        }
        return run;
    }

    private static List<List<FinishedRun>> bySeed(List<@Nullable FinishedRun> results, int levels) {
        List<List<FinishedRun>> seeds = new ArrayList<>();
        for (int from = 0; from < results.size(); from += levels) {
            List<FinishedRun> seed = new ArrayList<>();
            for (@Nullable FinishedRun result : results.subList(from, from + levels)) {
                FinishedRun run = started(result);
                if (run != null) {
                    seed.add(run);
                }
            }
            if (seed.size() == levels) {
                seeds.add(seed);
            }
        }
        return seeds;
    }

    private static String judgedOn(List<List<FinishedRun>> runs) {
        for (List<FinishedRun> seed : runs) {
            for (FinishedRun run : seed) {
                for (String rows : List.of("test", "val", "train")) {
                    if (run.measures().containsKey(rows + "_loss")) {
                        return rows;
                    }
                }
            }
        }
        return "test";
    }

    private ComparisonResult result(
            Experiment first,
            List<Level> levels,
            List<Effect> effects,
            List<Beginning> beginnings,
            List<Tuning> tunings,
            List<List<FinishedRun>> runs,
            Measure measure,
            String on) {
        String log = first.data().validation() == null ? "loss" : "val_loss";
        Double wanted = target != null ? target : CommonLoss.of(levels.size(), runs);
        List<LevelResult> results = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            int index = i;
            List<FinishedRun> own = runs.stream().map(seed -> seed.get(index)).toList();
            double[] values =
                    own.stream().mapToDouble(run -> measure.of(run, on)).toArray();
            double[] reached = own.stream()
                    .mapToDouble(run -> wanted == null ? Double.NaN : run.passesTo(wanted))
                    .toArray();
            results.add(
                    new LevelResult(levels.get(i), tunings.isEmpty() ? null : tunings.get(i), own, values, reached));
        }
        double ratio = ratio(first, on);
        return new ComparisonResult(
                this,
                first.loaded().name(),
                measure.name(),
                on,
                measure.up(),
                log,
                wanted,
                runs.size(),
                first.patience(),
                results,
                Contrast.all(
                        effects,
                        effects.stream()
                                .map(effect -> effect.pairing(beginnings))
                                .toList(),
                        results,
                        measure,
                        ratio),
                LearningCurve.of(factors, results, measure, ratio));
    }

    /// How many rows judge a run for each that it can learn from, by their shares; NaN if they are the same rows for
    /// every seed. A run that uses fewer training rows is judged by rows that are as often the same.
    private static double ratio(Experiment first, String on) {
        DataSpec spec = first.settings().data();
        HeldOut judged = on.equals("test") ? spec.test() : on.equals("val") ? spec.validation() : HeldOut.share(0);
        boolean drawn = judged.fraction() > 0 && spec.time() == null && first.loaded() instanceof TableData;
        return drawn
                ? judged.fraction()
                        / (1 - spec.test().fraction() - spec.validation().fraction())
                : Double.NaN;
    }

    /// {@return the names of the factors and their levels, in one line}
    public String question() {
        return String.join(
                " × ", Arrays.stream(factors.toArray()).map(Object::toString).toList());
    }
}
