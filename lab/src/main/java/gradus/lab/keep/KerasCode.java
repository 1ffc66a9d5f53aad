package gradus.lab.keep;

import static gradus.internal.Require.require;

import gradus.activations.Activation;
import gradus.initializers.Initializer;
import gradus.internal.Names;
import gradus.internal.Printable;
import gradus.lab.messages.KeptRun;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.messages.Messages.Change;
import gradus.lab.run.Run;
import gradus.layers.Dense;
import gradus.layers.Flatten;
import gradus.layers.Layer;
import gradus.layers.Normalization;
import gradus.layers.Rescaling;
import gradus.losses.Loss;
import gradus.optimizers.Optimizer;
import gradus.problems.Task;
import gradus.registry.Config;
import gradus.registry.Registry;
import gradus.schedules.Schedule;
import gradus.training.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The network of a run and its training as a program for Keras.
final class KerasCode {
    private final Run run;
    private final KeptRun kept;
    private final LabSettings settings;
    private final StringBuilder text = new StringBuilder();

    private KerasCode(Run run, KeptRun kept) {
        this.run = run;
        this.kept = kept;
        settings = run.settings();
    }

    /// Writes it.
    ///
    /// @param run the network with its first weights, or as it is
    /// @param kept how far it came, and what was changed on the way
    /// @throws IllegalArgumentException if Keras lacks something of it
    static String of(Run run, KeptRun kept) {
        return new KerasCode(run, kept).write();
    }

    private String write() {
        Registry.Entry<Optimizer> optimizer = Registry.OPTIMIZERS.get(settings.optimizer());
        require(
                optimizer.module() != null,
                "Keras has no optimizer %s; choose another one, such as SGD with Nesterov",
                optimizer.name());
        require(
                settings.layers().stream()
                        .noneMatch(layer -> layer.normalization().equals("weight")),
                "Keras has no weight normalization; the .keras file carries the weights as they act");
        Loss loss = run.model().compilation().losses().getFirst();
        Registry.Entry<Loss> lossEntry = Registry.LOSSES.of(loss);
        require(
                lossEntry != null && lossEntry.module() != null,
                "Keras has no loss %s; choose another one",
                loss.className());
        if (!kept.changes().isEmpty()) {
            text.append("# Changed during the run, which this program does not do: ")
                    .append(Printable.line(String.join(
                            "; ", kept.changes().stream().map(Change::said).toList())))
                    .append('\n');
        }
        text.append("""
            import keras
            from keras import layers

            keras.utils.set_random_seed(%d)
            model = keras.Sequential([
                keras.Input(%s),
            """.formatted(settings.seed(), shape()));
        for (Graph.Entry entry : run.model().graph().layers()) {
            scaling(entry.layer());
        }
        settings.layers().forEach(this::hidden);
        head();
        text.append("])\nmodel.compile(\n    optimizer=")
                .append(optimizer(optimizer))
                .append(",\n    loss=");
        text.append("keras.losses.")
                .append(loss.className())
                .append("(),\n    metrics=[")
                .append(
                        run.experiment().task() == Task.REGRESSION
                                ? "keras.metrics.RootMeanSquaredError()"
                                : "\"accuracy\"")
                .append("],\n)\n# history = model.fit(x_train, y_train, batch_size=")
                .append(settings.batch() == 0 ? "len(x_train)" : Integer.toString(settings.batch()))
                .append(", epochs=")
                .append(Math.max(1, kept.epochs()))
                .append(", validation_data=(x_val, y_val))\n");
        return text.toString();
    }

    private String shape() {
        List<String> sizes = run.model().graph().calls().getFirst().shape().dimensions().stream()
                .map(String::valueOf)
                .toList();
        return "(" + String.join(", ", sizes) + (sizes.size() == 1 ? ",)" : ")");
    }

    private void scaling(Layer layer) {
        switch (layer) {
            case Normalization normalization ->
                line("layers.Normalization(" + (normalization.axis() == null ? "axis=None, " : "") + "mean="
                        + list(normalization.mean()) + ", variance=" + list(normalization.variance()) + ")");
            case Flatten flatten -> line("layers.Flatten()");
            case Rescaling rescaling -> line("layers.Rescaling(" + rescaling.scale() + ")");
            default -> {}
        }
    }

