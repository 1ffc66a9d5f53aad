package gradus.lab.comparisons;

import gradus.GradientDescent;
import gradus.activations.Activation;
import gradus.activations.Linear;
import gradus.data.datasets.Datasets;
import gradus.data.datasets.Generated;
import gradus.data.datasets.Generator;
import gradus.experiment.DataSpec;
import gradus.experiment.HeldOut;
import gradus.experiment.NetworkOptions;
import gradus.experiment.NetworkSpec;
import gradus.experiment.Option;
import gradus.experiment.Options;
import gradus.experiment.RowOptions;
import gradus.experiment.Scaling;
import gradus.experiment.Settings;
import gradus.experiment.TrainingOptions;
import gradus.experiment.TrainingSpec;
import gradus.initializers.GlorotUniform;
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
import gradus.optimizers.Optimizer;
import gradus.registry.Config;
import gradus.registry.Notation;
import gradus.registry.Registry;
import gradus.schedules.Constant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of a run as those of the lab's main page, so that a lesson or a comparison can be looked at closely
/// there.
public final class LabLink {
    /// The options that the page has, or, as patience, that make no difference there. A run that differs in any other
    /// has no link.
    private static final Set<Option<Settings, ?>> KNOWN = Set.of(
            RowOptions.VALIDATION,
            RowOptions.TEST,
            RowOptions.SCALING,
            NetworkOptions.LAYERS,
            NetworkOptions.INIT,
            TrainingOptions.LOSS,
            TrainingOptions.OPTIMIZER,
            TrainingOptions.BATCH,
            TrainingOptions.EPOCHS,
            TrainingOptions.PATIENCE,
            TrainingOptions.SEED);

    private LabLink() {}

    /// Translates; null if the page has no button for something.
    public static @Nullable LabSettings of(Settings settings) {
        DataChoice data = data(settings.data());
        List<LayerChoice> layers = layers(settings.network());
        TrainingSpec training = settings.training();
        Optimizer optimizer = training.optimizer();
        if (data == null
                || layers == null
                || !isUsual(settings)
                || optimizer == null
                || training.batch() == null
                || training.epochs() == null) {
            return null;
        }
        Registry.Entry<Optimizer> entry = Registry.OPTIMIZERS.of(optimizer.rule());
        if (entry == null
                || !(optimizer.rule() instanceof Record rule)
                || !optimizer.options().equals(optimizer.rule().options())
                || !(optimizer.learningRate() instanceof Constant rate)) {
            return null;
        }
        String loss = training.loss() == null ? "" : simple(Registry.LOSSES, training.loss());
        return loss == null
                ? null
                : new LabSettings(
                        data,
                        layers,
                        loss,
                        entry.notation(),
                        arguments(rule, entry),
                        rate.learningRate(),
                        "constant",
                        training.batch() instanceof GradientDescent.MiniBatch mini ? mini.size() : 0,
                        training.epochs(),
                        settings.seed(),
                        0,
                        0);
    }

    /// Whether every option that the page lacks has its default.
    private static boolean isUsual(Settings settings) {
        for (Option<Settings, ?> option : Options.ALL) {
            if (option.use().isGiven()
                    && !KNOWN.contains(option)
                    && !Objects.equals(option.text(settings), option.text(Settings.of("")))) {
                return false;
            }
        }
        // First weights of a setting hold for the last layer too, which on the page has its own.
        Initializer first = settings.network().initializer();
        return first == null || first.equals(new GlorotUniform());
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

    private static @Nullable DataChoice data(DataSpec data) {
        if (!data.test().equals(HeldOut.share(0)) || !(data.validation() instanceof HeldOut.Share validation)) {
            return null;
        }
        boolean standardize = data.scaling() != Scaling.NONE;
        Generated made = Generated.parse(data.source());
        if (made != null) {
            return made.classes() != Generator.DEFAULT_CLASSES
                    ? null
                    : new DataChoice(
                            "generator",
                            made.generator().label(),
                            made.samples(),
                            made.noise(),
                            made.seed(),
                            "",
                            validation.share(),
                            standardize);
        }
        boolean bundled = Datasets.all().stream().anyMatch(info -> info.name().equals(data.source()));
        return bundled
                ? new DataChoice("bundled", data.source(), 500, 0.1, 0, "", validation.share(), standardize)
                : null;
    }

    private static @Nullable List<LayerChoice> layers(NetworkSpec network) {
        if (network.layers() == null) {
            return null;
        }
        List<LayerChoice> choices = new ArrayList<>();
        for (Layer layer : network.layers()) {
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
