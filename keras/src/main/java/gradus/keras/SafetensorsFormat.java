package gradus.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import gradus.training.AtomicFile;
import gradus.training.Graph;
import gradus.training.ModelFormat;
import gradus.training.Parameters;
import gradus.training.SavedModel;
import gradus.training.SavedModel.Compilation;
import gradus.training.WeightsFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The safetensors format, the plainest that weights can have: tensors named `dense/kernel` or `encoder/dense/kernel`.
/// The metadata holds the model's config as a `.keras` file has it, under `config`, and the notes, under `notes`, so
/// that a file is a whole model, too. Optimizer and losses are kept, the optimizer's state is not.
///
/// A model is read from a file with a `config`; weights are read into a model from any file whose tensors have the
/// names and shapes of its parameters.
public final class SafetensorsFormat implements ModelFormat, WeightsFormat {
    private static final String CONFIG = "config";
    private static final String NOTES = "notes";

    /// The format, which has no settings.
    public SafetensorsFormat() {}

    @Override
    public List<String> extensions() {
        return List.of(".safetensors");
    }

    @Override
    public void save(SavedModel model, Path file) throws IOException {
        Graph graph = model.graph();
        ObjectNode config = GraphWriter.write(graph);
        Compilation compilation = model.compilation();
        if (compilation != null) {
            config.set("compile_config", CompilationWriter.write(compilation, graph));
        }
        ObjectNode notes = Json.object();
        new TreeMap<>(model.notes()).forEach(notes::put);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "gradus");
        metadata.put(CONFIG, new String(Json.bytes(config), UTF_8));
        metadata.put(NOTES, new String(Json.bytes(notes), UTF_8));
        Map<String, Safetensors.Content> tensors = new LinkedHashMap<>();
        for (Parameters.Slice slice : model.parameters().slices()) {
            tensors.put(
                    name(graph, slice),
                    new Safetensors.Content(
                            slice.shape().dimensions(), model.parameters().values(), slice.offset(), slice.size()));
        }
        AtomicFile.replace(file, temporary -> {
            Safetensors.write(temporary, metadata, tensors);
            verify(temporary, tensors, compilation != null);
        });
    }

    /// Reads back what was written, the weights a block at a time: they may take half of the memory.
    private static void verify(Path file, Map<String, Safetensors.Content> tensors, boolean compiled)
            throws IOException {
        try (Safetensors back = new Safetensors(file)) {
            JsonNode config =
                    Json.parse(CONFIG, back.metadata().getOrDefault(CONFIG, "").getBytes(UTF_8));
            Graph graph = GraphReader.read(config).graph();
            if (compiled) {
                CompilationReader.read(config.path("compile_config"), graph);
            }
            for (Map.Entry<String, Safetensors.Content> tensor : tensors.entrySet()) {
                if (!back.holds(tensor.getKey(), tensor.getValue())) {
                    throw new ModelFileException("the file that was written does not read back as the model");
                }
            }
        }
    }

    @Override
    public SavedModel load(Path file, boolean compile) throws IOException {
        return ModelFileException.inFile(file, () -> {
            try (Safetensors tensors = new Safetensors(file)) {
                String text = tensors.metadata().get(CONFIG);
                if (text == null) {
                    throw new ModelFileException("its metadata has no \"config\", so it holds weights only: build the"
                            + " model, and load them into it with model.loadWeights");
                }
                JsonNode config = Json.parse(CONFIG, text.getBytes(UTF_8));
                Graph graph = GraphReader.read(config).graph();
                Compilation compilation = compile ? CompilationReader.read(config.path("compile_config"), graph) : null;
                WeightsFile.requireRoom(graph, java.nio.file.Files.size(file));
                Parameters parameters = new Parameters(graph);
                WeightsFile.requireNone(read(tensors, graph, parameters, parameters.values()));
                Map<String, String> notes = new TreeMap<>();
                String noteText = tensors.metadata().get(NOTES);
                if (noteText != null) {
                    Json.parse(NOTES, noteText.getBytes(UTF_8))
                            .properties()
                            .forEach(note ->
                                    notes.put(note.getKey(), note.getValue().asString("")));
                }
                return new SavedModel(graph, parameters, compilation, null, notes);
            }
        });
    }

    @Override
    public Weights load(SavedModel model, Path file, boolean skipMismatch) throws IOException {
        return ModelFileException.inFile(file, () -> {
            try (Safetensors tensors = new Safetensors(file)) {
                float[] values = model.parameters().values().clone();
                List<String> skipped = read(tensors, model.graph(), model.parameters(), values);
                if (!skipMismatch) {
                    WeightsFile.requireNone(skipped);
                }
                return new Weights(values, null, skipped);
            }
        });
    }

    /// Reads the parameters of all layers that the file fits.
    ///
    /// @return what does not fit, a sentence for each layer
    private static List<String> read(Safetensors tensors, Graph graph, Parameters parameters, float[] values)
            throws IOException {
        List<String> problems = new ArrayList<>();
        for (int layer = 0; layer < graph.layers().size(); layer++) {
            List<Parameters.Slice> slices = parameters.slices(layer);
            String problem = null;
            for (Parameters.Slice slice : slices) {
                String name = name(graph, slice);
                Safetensors.Tensor tensor = tensors.tensors().get(name);
                List<Long> wanted = slice.shape().dimensions().stream()
                        .map(Integer::longValue)
                        .toList();
                if (tensor == null) {
                    problem = "there is no tensor \"" + name + "\"";
                } else if (!tensor.shape().equals(wanted)) {
                    problem = name + " must have shape " + wanted + ", got " + tensor.shape();
                }
            }
            if (problem != null) {
                problems.add("layer \"" + graph.layers().get(layer).name() + "\": " + problem);
                continue;
            }
            for (Parameters.Slice slice : slices) {
                tensors.read(name(graph, slice), values, slice.offset());
            }
        }
        return problems;
    }

    private static String name(Graph graph, Parameters.Slice slice) {
        return graph.layers().get(slice.layer()).name() + "/" + slice.spec().name();
    }
}
