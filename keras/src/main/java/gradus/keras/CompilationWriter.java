package gradus.keras;

import gradus.training.SavedModel.Compilation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a model was compiled with, as Keras's `compile_config`.
final class CompilationWriter {
    private CompilationWriter() {}

    /// The whole of it. With several outputs, losses and metrics are lists, and the metrics are the first one's.
    static ObjectNode write(Compilation compilation) throws ModelFileException {
        boolean single = compilation.losses().size() == 1;
        JsonNode losses = ConceptWriter.value(compilation.losses());
        JsonNode metrics = ConceptWriter.value(compilation.metrics());
        ObjectNode config = Json.object();
        config.set("optimizer", ConceptWriter.value(compilation.optimizer()));
        config.set("loss", single ? losses.get(0) : losses);
        if (compilation.lossWeights().stream().allMatch(weight -> weight == 1)) {
            config.putNull("loss_weights");
        } else {
            config.set("loss_weights", ConceptWriter.value(compilation.lossWeights()));
        }
        if (single) {
            config.set("metrics", metrics);
        } else {
            ArrayNode perOutput = Json.array().add(metrics);
            for (int i = 1; i < compilation.losses().size(); i++) {
                perOutput.addArray();
            }
            config.set("metrics", perOutput);
        }
        config.putNull("weighted_metrics");
        config.put("run_eagerly", false);
        config.put("steps_per_execution", 1);
        config.put("jit_compile", "auto");
        return config;
    }
}
