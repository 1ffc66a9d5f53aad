package gradus.lab.comparisons;

import gradus.experiment.Option;
import gradus.experiment.Options;
import gradus.experiment.Settings;
import gradus.experiment.comparisons.Comparison;
import gradus.experiment.comparisons.Factor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What makes a comparison on the command line.
public final class Commands {
    private Commands() {}

    /// The words of `gradus compare`; empty for bundles that are about more than one choice each, which it cannot make.
    ///
    /// @param data what a person calls the data
    public static String of(Comparison comparison, String data) {
        List<Factor> factors = comparison.bundles().isEmpty() ? comparison.factors() : oneFactor(comparison.bundles());
        if (factors.isEmpty()) {
            return "";
        }
        Settings base = comparison.base();
        List<String> words = new ArrayList<>(List.of("./gradus", "compare", quoted(data)));
        factors.forEach(factor -> option(words, "--vary", factor.toString()));
        option(words, "--seeds", Integer.toString(comparison.seeds()));
        option(
                words,
                "--tune",
                comparison.tune() == null ? null : comparison.tune().toString());
        option(words, "--metric", comparison.metric());
        option(
                words,
                "--reach",
                comparison.target() == null ? null : comparison.target().toString());
        for (Option<Settings, ?> given : Options.ALL) {
            String text = given.use().isGiven() ? given.text(base) : null;
            if (text != null && !text.equals(given.text(Settings.of("")))) {
                option(words, given.flag(), given.isSwitch() ? "" : text);
            }
        }
        return String.join(" ", words);
    }

    private static List<Factor> oneFactor(List<Map<String, String>> bundles) {
        Set<String> names = bundles.getFirst().keySet();
        if (names.size() != 1
                || !bundles.stream().allMatch(bundle -> bundle.keySet().equals(names))) {
            return List.of();
        }
        String name = names.iterator().next();
        return List.of(new Factor(
                name,
                bundles.stream().map(bundle -> String.valueOf(bundle.get(name))).toList()));
    }

    /// @param value empty for a switch, null for none of it
    private static void option(List<String> words, String name, @Nullable String value) {
        if (value != null) {
            words.add(name);
        }
        if (value != null && !value.isEmpty()) {
            words.add(quoted(value));
        }
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./=,:@%+-]+") ? word : "\"" + word.replace("\"", "\\\"") + "\"";
    }
}
