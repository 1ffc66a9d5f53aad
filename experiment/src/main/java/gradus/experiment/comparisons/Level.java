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
            String name = choices.entrySet().stream()
                    .map(choice -> choice.getKey() + "=" + choice.getValue())
                    .collect(Collectors.joining(", "));
            int times = names.merge(name, 1, Integer::sum);
            String unique = times == 1 ? name : name + " (" + times + ")";
            levels.add(new Level(unique, choices, Variation.apply(base, choices)));
        }
        return levels;
    }
}
