package gradus.lab.run;

import static gradus.internal.Require.require;

import gradus.data.datasets.Datasets;
import gradus.data.datasets.Generator;
import gradus.experiment.Scaling;
import gradus.experiment.Settings;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.messages.Messages.Limits;
import gradus.optimizers.Optimizer;
import gradus.optimizers.UpdateOptions;
import gradus.registry.Config;
import gradus.registry.Registry;
import gradus.schedules.Schedule;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The page's settings as those of an experiment. Settings come from a browser or a link, so every number is bounded
/// and every name must be known.
///
/// @param settings of the experiment
/// @param widths how many layers of the network each layer of the page becomes
public record Plan(Settings settings, List<Integer> widths) {
    /// What is done around every optimizer, by the names of its arguments.
    static final Map<String, RecordComponent> AROUND = Config.components(UpdateOptions.class);

    /// Copies the list.
    public Plan {
        widths = List.copyOf(widths);
    }

    /// Checks and translates.
    ///
    /// @param uploads the tables that were brought along
    /// @throws IllegalArgumentException if a setting is unknown or out of its range, with what to do
    public static Plan of(LabSettings given, Uploads uploads) {
        require(
                given.layers().size() <= Limits.LAB.layers(),
                "a network here has at most %s hidden layers, got %s; remove" + " some",
                Limits.LAB.layers(),
                given.layers().size());
        range("the learning rate", given.learningRate(), 0, 1000);
        range("L1", given.l1(), 0, 10);
        range("L2", given.l2(), 0, 10);
        range("epochs", given.epochs(), 1, Limits.LAB.epochs());
        range("the batch size", given.batch(), 0, 100_000);
        range("the validation share", given.data().validation(), 0, 0.9);
        String data = data(given.data(), uploads);
        StringBuilder layers = new StringBuilder();
        List<Integer> widths = new ArrayList<>();
        for (LayerChoice layer : given.layers()) {
            widths.add(write(layer, given, layers));
        }
        Settings base = Settings.of(data);
        Settings settings = new Settings(
                data,
                given.data().target().isEmpty()
                        ? List.of()
                        : List.of(given.data().target()),
                null,
                List.of(),
                base.missing(),
                layers.toString().strip(),
                true,
                null,
                given.loss().isEmpty() ? null : known(Registry.LOSSES, given.loss()),
                optimizer(given),
                schedule(given, uploads),
                given.batch(),
                given.epochs(),
                Double.toString(given.data().validation()),
                "0",
                given.seed(),
                0,
                null,
                true,
                0,
                false,
                given.data().standardize() ? null : Scaling.NONE,
                base.precision());
        return new Plan(settings, widths);
    }

    private static String data(DataChoice data, Uploads uploads) {
        switch (data.kind()) {
            case "generator" -> {
                boolean exists = false;
                for (Generator generator : Generator.values()) {
                    exists |= generator.label().equals(data.name());
                }
                require(exists, "no generator is named \"%s\"", data.name());
                range("the number of points", data.samples(), 10, Limits.LAB.samples());
                range("noise", data.noise(), 0, 2);
                require(data.seed() >= 0, "the seed of the data must be at least 0, got %s", data.seed());
                return data.name() + "(samples=" + data.samples() + ", noise=" + data.noise() + ", seed=" + data.seed()
                        + ")";
            }
            case "bundled" -> {
                require(
                        Datasets.all().stream().anyMatch(info -> info.name().equals(data.name())),
                        "no data set is named \"%s\"",
                        data.name());
                return data.name();
            }
            case "upload" -> {
                return uploads.file(data.name()).toString();
            }
            default ->
                throw new IllegalArgumentException(
                        "data is a generator, bundled or an upload, got \"" + data.kind() + "\"");
        }
    }

