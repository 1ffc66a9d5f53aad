package gradus.experiment.search;

import static gradus.internal.Require.require;

import gradus.experiment.Experiment;
import gradus.experiment.Settings;
import gradus.experiment.comparisons.Comparison;
import gradus.experiment.comparisons.ComparisonResult;
import gradus.experiment.comparisons.Factor;
import gradus.experiment.comparisons.Runner;
import gradus.experiment.comparisons.Variation;
import gradus.math.RandomStream;
import gradus.metrics.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A search for good settings at points of a space, chosen by the validation rows.
///
/// With [Method#RANDOM] every trial gets all epochs. With [Method#HALVING] all begin with few, the better third goes on
/// with three times as many, and so on. [Method#HYPERBAND] shares the trials among brackets that begin with few, with
/// more, and with all epochs, so that slow starters have a chance. With [Method#TPE] trials are not drawn at random,
/// but where earlier ones were good. A trial that goes on is trained from its first weights again, which costs at most
/// half as much again and keeps every run repeatable by itself.
///
/// The best is then trained on seeds that did not choose it, beside the settings that the search started from: the
/// score by which it was chosen is too good, as the luckiest of many.
///
/// [Bergstra & Bengio 2012](https://jmlr.org/papers/v13/bergstra12a.html),
/// [Li et al. 2018](https://jmlr.org/papers/v18/16-558.html),
/// [Bergstra et al. 2011](https://papers.nips.cc/paper/4443)
///
/// @param base what is not searched over
/// @param space what is
/// @param trials how many points
/// @param method who gets how many epochs
/// @param seeds how many runs judge the best
public record Search(Settings base, List<Parameter> space, int trials, Method method, int seeds) {
    /// Who gets how many epochs.
    public enum Method {
        /// Everyone all.
        RANDOM,
        /// The better third three times as many, again and again.
        HALVING,
        /// Several halvings that begin with different numbers.
        HYPERBAND,
        /// As halving, but trials are drawn where earlier ones were good, by a tree-structured Parzen estimator.
        TPE
    }

    /// What is searched over unless it is said.
    public static final List<Parameter> DEFAULT_SPACE = List.of(
            Parameter.parse("learning_rate=0.0001..0.1"),
            Parameter.parse("width=16..256"),
            Parameter.parse("depth=1..4"),
            Parameter.parse("activation=relu,tanh,gelu"),
            Parameter.parse("dropout=0..0.5"),
            Parameter.parse("batch=16,32,64,128"));

    private static final int MOST_RUNGS = 3;

    /// Checks.
    public Search {
        space = List.copyOf(space);
        require(!space.isEmpty(), "a search needs something to search over");
        require(trials >= 1, "trials must be at least 1, got %s", trials);
        require(seeds >= 1, "seeds must be at least 1, got %s", seeds);
    }

    /// Searches, then evaluates the best trial. If the runner is stopped, the trials so far are returned, with the best
    /// of those that got the most epochs, and without an evaluation.
    ///
    /// @param runner makes the runs
    /// @return the result of the search
    /// @throws IllegalArgumentException if every trial is broken; the message says why the first one is
    public SearchResult run(Runner runner) {
        Experiment first = runner.experiment(base);
        Settings explicit = Variation.explicit(base, first);
        space.forEach(parameter -> requireUsed(parameter, explicit));
        Metric metric = first.task().metrics().getFirst();
        boolean up = metric.direction() == Metric.Direction.UP;
        String rows = first.data().validation() == null ? "train_" : "val_";
        String watched = rows + metric.name();
        Comparator<Trial> order = Trial.bestFirst(up, rows + "loss");
        int most = first.epochs();
        int rungs = method == Method.RANDOM ? 0 : Math.min(MOST_RUNGS, (int) (Math.log(most) / Math.log(Rungs.FACTOR)));
        List<Trial> all = new ArrayList<>();
        if (method == Method.TPE) {
            all.addAll(new Proposals(this, new Rungs(runner, explicit, most, rungs, watched, order)).all());
        } else {
            int brackets = method == Method.HYPERBAND ? rungs + 1 : 1;
            for (int bracket = 0; bracket < brackets && !runner.stopped(); bracket++) {
                List<Trial> drawn = new ArrayList<>();
                for (int number = bracket; number < trials; number += brackets) {
                    drawn.add(draw(number, bracket));
                }
                all.addAll(new Rungs(runner, explicit, most, rungs - bracket, watched, order).halve(drawn));
            }
        }
        all.sort(Comparator.comparingInt(Trial::number));
        List<Trial> scored =
                all.stream().filter(trial -> Double.isFinite(trial.score())).toList();
        int reached =
                runner.stopped() ? scored.stream().mapToInt(Trial::epochs).max().orElse(0) : most;
        Trial best = scored.stream()
                .filter(trial -> trial.epochs() == reached)
                .min(order)
                .orElse(null);
        if (best == null && !runner.stopped()) {
            throw new IllegalArgumentException(
                    "no trial came to its end; the first one: " + all.getFirst().state());
        }
        ComparisonResult judged = best == null || runner.stopped() ? null : judge(runner, best);
        return new SearchResult(this, first.loaded().name(), watched, up, most, all, best, judged);
    }

    /// Refuses a parameter that changes nothing, of which every trial would be the same.
    private static void requireUsed(Parameter parameter, Settings explicit) {
        Variation.requireVaried(parameter.name());
        Settings one;
        Settings other;
        try {
            one = Variation.apply(explicit, Map.of(parameter.name(), parameter.first()));
            other = Variation.apply(explicit, Map.of(parameter.name(), parameter.last()));
        } catch (IllegalArgumentException e) {
            return; // by itself it cannot be varied; beside what else is searched over, it may
        }
        require(
                parameter.isConstant() || !one.equals(other),
                "%s changes nothing here, so there is nothing to search over",
                parameter);
    }

    /// A trial at a random point.
    Trial draw(int number, int bracket) {
        RandomStream random = random(number);
        Map<String, String> choices = new LinkedHashMap<>();
        space.forEach(parameter -> choices.put(parameter.name(), parameter.draw(random.derive(parameter.name()))));
        return new Trial(number, bracket, choices, List.of(), null);
    }

    /// Random numbers of a trial.
    RandomStream random(int number) {
        return RandomStream.of(base.seed()).derive("search").derive(number);
    }

    /// Beside the settings that the search started from, on the seeds after the one that chose.
    private ComparisonResult judge(Runner runner, Trial best) {
        Factor start = new Factor("settings", List.of("as given", "best found"));
        Settings judged = base.seed(base.seed() + 1);
        return Comparison.of(judged, start, seeds, List.of(Map.of(), best.choices()))
                .run(runner);
    }
}
