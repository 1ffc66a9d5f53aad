package gradus.lab.run;

import static gradus.internal.Require.require;

import gradus.GradientDescent;
import gradus.activations.Activation;
import gradus.data.datasets.DatasetInfo;
import gradus.data.datasets.Datasets;
import gradus.data.datasets.Generated;
import gradus.data.datasets.Generator;
import gradus.experiment.HeldOut;
import gradus.experiment.NetworkOptions;
import gradus.experiment.RowOptions;
import gradus.experiment.Scaling;
import gradus.experiment.Settings;
import gradus.experiment.TableOptions;
import gradus.experiment.TrainingOptions;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.messages.Limits;
import gradus.layers.ActivationLayer;
import gradus.layers.BatchNormalization;
import gradus.layers.Dense;
import gradus.layers.Dropout;
import gradus.layers.Layer;
import gradus.layers.LayerNormalization;
import gradus.layers.WeightNormalization;
import gradus.optimizers.Optimizer;
import gradus.optimizers.UpdateOptions;
import gradus.registry.Config;
import gradus.registry.Notation;
import gradus.registry.Registry;
import gradus.regularizers.L1L2;
import gradus.schedules.Schedule;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The page's settings as those of an experiment. Settings come from a browser or a link, so every number is bounded
/// and every name must be known.
///
/// @param settings of the experiment
/// @param widths how many layers of the network each layer of the page becomes
public record Plan(Settings settings, List<Integer> widths) {
    /// The largest seed that the field of the page takes.
    private static final long SEEDS = 999_999_999;

    /// What is done around every optimizer, by the names of its arguments.
    static final Map<String, RecordComponent> AROUND = Config.components(UpdateOptions.class);

    /// Copies the list.
    public Plan {
        widths = List.copyOf(widths);
    }

    /// Checks and translates.
    ///
    /// @param uploads the uploaded tables
    /// @throws IllegalArgumentException if a setting is unknown or out of its range, with what to do
    public static Plan of(LabSettings given, Uploads uploads) {
        Limits limits = uploads.limits();
        require(
                given.layers().size() <= limits.layers(),
                "a network here has at most %s hidden layers, got %s; remove" + " some",
                limits.layers(),
                given.layers().size());
        range("the learning rate", given.learningRate(), 0, 1000);
        range("L1", given.l1(), 0, 10);
        range("L2", given.l2(), 0, 10);
        range("epochs", given.epochs(), 1, limits.epochs());
        require(
                given.seed() >= 0 && given.seed() <= SEEDS,
                "the seed must be from 0 to %s, got %s",
                SEEDS,
                given.seed());
        range("the batch size", given.batch(), 0, 100_000);
        range("the validation share", given.data().validation(), 0, 0.9);
        Settings settings = Settings.of(data(given.data(), uploads)).seed(given.seed());
        if (!given.data().target().isEmpty()) {
            settings = TableOptions.TARGET.with(settings, List.of(given.data().target()));
        }
        settings =
                RowOptions.VALIDATION.with(settings, HeldOut.share(given.data().validation()));
        settings = RowOptions.TEST.with(settings, HeldOut.share(0));
        settings = RowOptions.SCALING.with(settings, given.data().standardize() ? null : Scaling.NONE);
        List<Layer> layers = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        for (LayerChoice layer : given.layers()) {
            List<Layer> hidden = hidden(layer, given, limits);
            layers.addAll(hidden);
            widths.add(hidden.size());
        }
        settings = NetworkOptions.LAYERS.with(settings, layers);
        settings = TrainingOptions.LOSS.with(
                settings, given.loss().isEmpty() ? null : known(Registry.LOSSES, given.loss()));
        settings = TrainingOptions.OPTIMIZER.with(settings, optimizer(given));
        settings = TrainingOptions.SCHEDULE.with(settings, schedule(given, uploads));
        settings = TrainingOptions.BATCH.with(
                settings, given.batch() == 0 ? GradientDescent.batch() : GradientDescent.miniBatch(given.batch()));
        settings = TrainingOptions.EPOCHS.with(settings, given.epochs());
        settings = TrainingOptions.PATIENCE.with(settings, 0);
        return new Plan(settings, widths);
    }