    private static int write(LayerChoice layer, LabSettings given, StringBuilder text) {
        range("the number of units", layer.units(), 1, Limits.LAB.units());
        range("dropout", layer.dropout(), 0, 0.95);
        String activation = known(Registry.ACTIVATIONS, layer.activation());
        List<String> arguments = new ArrayList<>();
        arguments.add(Integer.toString(layer.units()));
        boolean weightNormalized = layer.normalization().equals("weight");
        boolean normalized = !layer.normalization().equals("none") && !weightNormalized;
        if (!normalized) {
            arguments.add(activation);
        }
        if (!layer.bias()) {
            arguments.add("use_bias=false");
        }
        String initializer = known(Registry.INITIALIZERS, layer.initializer());
        if (!initializer.equals("glorot_uniform")) {
            arguments.add("kernel_initializer=" + initializer);
        }
        if (given.l1() > 0 || given.l2() > 0) {
            arguments.add("kernel_regularizer=l1l2(" + given.l1() + ", " + given.l2() + ")");
        }
        String dense = "dense(" + String.join(", ", arguments) + ")";
        text.append(weightNormalized ? "weight_normalization(" + dense + ")" : dense)
                .append(' ');
        int count = 1;
        if (normalized) {
            require(
                    layer.normalization().equals("batch")
                            || layer.normalization().equals("layer"),
                    "normalization is none, batch, layer or weight, got \"%s\"",
                    layer.normalization());
            text.append(layer.normalization())
                    .append("_normalization activation(")
                    .append(activation)
                    .append(") ");
            count += 2;
        }
        if (layer.dropout() > 0) {
            text.append("dropout(").append(layer.dropout()).append(") ");
            count++;
        }
        return count;
    }

    private static String optimizer(LabSettings given) {
        Registry.Entry<Optimizer> entry = Registry.OPTIMIZERS.get(given.optimizer());
        Map<String, RecordComponent> known = Config.components(entry.type());
        StringBuilder text =
                new StringBuilder(entry.notation()).append("(learning_rate=").append(given.learningRate());
        for (Map.Entry<String, Object> argument : new TreeMap<>(given.optimizerArguments()).entrySet()) {
            String name = argument.getKey();
            require(
                    (known.containsKey(name) && !name.equals("learning_rate")) || AROUND.containsKey(name),
                    "%s has no argument \"%s\"",
                    entry.name(),
                    name);
            text.append(", ").append(name).append('=').append(value(entry.name() + "." + name, argument.getValue()));
        }
        return text.append(')').toString();
    }

    /// A number, a switch, or a list of numbers, as it is written in notation.
    private static String value(String where, Object value) {
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

    private static @Nullable String schedule(LabSettings given, Uploads uploads) {
        if (given.schedule().equals("constant")) {
            return null;
        }
        require(given.schedule().matches("[a-z_]{1,40}"), "no schedule is named \"%s\"", given.schedule());
        Registry.Entry<Schedule> entry = Registry.SCHEDULES.get(given.schedule());
        Map<String, Object> arguments = new LinkedHashMap<>(bySteps(given, uploads));
        List<String> known = List.copyOf(Config.components(entry.type()).keySet());
        boolean rated = known.getFirst().endsWith("learning_rate");
        given.scheduleArguments().forEach((name, value) -> {
            require(
                    known.contains(name) && !(rated && name.equals(known.getFirst())),
                    "%s has no argument \"%s\"",
                    entry.name(),
                    name);
            arguments.put(name, value);
        });
        StringBuilder text = new StringBuilder(given.schedule()).append('(');
        if (rated) {
            text.append(given.learningRate()).append(", ");
        }
        List<String> written = new ArrayList<>();
        arguments.forEach((name, value) -> written.add(name + "=" + value(entry.name() + "." + name, value)));
        return text.append(String.join(", ", written)).append(')').toString();
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

    private static <T> String known(Registry<T> registry, String name) {
        require(name.matches("[A-Za-z0-9_]{1,40}"), "no %s is named \"%s\"", registry.kind(), name);
        return registry.get(name).notation();
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
