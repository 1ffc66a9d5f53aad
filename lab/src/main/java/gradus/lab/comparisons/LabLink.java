package gradus.lab.comparisons;

import gradus.activations.Activation;
import gradus.activations.Linear;
import gradus.data.datasets.Datasets;
import gradus.experiment.Scaling;
import gradus.experiment.Settings;
import gradus.initializers.Initializer;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.layers.ActivationLayer;
import gradus.layers.BatchNormalization;
import gradus.layers.Dense;
import gradus.layers.Dropout;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The settings of a run as those of the lab's main page, so that a lesson or a comparison can be looked at closely
/// there.
public final class LabLink {
    private static final Pattern GENERATED =
            Pattern.compile("([a-z]+)\\(samples=(\\d+), noise=([0-9.]+)(?:, seed=(\\d+))?\\)");

    private LabLink() {}

    /// Translates; null if the page has no button for something.
    public static @Nullable LabSettings of(Settings settings) {
        DataChoice data = data(settings);
        List<LayerChoice> layers = layers(settings);
        if (data == null
                || layers == null
                || !settings.head()
                || settings.schedule() != null
                || settings.bins() > 0
                || !firstWeights(settings.initializer())
                || settings.classWeights() != null
                || !settings.shuffle()
                || settings.precision() != Precision.FLOAT32
                || settings.optimizer() == null
                || settings.batch() == null
                || settings.epochs() == null) {
            return null;
        }
        Optimizer optimizer = Notation.parse(Registry.OPTIMIZERS, settings.optimizer());
        Registry.Entry<Optimizer> entry = Registry.OPTIMIZERS.of(optimizer.rule());
        if (entry == null
                || !(optimizer.rule() instanceof Record rule)
                || !optimizer.options().equals(UpdateOptions.NONE)
                || !(optimizer.learningRate() instanceof Constant rate)) {
            return null;
        }
        String loss = settings.loss() == null ? "" : settings.loss();
        return loss.contains("(")
                ? null
                : new LabSettings(
                        data,
                        layers,
                        loss,
                        entry.notation(),
                        arguments(rule, entry),
                        rate.learningRate(),
                        "constant",
                        settings.batch(),
                        settings.epochs(),
                        settings.seed(),
                        0,
                        0);
    }

    /// Those of a setting hold for the last layer too, which on the page has its own.
    private static boolean firstWeights(@Nullable String initializer) {
        return initializer == null || initializer.equals("glorot_uniform");
    }

    private static Map<String, Object> arguments(Record rule, Registry.Entry<Optimizer> entry) {
        Map<String, @Nullable Object> standard = Config.of(entry.record());
        Map<String, Object> arguments = new LinkedHashMap<>();
        Config.of(rule).forEach((name, value) -> {
            boolean own = value instanceof Number || value instanceof Boolean;
            if (value != null && own && !value.equals(standard.get(name))) {
                arguments.put(name, value);
            }
        });
        return arguments;
    }

    private static @Nullable DataChoice data(Settings settings) {
        if (!settings.test().equals("0") || !settings.validation().matches("[0-9.]+")) {
            return null;
        }
        double validation = Double.parseDouble(settings.validation());
        boolean standardize = settings.scaling() != Scaling.NONE;
        Matcher generated = GENERATED.matcher(settings.data());
        if (generated.matches()) {
            long seed = generated.group(4) == null ? 0 : Long.parseLong(generated.group(4));
            return new DataChoice(
                    "generator",
                    generated.group(1),
                    Integer.parseInt(generated.group(2)),
                    Double.parseDouble(generated.group(3)),
                    seed,
                    "",
                    validation,
                    standardize);
        }
        boolean bundled = Datasets.all().stream().anyMatch(info -> info.name().equals(settings.data()));
        return bundled ? new DataChoice("bundled", settings.data(), 500, 0.1, 0, "", validation, standardize) : null;
    }

    private static @Nullable List<LayerChoice> layers(Settings settings) {
        List<LayerChoice> choices = new ArrayList<>();
        for (Layer layer : Notation.parseAll(Registry.LAYERS, String.valueOf(settings.layers()))) {
            LayerChoice last = choices.isEmpty() ? null : choices.removeLast();
            LayerChoice next =
                    switch (layer) {
                        case Dense dense -> dense(dense);
                        case BatchNormalization normalization ->
                            normalized(last, normalization.equals(new BatchNormalization()), "batch");
                        case LayerNormalization normalization ->
                            normalized(last, normalization.equals(new LayerNormalization()), "layer");
                        case ActivationLayer activation -> activated(last, activation.activation());
                        case Dropout dropout ->
                            last == null ? null : with(last, last.activation(), last.normalization(), dropout.rate());
                        default -> null;
                    };
            if (next == null) {
                return null;
            }
            if (layer instanceof Dense && last != null) {
                choices.add(last);
            }
            choices.add(next);
        }
        return choices;
    }

    private static @Nullable LayerChoice dense(Dense dense) {
        String activation = simple(Registry.ACTIVATIONS, dense.activation());
        Initializer first = dense.kernelInitializer();
        String start = simple(Registry.INITIALIZERS, first);
        return activation == null || start == null || dense.kernelRegularizer() != null
                ? null
                : new LayerChoice(dense.units(), activation, dense.useBias(), "none", 0, start);
    }

    private static @Nullable LayerChoice normalized(@Nullable LayerChoice last, boolean plain, String kind) {
        return last == null || !plain || !last.normalization().equals("none")
                ? null
                : with(last, last.activation(), kind, last.dropout());
    }

    private static @Nullable LayerChoice activated(@Nullable LayerChoice last, Activation activation) {
        String name = simple(Registry.ACTIVATIONS, activation);
        return last == null
                        || name == null
                        || !last.activation().equals(String.valueOf(simple(Registry.ACTIVATIONS, new Linear())))
                ? null
                : with(last, name, last.normalization(), last.dropout());
    }

    private static LayerChoice with(LayerChoice layer, String activation, String normalization, double dropout) {
        return new LayerChoice(layer.units(), activation, layer.bias(), normalization, dropout, layer.initializer());
    }

    /// The name of what has no arguments but its defaults; null if it has others.
    private static <T> @Nullable String simple(Registry<T> registry, T value) {
        String text = Notation.write(registry, value);
        return text.indexOf('(') < 0 ? text : null;
    }
}
