package gradus.experiment.comparisons;

import static gradus.internal.Require.require;

import gradus.experiment.Experiment;
import gradus.experiment.Scaling;
import gradus.experiment.Settings;
import gradus.internal.Records;
import gradus.layers.BatchNormalization;
import gradus.layers.Layer;
import gradus.layers.LayerNormalization;
import gradus.math.Precision;
import gradus.optimizers.Optimizer;
import gradus.optimizers.UpdateOptions;
import gradus.registry.Config;
import gradus.registry.Notation;
import gradus.registry.Registry;
import gradus.schedules.Constant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Settings with one choice made otherwise. Choices have the names of [#NAMES]; every other name is taken for an
/// argument of the optimizer, as `momentum`, `beta_1`, `weight_decay` and `clipnorm` are.
///
/// Choices about layers change the hidden layers; the last one belongs to the task. `batch_normalization=on` puts the
/// layer between sum and activation of every dense layer; `dropout=0.3` sets every dropout, or adds one after every
/// dense layer; `depth=4` repeats the last dense layer with what follows it, or leaves out from the end.
public final class Variation {
    /// What can be varied beside arguments of the optimizer.
    public static final List<String> NAMES = List.of(
            "layers",
            "depth",
            "width",
            "activation",
            "bias",
            "batch_normalization",
            "layer_normalization",
            "weight_normalization",
            "dropout",
            "l1",
            "l2",
            "init",
            "loss",
            "optimizer",
            "learning_rate",
            "schedule",
            "batch",
            "gradient_descent",
            "epochs",
            "patience",
            "shuffle",
            "scaling",
            "class_weight",
            "bins",
            "quantile_bins",
            "precision");

    private Variation() {}

    /// Settings in which the hidden layers are written out, as those to be varied must have them.
    public static Settings explicit(Settings settings, Experiment experiment) {
        return withLayers(settings, experiment.hiddenLayers());
    }

    /// All choices made, those on which others build first.
    ///
    /// @param settings with hidden layers written out
    public static Settings apply(Settings settings, Map<String, String> choices) {
        List<String> names = new ArrayList<>(choices.keySet());
        names.sort(Comparator.comparingInt(name -> {
            int place = NAMES.indexOf(name);
            return place < 0 ? NAMES.indexOf("optimizer") : place;
        }));
        if (choices.containsKey("optimizer")) {
            // An argument of the optimizer has the optimizer's place and must come after it.
            names.remove("optimizer");
            names.addFirst("optimizer");
        }
        Settings changed = settings;
        for (String name : names) {
            changed = apply(changed, name, String.valueOf(choices.get(name)));
        }
        return changed;
    }

    private static Settings apply(Settings settings, String name, String level) {
        return switch (name) {
            case "layers" -> withLayers(settings, Notation.parseAll(Registry.LAYERS, level));
            case "depth" -> withLayers(settings, HiddenLayers.depth(layers(settings), whole(name, level)));
            case "width" -> {
                int units = whole(name, level);
                yield withLayers(
                        settings,
                        HiddenLayers.dense(layers(settings), dense -> Config.with(dense, Map.of("units", units))));
            }
            case "activation" ->
                withLayers(
                        settings,
                        HiddenLayers.activation(
                                layers(settings),
                                Notation.parse(Registry.ACTIVATIONS, level.equals("none") ? "linear" : level)));
            case "bias" -> {
                boolean on = onOff(name, level);
                yield withLayers(settings, HiddenLayers.dense(layers(settings), dense -> dense.useBias(on)));
            }
            case "batch_normalization" ->
                withLayers(
                        settings,
                        HiddenLayers.normalization(layers(settings), new BatchNormalization(), onOff(name, level)));
            case "layer_normalization" ->
                withLayers(
                        settings,
                        HiddenLayers.normalization(layers(settings), new LayerNormalization(), onOff(name, level)));
            case "weight_normalization" ->
                withLayers(settings, HiddenLayers.weightNormalization(layers(settings), onOff(name, level)));
            case "dropout" -> withLayers(settings, HiddenLayers.dropout(layers(settings), number(name, level)));
            case "l1" -> regularized(settings, number(name, level), null);
            case "l2" -> regularized(settings, null, number(name, level));
            case "init", "initializer" -> Records.with(settings, "initializer", orNull(level));
            case "loss" -> Records.with(settings, "loss", orNull(level));
            case "optimizer" -> Records.with(settings, "optimizer", level);
            case "learning_rate" -> learningRate(settings, level);
            case "schedule" -> Records.with(settings, "schedule", orNull(level));
            case "batch", "batch_size" -> Records.with(settings, "batch", level.equals("all") ? 0 : whole(name, level));
            case "gradient_descent" -> gradientDescent(settings, level);
            case "epochs" -> Records.with(settings, "epochs", whole(name, level));
            case "patience" -> Records.with(settings, "patience", whole(name, level));
            case "shuffle" -> Records.with(settings, "shuffle", onOff(name, level));
            case "scaling" -> Records.with(settings, "scaling", scaling(level));
            case "class_weight" -> Records.with(settings, "classWeights", orNull(level));
            case "bins" -> Records.with(settings, "bins", whole(name, level));
            case "precision" -> Records.with(settings, "precision", Precision.named(level));
            case "quantile_bins" -> Records.with(settings, "quantileBins", onOff(name, level));
            case "seed" ->
                throw new IllegalArgumentException("seeds are what every level shares; say how many with --seeds");
            default -> optimizerArgument(settings, name, level);
        };
    }

    private static List<Layer> layers(Settings settings) {
        return Notation.parseAll(Registry.LAYERS, String.valueOf(settings.layers()));
    }

    private static Settings withLayers(Settings settings, List<Layer> layers) {
        String text = layers.stream()
                .map(layer -> Notation.write(Registry.LAYERS, layer))
                .collect(Collectors.joining(" "));
        return Records.with(settings, "layers", text);
    }

    private static Settings regularized(Settings settings, @Nullable Double l1, @Nullable Double l2) {
        return withLayers(
                settings,
                HiddenLayers.dense(
                        layers(settings),
                        dense -> dense.kernelRegularizer(HiddenLayers.regularizer(dense.kernelRegularizer(), l1, l2))));
    }

    private static Settings learningRate(Settings settings, String level) {
        require(
                settings.schedule() == null,
                "a learning rate changes nothing where a schedule is given; vary the schedule instead");
        Optimizer optimizer = Notation.parse(Registry.OPTIMIZERS, optimizerOf(settings));
        var rate = level.matches("[-+.0-9].*")
                ? new Constant(number("learning_rate", level))
                : Notation.parse(Registry.SCHEDULES, level);
        return Records.with(
                settings, "optimizer", Notation.write(Registry.OPTIMIZERS, optimizer.withLearningRate(rate)));
    }

    private static Settings gradientDescent(Settings settings, String level) {
        Integer rows =
                switch (level.replace('-', '_').toLowerCase(Locale.ROOT)) {
                    case "stochastic", "sgd" -> 1;
                    case "batch" -> 0;
                    case "mini_batch" -> settings.batch() != null && settings.batch() > 1 ? settings.batch() : 32;
                    default ->
                        throw new IllegalArgumentException(
                                "gradient_descent must be stochastic, mini_batch or batch, got \"" + level + "\"");
                };
        return Records.with(settings, "batch", rows);
    }

    private static Settings optimizerArgument(Settings settings, String name, String level) {
        Optimizer optimizer = Notation.parse(Registry.OPTIMIZERS, optimizerOf(settings));
        Registry.Entry<Optimizer> entry = Registry.OPTIMIZERS.of(optimizer.rule());
        if (entry == null || !(optimizer.rule() instanceof Record rule)) {
            throw new IllegalArgumentException("the arguments of " + optimizerOf(settings) + " cannot be varied");
        }
        Optimizer given;
        try {
            given = Notation.parse(Registry.OPTIMIZERS, entry.name() + "(" + name + "=" + level + ")");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" cannot be varied so: " + e.getMessage() + ". Beside arguments of the optimizer"
                            + " there are " + String.join(", ", NAMES),
                    e);
        }
        Map<String, @Nullable Object> arguments = Config.of((Record) given.rule());
        UpdateOptions options = optimizer.options();
        Optimizer changed;
        if (arguments.containsKey(name)) {
            Map<String, @Nullable Object> change = new java.util.HashMap<>();
            change.put(name, arguments.get(name));
            changed = (Optimizer) Config.with(rule, change);
        } else {
            Map<String, @Nullable Object> change = new java.util.HashMap<>();
            Config.of(given.options()).forEach((option, value) -> {
                if (option.replace("_", "").equals(name.replace("_", ""))) {
                    change.put(option, value);
                }
            });
            require(!change.isEmpty(), "%s has no argument \"%s\"", entry.name(), name);
            options = Config.with(options, change);
            changed = optimizer.rule();
        }
        changed = options.equals(changed.options()) ? changed : changed.with(options);
        return Records.with(settings, "optimizer", Notation.write(Registry.OPTIMIZERS, changed));
    }

    private static @Nullable Scaling scaling(String level) {
        try {
            return Scaling.valueOf(level.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("scaling must be each, all or none, got \"" + level + "\"", e);
        }
    }

    private static @Nullable String orNull(String level) {
        return level.equals("none") || level.equals("default") ? null : level;
    }

    private static boolean onOff(String name, String level) {
        return switch (level.toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes" -> true;
            case "off", "false", "no" -> false;
            default -> throw new IllegalArgumentException(name + " must be on or off, got \"" + level + "\"");
        };
    }

    private static int whole(String name, String level) {
        double value = number(name, level);
        require(value == Math.rint(value) && Math.abs(value) < 1e9, "%s must be a whole number, got %s", name, level);
        return (int) value;
    }

    private static double number(String name, String level) {
        try {
            return Double.parseDouble(level);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, got \"" + level + "\"", e);
        }
    }

    /// The optimizer whose arguments are varied where the settings leave it open.
    private static String optimizerOf(Settings settings) {
        String text = settings.optimizer();
        return text == null ? "adam" : text;
    }
}
