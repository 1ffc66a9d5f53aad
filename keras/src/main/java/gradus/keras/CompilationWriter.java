package gradus.keras;

import gradus.metrics.Metric;
import gradus.training.SavedModel.Compilation;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a model was compiled with, as Keras's `compile_config`.
final class CompilationWriter {
    private CompilationWriter() {}

    /// The whole of it. With several outputs, losses, their weights and metrics are lists with an entry for each.
    static ObjectNode write(Compilation compilation) throws ModelFileException {
        boolean single = compilation.losses().size() == 1;
        JsonNode losses = ConceptWriter.value(compilation.losses());
        ObjectNode config = Json.object();
        config.set("optimizer", ConceptWriter.value(compilation.optimizer()));
        config.set("loss", single ? losses.get(0) : losses);
        if (compilation.lossWeights().stream().allMatch(weight -> weight == 1)) {
            config.putNull("loss_weights");
        } else {
            config.set("loss_weights", ConceptWriter.value(compilation.lossWeights()));
        }
        config.set("metrics", metrics(compilation, false));
        if (compilation.metrics().stream().flatMap(List::stream).anyMatch(Metric::usesWeights)) {
            config.set("weighted_metrics", metrics(compilation, true));
        } else {
            config.putNull("weighted_metrics");
        }
        config.put("run_eagerly", false);
        config.put("steps_per_execution", 1);
        config.put("jit_compile", "auto");
        return config;
    }

    /// The metrics in which weights count, or the others; with several outputs a list for each.
    private static JsonNode metrics(Compilation compilation, boolean weighted) throws ModelFileException {
        ArrayNode perOutput = Json.array();
        for (List<Metric> metrics : compilation.metrics()) {
            perOutput.add(ConceptWriter.value(metrics.stream()
                    .filter(metric -> metric.usesWeights() == weighted)
                    .toList()));
        }
        return perOutput.size() == 1 ? perOutput.get(0) : perOutput;
    }
}