    private static String data(DataChoice data, Uploads uploads) {
        switch (data.kind()) {
            case "generator" -> {
                range(
                        "the number of points",
                        data.samples(),
                        10,
                        uploads.limits().samples());
                range("noise", data.noise(), 0, 2);
                require(data.seed() >= 0, "the seed of the data must be at least 0, got %s", data.seed());
                for (Generator generator : Generator.values()) {
                    if (generator.label().equals(data.name())) {
                        return new Generated(generator, data.samples(), data.noise(), data.seed()).toString();
                    }
                }
                throw new IllegalArgumentException("no generator is named \"" + data.name() + "\"");
            }
            case "bundled" -> {
                for (DatasetInfo info : Datasets.all()) {
                    if (info.name().equals(data.name())) {
                        require(
                                fits(info, uploads),
                                "%s is too large for a class; choose a smaller data set",
                                info.name());
                        return info.name();
                    }
                }
                throw new IllegalArgumentException("no data set is named \"" + data.name() + "\"");
            }
            case "upload" -> {
                return uploads.file(data.name()).toString();
            }
            default ->
                throw new IllegalArgumentException(
                        "data is a generator, bundled or an upload, got \"" + data.kind() + "\"");
        }
    }

    /// Whether a bundled data set may be chosen here.
    public static boolean fits(DatasetInfo info, Uploads uploads) {
        return (long) info.rows() * info.features() <= uploads.limits().values();
    }

    /// A layer of the page with what stands around it.
    private static List<Layer> hidden(LayerChoice layer, LabSettings given, Limits limits) {
        range("the number of units", layer.units(), 1, limits.units());
        range("dropout", layer.dropout(), 0, 0.95);
        Activation activation = known(Registry.ACTIVATIONS, layer.activation());
        Dense dense = new Dense(layer.units())
                .useBias(layer.bias())
                .kernelInitializer(known(Registry.INITIALIZERS, layer.initializer()));
        if (given.l1() > 0 || given.l2() > 0) {
            dense = dense.kernelRegularizer(new L1L2(given.l1(), given.l2()));
        }
        List<Layer> layers = new ArrayList<>();
        switch (layer.normalization()) {
            case "none" -> layers.add(dense.activation(activation));
            case "weight" -> layers.add(new WeightNormalization(dense.activation(activation)));
            case "batch" -> layers.addAll(List.of(dense, new BatchNormalization(), new ActivationLayer(activation)));
            case "layer" -> layers.addAll(List.of(dense, new LayerNormalization(), new ActivationLayer(activation)));
            default ->
                throw new IllegalArgumentException(
                        "normalization is none, batch, layer or weight, got \"" + layer.normalization() + "\"");
        }
        if (layer.dropout() > 0) {
            layers.add(new Dropout(layer.dropout()));
        }
        return layers;
    }

    private static Optimizer optimizer(LabSettings given) {
        Registry.Entry<Optimizer> entry = Registry.OPTIMIZERS.get(given.optimizer());
        Map<String, RecordComponent> known = Config.components(entry.type());
        Map<String, @Nullable Object> rule = new HashMap<>();
        Map<String, @Nullable Object> around = new HashMap<>();
        rule.put("learning_rate", Schedule.constant(given.learningRate()));
        for (Map.Entry<String, Object> argument : new TreeMap<>(given.optimizerArguments()).entrySet()) {
            String name = argument.getKey();
            boolean own = known.containsKey(name) && !name.equals("learning_rate");
            require(own || AROUND.containsKey(name), "%s has no argument \"%s\"", entry.name(), name);
            (own ? rule : around).put(name, value(entry, (own ? known : AROUND).get(name), name, argument.getValue()));
        }
        Optimizer optimizer = (Optimizer) Config.with(entry.record(), rule);
        return around.isEmpty() ? optimizer : optimizer.with(Config.with(optimizer.options(), around));
    }

    /// What the page sends for an argument, as a value of its type.
    private static @Nullable Object value(
            Registry.Entry<?> entry, @Nullable RecordComponent component, String name, Object value) {
        String where = entry.name() + "." + name;
        return Notation.argument(Objects.requireNonNull(component), where, text(where, value));
    }

