package gradus.keras;

import gradus.training.AtomicFile;
import gradus.training.Graph;
import gradus.training.Parameters;
import gradus.training.SavedModel;
import gradus.training.SavedModel.Compilation;
import gradus.training.SavedModel.OptimizerState;
import gradus.training.WeightsFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keras's `.weights.h5`: the weights of a model, and the state of its optimizer, without its layers. It is what a
/// `.keras` file has inside, and what Keras's `save_weights` writes and `load_weights` reads. Files that Keras 2 wrote
/// are read, too, by the order of layers.
///
/// Layers find their weights by their place in the model, not by their names: the second `Dense` is `dense_1`. Limits
/// and refusals are those of [KerasFormat].
public final class WeightsH5Format implements WeightsFormat {
    /// The format, which has no settings.
    public WeightsH5Format() {}

    @Override
    public List<String> extensions() {
        return List.of(".weights.h5");
    }

    @Override
    public void save(SavedModel model, Path file) throws IOException {
        LayerGroups groups = LayerGroups.of(model.graph());
        OptimizerState state = model.optimizerState();
        OptimizerVariables variables = variables(model, groups);
        AtomicFile.replace(file, temporary -> {
            WeightsFile.write(
                    temporary,
                    model.graph(),
                    model.parameters(),
                    groups,
                    variables,
                    state == null || state.steps() == 0 ? null : state);
            Weights back = read(temporary, model, groups, false);
            if (!Arrays.equals(back.values(), model.parameters().values())) {
                throw new ModelFileException("the file that was written does not read back as the weights");
            }
        });
    }

    @Override
    public Weights load(SavedModel model, Path file, boolean skipMismatch) throws IOException {
        return ModelFileException.inFile(file, () -> read(file, model, LayerGroups.of(model.graph()), skipMismatch));
    }

    private static Weights read(Path file, SavedModel model, LayerGroups groups, boolean skipMismatch)
            throws IOException {
        if (Files.size(file) > Integer.MAX_VALUE - 8) {
            throw new ModelFileException("a weights file has at most 2 GiB, this one has " + Files.size(file));
        }
        byte[] content = Files.readAllBytes(file);
        Graph graph = model.graph();
        WeightsFile.requireRoom(graph, content.length);
        Parameters parameters = model.parameters();
        float[] values = parameters.values().clone();
        try (Hdf5Reader reader = new Hdf5Reader("the file", content)) {
            List<String> skipped;
            OptimizerState state = null;
            if (reader.texts("", "layer_names") != null) {
                skipped = LegacyWeights.read(reader, "", graph, parameters, values);
            } else {
                skipped = WeightsFile.read(reader, graph, groups, parameters, values);
                OptimizerVariables variables = variables(model, groups);
                state = variables == null ? null : state(reader, variables, skipMismatch);
            }
            if (!skipMismatch) {
                WeightsFile.requireNone(skipped);
            }
            return new Weights(values, state, skipped);
        }
    }

    /// The state, or null if the file has that of another optimizer: as Keras does it, weights load without it.
    private static @Nullable OptimizerState state(Hdf5Reader reader, OptimizerVariables variables, boolean skipMismatch)
            throws ModelFileException {
        if (!variables.mayBe(reader.count(OptimizerVariables.GROUP)) || skipMismatch) {
            return null;
        }
        return variables.read(reader, null);
    }

    private static @Nullable OptimizerVariables variables(SavedModel model, LayerGroups groups) {
        Compilation compilation = model.compilation();
        return compilation == null
                ? null
                : OptimizerVariables.of(compilation.optimizer(), model.graph(), model.parameters(), groups.order());
    }
}
