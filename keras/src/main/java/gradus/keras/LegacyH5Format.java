package gradus.keras;

import gradus.training.Graph;
import gradus.training.ModelFormat;
import gradus.training.Parameters;
import gradus.training.SavedModel;
import gradus.training.SavedModel.Compilation;
import gradus.training.SavedModel.OptimizerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Keras's old format for whole models, `.h5`, which is read and not written: the files of Keras 2 and those that
/// Keras 3 still writes. What a model was compiled with is taken over where Gradus has it; otherwise the model can
/// predict, and the note `not_compiled` says why it cannot train on. The state of an optimizer is read from files of
/// Keras 3; after loading one of Keras 2, the optimizer starts afresh.
///
/// Limits and refusals are those of [KerasFormat].
public final class LegacyH5Format implements ModelFormat {
    private static final String WEIGHTS = "model_weights";
    private static final String OPTIMIZER = "optimizer_weights";

    /// The format, which has no settings.
    public LegacyH5Format() {}

    @Override
    public List<String> extensions() {
        return List.of(".h5", ".hdf5");
    }

    @Override
    public void save(SavedModel model, Path file) throws IOException {
        throw new ModelFileException(file + ": whole models in .h5 are read only; save to a file that ends in .keras,"
                + " or weights alone to one that ends in .weights.h5");
    }

    @Override
    public SavedModel load(Path file, boolean compile) throws IOException {
        return ModelFileException.inFile(file, () -> {
            if (Files.size(file) > Integer.MAX_VALUE - 8) {
                throw new ModelFileException("a model file has at most 2 GiB, this one has " + Files.size(file));
            }
            byte[] content = Files.readAllBytes(file);
            try (Hdf5Reader reader = new Hdf5Reader("the file", content)) {
                return read(reader, content.length, compile);
            }
        });
    }

    private static SavedModel read(Hdf5Reader file, int size, boolean compile) throws ModelFileException {
        JsonNode config = json(file, "model_config");
        if (config == null) {
            throw new ModelFileException("it holds no model, only weights: build the model, and load them into it with"
                    + " model.loadWeights, from a file that ends in .weights.h5");
        }
        JsonNode modern = LegacyConfig.model(config);
        GraphReader.Structure structure = GraphReader.read(modern);
        Graph graph = structure.graph();
        WeightsFile.requireRoom(graph, size);
        Parameters parameters = new Parameters(graph);
        WeightsFile.requireNone(LegacyWeights.read(file, WEIGHTS, graph, parameters, parameters.values()));
        Map<String, String> notes = new TreeMap<>();
        Compilation compilation = null;
        OptimizerState state = null;
        JsonNode training = compile ? json(file, "training_config") : null;
        if (training != null) {
            try {
                compilation = CompilationReader.read(LegacyConfig.compilation(training), graph);
                state = compilation == null ? null : state(file, compilation, structure, parameters);
            } catch (ModelFileException e) {
                notes.put("not_compiled", String.valueOf(e.getMessage()));
            }
        }
        return new SavedModel(graph, parameters, compilation, state, notes);
    }

    private static @Nullable OptimizerState state(
            Hdf5Reader file, Compilation compilation, GraphReader.Structure structure, Parameters parameters)
            throws ModelFileException {
        List<String> names = file.texts(OPTIMIZER, "weight_names");
        if (names == null || names.stream().anyMatch(name -> name.endsWith(":0"))) {
            return null;
        }
        List<String> paths = names.stream().map(name -> OPTIMIZER + "/" + name).toList();
        return new OptimizerVariables(
                        compilation.optimizer(),
                        structure.graph(),
                        parameters,
                        structure.groups().order())
                .read(file, paths, file.text("", "keras_version"));
    }

    private static @Nullable JsonNode json(Hdf5Reader file, String attribute) throws ModelFileException {
        String text = file.text("", attribute);
        return text == null ? null : Json.parse(attribute, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /// Configs of Keras 2 in the words of Keras 3.
    private static final class LegacyConfig {
        private static final List<String> GONE = List.of("is_legacy_optimizer", "jit_compile", "batch_input_shape");

        private LegacyConfig() {}

        static JsonNode model(JsonNode config) {
            JsonNode copy = config.deepCopy();
            layers(copy);
            return copy;
        }

        private static void layers(JsonNode model) {
            for (JsonNode layer : model.path("config").path("layers")) {
                layers(layer);
                if (layer.path("config") instanceof ObjectNode arguments) {
                    String className = layer.path("class_name").asString("");
                    if (List.of("LeakyReLU", "ELU").contains(className)) {
                        rename(arguments, "alpha", className.equals("ELU") ? "alpha" : "negative_slope");
                    }
                    if (className.equals("InputLayer")
                            || !model.path("class_name").asString("").equals("Sequential")) {
                        continue;
                    }
                    // A chain may keep its input shape with its first layer; GraphReader looks for it there.
                    JsonNode shape = arguments.path("batch_input_shape");
                    if (shape.isArray() && layer instanceof ObjectNode object) {
                        object.putObject("build_config").set("input_shape", shape);
                        arguments.remove("batch_input_shape");
                    }
                }
            }
        }

        private static void rename(ObjectNode object, String from, String to) {
            JsonNode value = object.path(from);
            if (!value.isMissingNode() && !from.equals(to) && object.path(to).isMissingNode()) {
                object.remove(from);
                object.set(to, value);
            }
        }

        static JsonNode compilation(JsonNode training) {
            ObjectNode config = Json.object();
            for (String key : List.of("loss", "loss_weights", "metrics", "weighted_metrics")) {
                if (!training.path(key).isMissingNode()) {
                    config.set(key, functions(training.path(key)));
                }
            }
            JsonNode optimizer = training.path("optimizer_config").deepCopy();
            if (optimizer instanceof ObjectNode object) {
                String className = object.path("class_name").asString("");
                object.put("class_name", className.replaceFirst("^Custom>", ""));
                if (object.path("config") instanceof ObjectNode arguments) {
                    GONE.forEach(arguments::remove);
                    if (arguments.path("decay").asDouble(1) == 0) {
                        arguments.remove("decay");
                    }
                    rename(arguments, "lr", "learning_rate");
                }
                config.set("optimizer", object);
            }
            return config;
        }

        /// Metrics that are functions, which Keras 2 wraps, as their names.
        private static JsonNode functions(JsonNode value) {
            if (value.isArray()) {
                ArrayNode array = Json.array();
                value.forEach(item -> array.add(functions(item)));
                return array;
            }
            JsonNode function = value.path("config").path("fn");
            return value.path("class_name").asString("").equals("MeanMetricWrapper") && function.isString()
                    ? function
                    : value;
        }
    }
}