    /// A number, a switch, or a list of numbers, as it is written in notation.
    private static String text(String where, Object value) {
        if (value instanceof List<?> list) {
            require(list.size() <= 20, "%s has at most 20 numbers, got %s", where, list.size());
            list.forEach(item -> require(item instanceof Number, "%s must be numbers, got \"%s\"", where, item));
            return "[" + String.join(", ", list.stream().map(String::valueOf).toList()) + "]";
        }
        require(
                value instanceof Number || value instanceof Boolean || value.equals("none"),
                "%s must be a number or a switch, got \"%s\"",
                where,
                value);
        return value.toString();
    }

    private static @Nullable Schedule schedule(LabSettings given, Uploads uploads) {
        if (given.schedule().equals("constant")) {
            return null;
        }
        require(given.schedule().matches("[a-z_]{1,40}"), "no schedule is named \"%s\"", given.schedule());
        Registry.Entry<Schedule> entry = Registry.SCHEDULES.get(given.schedule());
        Map<String, RecordComponent> known = Config.components(entry.type());
        String first = known.keySet().iterator().next();
        boolean rated = first.endsWith("learning_rate");
        Map<String, Object> arguments = new LinkedHashMap<>(bySteps(given, uploads));
        given.scheduleArguments().forEach((name, value) -> {
            require(
                    known.containsKey(name) && !(rated && name.equals(first)),
                    "%s has no argument \"%s\"",
                    entry.name(),
                    name);
            arguments.put(name, value);
        });
        if (rated) {
            arguments.put(first, given.learningRate());
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        arguments.forEach((name, value) -> values.put(name, value(entry, known.get(name), name, value)));
        return (Schedule) Config.with(entry.record(), values);
    }

    /// What a schedule has by the length of the run, where nothing else is wanted.
    private static Map<String, Object> bySteps(LabSettings given, Uploads uploads) {
        int rows =
                (int) Math.round(rows(given.data(), uploads) * (1 - given.data().validation()));
        int batch = given.batch() == 0 ? Math.max(rows, 1) : given.batch();
        int steps = Math.max(2, Math.multiplyExact(given.epochs(), Math.max(1, (rows + batch - 1) / batch)));
        double rate = given.learningRate();
        return switch (given.schedule()) {
            case "exponential_decay", "inverse_time_decay" ->
                Map.of("decay_steps", Math.max(1, steps / 5), "decay_rate", 0.5);
            case "polynomial_decay" -> Map.of("decay_steps", steps, "end_learning_rate", Math.min(0.0001, rate));
            case "cosine_decay" -> Map.of("decay_steps", steps);
            case "cosine_decay_restarts" -> Map.of("first_decay_steps", Math.max(1, steps / 7));
            case "piecewise_constant_decay" ->
                Map.of(
                        "boundaries",
                        List.of(Math.max(1, steps / 2), Math.max(2, steps * 3L / 4)),
                        "values",
                        List.of(rate, rate / 10, rate / 100));
            case "one_cycle" -> Map.of("total_steps", steps);
            default -> Map.of();
        };
    }

    private static int rows(DataChoice data, Uploads uploads) {
        return switch (data.kind()) {
            case "generator" -> data.samples();
            case "upload" -> uploads.get(data.name()).rows();
            default ->
                Datasets.all().stream()
                        .filter(info -> info.name().equals(data.name()))
                        .findFirst()
                        .orElseThrow()
                        .rows();
        };
    }

    private static <T> T known(Registry<T> registry, String name) {
        require(name.matches("[A-Za-z0-9_]{1,40}"), "no %s is named \"%s\"", registry.kind(), name);
        return Notation.parse(registry, name);
    }

    private static void range(String what, double value, double from, double to) {
        require(
                value >= from && value <= to,
                "%s must be from %s to %s here, got %s",
                what,
                text(from),
                text(to),
                text(value));
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    public static void require(boolean holds, String message, Object... values) {
        gradus.internal.Require.require(holds, message, values);
    }
}
