package gradus.experiment.comparisons;

import static gradus.internal.Require.require;

import gradus.experiment.Experiment;
import gradus.experiment.NetworkOptions;
import gradus.experiment.Option;
import gradus.experiment.Options;
import gradus.experiment.Settings;
import gradus.experiment.TrainingOptions;
import gradus.optimizers.Adam;
import gradus.optimizers.Optimizer;
import gradus.optimizers.UpdateOptions;
import gradus.registry.Config;
import gradus.registry.Notation;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Settings with choices made otherwise. A choice has the name of one of the [Options], or that of an argument of the
/// optimizer, as `momentum`, `beta_1`, `weight_decay` and `clipnorm` are.
public final class Variation {
    private Variation() {}

    /// Writes hidden layers and optimizer out, as options that change parts of them require.
    ///
    /// @param settings the settings
    /// @param experiment an experiment with these settings
    /// @return the explicit settings
    public static Settings explicit(Settings settings, Experiment experiment) {
        return TrainingOptions.OPTIMIZER.with(
                NetworkOptions.LAYERS.with(settings, experiment.hiddenLayers()),
                experiment.recipe().optimizer());
    }

    /// Makes all choices, in the order of the options, so that choices on which others build come first. Arguments
    /// of the optimizer come last.
    ///
    /// @param settings settings with hidden layers and optimizer written out, if parts of them are changed
    /// @param choices values by the names of the options
    /// @return the changed settings
    public static Settings apply(Settings settings, Map<String, String> choices) {
        Map<String, String> left = new TreeMap<>(choices);
        Settings changed = settings;
        for (Option<Settings, ?> option : Options.ALL) {
            for (String name : choices.keySet()) {
                if (option.equals(Options.find(name))) {
                    changed = option.parsed(changed, name, Objects.requireNonNull(left.remove(name)));
                }
            }
        }
        for (Map.Entry<String, String> argument : left.entrySet()) {
            changed = argument(changed, argument.getKey(), argument.getValue());
        }
        return changed;
    }

    /// Refuses what every run of a comparison shares.
    ///
    /// @param name name of the option
    public static void requireVaried(String name) {
        Option<Settings, ?> option = Options.find(name);
        require(
                option == null || option.use().isVaried(),
                "%s is what every run shares, so it cannot be varied; what can be varied is %s",
                name,
                String.join(", ", Options.variedNames()));
    }

    /// An argument of the optimizer: of its rule, or of what is done around every rule.
    private static Settings argument(Settings settings, String name, String text) {
        Optimizer optimizer = Objects.requireNonNullElseGet(settings.training().optimizer(), Adam::new);
        if (!(optimizer.rule() instanceof Record rule)) {
            throw new IllegalArgumentException("the arguments of " + optimizer.rule() + " cannot be varied");
        }
        Map<String, @Nullable Object> ofRule = value(rule.getClass(), name, text);
        Map<String, @Nullable Object> around = value(UpdateOptions.class, name, text);
        if (ofRule.isEmpty() && around.isEmpty()) {
            throw new IllegalArgumentException(optimizer.rule().getClass().getSimpleName() + " has no argument \""
                    + name
                    + "\"; it has "
                    + String.join(", ", Config.components(rule.getClass()).keySet())
                    + ", every optimizer has "
                    + String.join(", ", Config.components(UpdateOptions.class).keySet())
                    + ", and beside them " + String.join(", ", Options.variedNames()) + " can be varied");
        }
        Optimizer changed = (Optimizer) Config.with(rule, ofRule);
        UpdateOptions options = ofRule.isEmpty() ? Config.with(optimizer.options(), around) : optimizer.options();
        if (changed.options().weightDecay() != null && !ofRule.isEmpty()) {
            // The decay of a rule that has one of its own stands in both places.
            options = options.withWeightDecay(changed.options().weightDecay());
        }
        return TrainingOptions.OPTIMIZER.with(
                settings, options.equals(changed.options()) ? changed : changed.with(options));
    }

    /// The value for a component of a record, under its name; empty if it has none of that name.
    private static Map<String, @Nullable Object> value(Class<? extends Record> type, String name, String text) {
        Map<String, @Nullable Object> value = new HashMap<>();
        for (Map.Entry<String, RecordComponent> component :
                Config.components(type).entrySet()) {
            if (component.getKey().replace("_", "").equals(name.replace("_", ""))) {
                value.put(component.getKey(), Notation.argument(component.getValue(), name, text));
            }
        }
        return value;
    }
}
