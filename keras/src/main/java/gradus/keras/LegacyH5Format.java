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
                compilation = CompilationReader.read(LegacyConfig.training(training), graph);
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
        return OptimizerVariables.of(
                        compilation.optimizer(),
                        structure.graph(),
                        parameters,
                        structure.groups().order())
                .readIfAny(file, paths, file.text("", "keras_version"));
    }

    private static @Nullable JsonNode json(Hdf5Reader file, String attribute) throws ModelFileException {
        String text = file.text("", attribute);
        return text == null ? null : Json.parse(attribute, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
