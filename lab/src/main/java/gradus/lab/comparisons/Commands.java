package gradus.lab.comparisons;

import gradus.experiment.Scaling;
import gradus.experiment.Settings;
import gradus.experiment.comparisons.Comparison;
import gradus.experiment.comparisons.Factor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        base.targets().forEach(target -> option(words, "--target", target));
        option(words, "--layers", base.layers());
        option(words, "--head", base.head() ? null : "none");
        option(words, "--init", base.initializer());
        option(words, "--loss", base.loss());
        option(words, "--optimizer", base.optimizer());
        option(words, "--schedule", base.schedule());
        option(
                words,
                "--batch",
                base.batch() == null
                        ? null
                        : base.batch() == 0 ? "all" : base.batch().toString());
        option(words, "--epochs", base.epochs() == null ? null : base.epochs().toString());
        option(words, "--validation", base.validation());
        option(words, "--test", base.test());
        option(words, "--seed", base.seed() == 0 ? null : Long.toString(base.seed()));
        option(
                words,
                "--patience",
                base.patience() == null ? null : base.patience().toString());
        option(words, "--bins", base.bins() == 0 ? null : Integer.toString(base.bins()));
        Scaling scaling = base.scaling();
        option(words, "--scaling", scaling == null ? null : scaling.name().toLowerCase(Locale.ROOT));
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

    private static void option(List<String> words, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            words.add(name);
            words.add(quoted(value));
        }
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./=,:@%+-]+") ? word : "\"" + word.replace("\"", "\\\"") + "\"";
    }
}