    private static String list(@Nullable List<Double> values) {
        return values == null ? "None" : values.size() == 1 ? values.getFirst().toString() : values.toString();
    }

    private void line(String layer) {
        text.append("    ").append(layer).append(",\n");
    }

    private void hidden(LayerChoice layer) {
        boolean normalized = !layer.normalization().equals("none");
        StringBuilder dense = new StringBuilder("layers.Dense(").append(layer.units());
        if (!normalized) {
            dense.append(", activation=\"").append(activation(layer)).append('"');
        }
        if (!layer.bias()) {
            dense.append(", use_bias=False");
        }
        dense.append(", kernel_initializer=").append(initializer(layer.initializer()));
        if (settings.l1() > 0 || settings.l2() > 0) {
            dense.append(", kernel_regularizer=keras.regularizers.L1L2(")
                    .append(settings.l1())
                    .append(", ")
                    .append(settings.l2())
                    .append(')');
        }
        line(dense.append(')').toString());
        if (normalized) {
            line(layer.normalization().equals("batch") ? "layers.BatchNormalization()" : "layers.LayerNormalization()");
            line("layers.Activation(\"" + activation(layer) + "\")");
        }
        if (layer.dropout() > 0) {
            line("layers.Dropout(" + layer.dropout() + ")");
        }
    }

    private static String activation(LayerChoice layer) {
        Registry.Entry<Activation> entry = Registry.ACTIVATIONS.get(layer.activation());
        require(entry.module() != null, "Keras has no activation %s; choose another one", entry.name());
        return entry.name();
    }

    private static String initializer(String name) {
        Registry.Entry<Initializer> entry = Registry.INITIALIZERS.get(name);
        return switch (entry.name()) {
            case "KaimingNormal" -> "keras.initializers.VarianceScaling(2.0, \"fan_in\", \"untruncated_normal\")";
            case "XavierNormal" -> "keras.initializers.VarianceScaling(1.0, \"fan_avg\", \"untruncated_normal\")";
            case "Constant" -> "keras.initializers.Constant(0.0)";
            default -> "\"" + Names.snakeCase(entry.name()) + "\"";
        };
    }

    private void head() {
        if (run.model().graph().layers().getLast().layer() instanceof Dense dense) {
            line("layers.Dense(" + dense.units() + ", activation=\""
                    + Names.snakeCase(dense.activation().getClass().getSimpleName()) + "\")");
        }
    }

    private String optimizer(Registry.Entry<Optimizer> entry) {
        Optimizer optimizer = run.updater().optimizer();
        List<String> arguments = new ArrayList<>();
        arguments.add("learning_rate=" + rate(optimizer.learningRate()));
        if (optimizer.rule() instanceof Record rule) {
            differing(Config.of(rule), Config.of(entry.record()), arguments);
        }
        Map<String, @Nullable Object> around = Config.of(optimizer.options());
        // A rule with a weight decay of its own has it in both places.
        around.keySet().removeAll(Config.components(entry.type()).keySet());
        differing(around, Config.of(entry.prototype().options()), arguments);
        return "keras.optimizers." + entry.name() + "(" + String.join(", ", arguments) + ")";
    }

    private static void differing(
            Map<String, @Nullable Object> values, Map<String, @Nullable Object> defaults, List<String> arguments) {
        values.forEach((name, value) -> {
            if (!name.equals("learning_rate") && !Objects.equals(value, defaults.get(name))) {
                arguments.add(name + "=" + python(value));
            }
        });
    }

    private String rate(Schedule schedule) {
        Registry.Entry<Schedule> entry = Registry.SCHEDULES.of(schedule);
        if (entry == null) {
            return Double.toString(run.learningRate());
        }
        require(entry.module() != null, "Keras has no schedule %s; choose another one", entry.name());
        List<String> arguments = new ArrayList<>();
        if (schedule instanceof Record record) {
            Config.of(record).forEach((name, value) -> arguments.add(name + "=" + python(value)));
        }
        return "keras.optimizers.schedules." + entry.name() + "(" + String.join(", ", arguments) + ")";
    }

    private static String python(@Nullable Object value) {
        return value == null
                ? "None"
                : value instanceof Boolean switched ? (switched ? "True" : "False") : value.toString();
    }
}
