package gradus.experiment.comparisons;

import gradus.experiment.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One question to the levels: what a choice changes, or whether two choices act on each other.
///
/// Of each seed it has two values, whose difference is the effect:
/// ```
/// other    = mean of the other levels of the pairs
/// baseline = mean of the baselines of the pairs + mean difference of the pairs that are expected
/// ```
///
/// @param name what is asked about, as in `dropout=0.3`
/// @param against what it is compared with, as in `dropout=0`
/// @param pairs levels whose runs of one seed are compared
/// @param expected pairs whose difference would be that of the others too if two choices did not act on each other;
///     empty unless that is the question
public record Effect(String name, String against, List<Pair> pairs, List<Pair> expected) {
    /// Two levels, by their places among all.
    ///
    /// @param baseline one of them
    /// @param other the one whose effect is asked for
    public record Pair(int baseline, int other) {}

    /// Every level beside the first.
    static List<Effect> besideFirst(List<Level> levels) {
        List<Effect> effects = new ArrayList<>();
        for (int i = 1; i < levels.size(); i++) {
            effects.add(new Effect(levels.get(i).name(), levels.getFirst().name(), List.of(new Pair(0, i)), List.of()));
        }
        return effects;
    }

    /// The main effects of all factors, each level beside the first, and the interactions of every two.
    ///
    /// @param levels every combination
    static List<Effect> factorial(List<Factor> factors, List<Level> levels) {
        List<Effect> effects = new ArrayList<>();
        for (Factor factor : factors) {
            for (String level : others(factor)) {
                effects.add(new Effect(
                        factor.choice(level),
                        factor.choice(factor.levels().getFirst()) + mean(factors, factor),
                        pairs(levels, factor, level, Map.of()),
                        List.of()));
            }
        }
        for (int i = 0; i < factors.size(); i++) {
            for (Factor second : factors.subList(i + 1, factors.size())) {
                Factor first = factors.get(i);
                for (String level : others(first)) {
                    for (String with : others(second)) {
                        effects.add(new Effect(
                                first.choice(level) + " with " + second.choice(with),
                                "the sum of their effects" + mean(factors, first, second),
                                pairs(levels, first, level, Map.of(second.name(), with)),
                                pairs(
                                        levels,
                                        first,
                                        level,
                                        Map.of(second.name(), second.levels().getFirst()))));
                    }
                }
            }
        }
        return effects;
    }

    private static List<String> others(Factor factor) {
        return factor.levels().subList(1, factor.levels().size());
    }

    /// Over what an effect is a mean.
    private static String mean(List<Factor> factors, Factor... fixed) {
        String over = factors.stream()
                .filter(factor -> !Arrays.asList(fixed).contains(factor))
                .map(Factor::name)
                .collect(Collectors.joining(" and "));
        return over.isEmpty() ? "" : " (mean over " + over + ")";
    }

    /// Levels with a choice, each with the one that differs from it by having the first choice instead.
    private static List<Pair> pairs(List<Level> levels, Factor factor, String level, Map<String, String> where) {
        List<Map<String, String>> choices = levels.stream().map(Level::choices).toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            if (level.equals(choices.get(i).get(factor.name()))
                    && choices.get(i).entrySet().containsAll(where.entrySet())) {
                Map<String, String> baseline = new LinkedHashMap<>(choices.get(i));
                baseline.put(factor.name(), factor.levels().getFirst());
                pairs.add(new Pair(choices.indexOf(baseline), i));
            }
        }
        return pairs;
    }

    /// {@return whether it asks if two choices act on each other}
    public boolean isInteraction() {
        return !expected.isEmpty();
    }

    /// The effect, seed by seed. A seed says nothing of how two choices act on each other if one of its runs diverged.
    PairedDifference difference(List<LevelResult> levels, boolean higherIsBetter) {
        double[] baseline = baseline(levels);
        double[] other = other(levels);
        for (int seed = 0; seed < other.length && isInteraction(); seed++) {
            if (!Double.isFinite(baseline[seed] + other[seed])) {
                baseline[seed] = Double.NaN;
                other[seed] = Double.NaN;
            }
        }
        return PairedDifference.of(baseline, other, higherIsBetter);
    }

    /// What it is compared with, one value a seed.
    double[] baseline(List<LevelResult> levels) {
        double[] values = new double[levels.getFirst().values().length];
        for (Pair pair : pairs) {
            add(values, levels.get(pair.baseline), 1.0 / pairs.size());
        }
        for (Pair pair : expected) {
            add(values, levels.get(pair.other), 1.0 / expected.size());
            add(values, levels.get(pair.baseline), -1.0 / expected.size());
        }
        return values;
    }

    /// What is asked about, one value a seed.
    double[] other(List<LevelResult> levels) {
        double[] values = new double[levels.getFirst().values().length];
        for (Pair pair : pairs) {
            add(values, levels.get(pair.other), 1.0 / pairs.size());
        }
        return values;
    }

    private static void add(double[] values, LevelResult level, double weight) {
        for (int seed = 0; seed < values.length; seed++) {
            values[seed] += weight * level.values()[seed];
        }
    }

    /// What the runs of each seed share.
    Pairing pairing(List<Beginning> levels) {
        return Stream.concat(pairs.stream(), expected.stream())
                .map(pair -> Pairing.of(levels.get(pair.baseline), levels.get(pair.other)))
                .reduce(Pairing::and)
                .orElseThrow();
    }
}
