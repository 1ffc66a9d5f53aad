package gradus.experiment.comparisons;

import gradus.experiment.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One of the things that are compared: a level of the factor that is varied, or one of each if there are several.
///
/// @param name as in `learning_rate=0.1`, or `optimizer=sgd, learning_rate=0.1`
/// @param choices the level of each factor
/// @param settings with the choices made, and the seed of the base
public record Level(String name, Map<String, String> choices, Settings settings) {
    /// Choices that go together under a name.
    static List<Level> bundles(Settings base, Factor names, List<Map<String, String>> bundles) {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < bundles.size(); i++) {
            levels.add(new Level(names.levels().get(i), bundles.get(i), Variation.apply(base, bundles.get(i))));
        }
        return levels;
    }

    /// Every combination of the factors' levels, the last factor changing fastest.
    ///
    /// @param base with hidden layers written out
    static List<Level> all(Settings base, List<Factor> factors) {
        List<Map<String, String>> combinations = new ArrayList<>();
        combinations.add(new LinkedHashMap<>());
        for (Factor factor : factors) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String level : factor.levels()) {
                    Map<String, String> copy = new LinkedHashMap<>(combination);
                    copy.put(factor.name(), level);
                    longer.add(copy);
                }
            }
            combinations = longer;
        }
        Map<String, Integer> names = new LinkedHashMap<>();
        List<Level> levels = new ArrayList<>();
        for (Map<String, String> choices : combinations) {
            String name = name(choices);
            int times = names.merge(name, 1, Integer::sum);
            String unique = times == 1 ? name : name + " (" + times + ")";
            levels.add(new Level(unique, choices, Variation.apply(base, choices)));
        }
        return levels;
    }

    /// The last level of every factor, and the same with each factor in turn at its first level.
    ///
    /// @param base with hidden layers written out
    static List<Level> ablation(Settings base, List<Factor> factors) {
        Map<String, String> full = new LinkedHashMap<>();
        factors.forEach(factor -> full.put(factor.name(), factor.levels().getLast()));
        List<Level> levels = new ArrayList<>();
        levels.add(new Level("full: " + name(full), full, Variation.apply(base, full)));
        for (Factor factor : factors) {
            String first = factor.levels().getFirst();
            Map<String, String> choices = new LinkedHashMap<>(full);
            choices.put(factor.name(), first);
            levels.add(new Level(factor.choice(first) + " put back", choices, Variation.apply(base, choices)));
        }
        return levels;
    }

    private static String name(Map<String, String> choices) {
        return choices.entrySet().stream()
                .map(choice -> choice.getKey() + "=" + choice.getValue())
                .collect(Collectors.joining(", "));
    }
}
