package gradus.keras;

import gradus.metrics.Metric;
import gradus.training.Graph;
import gradus.training.SavedModel.Compilation;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a model was compiled with, as Keras's `compile_config`.
final class CompilationWriter {
    private final Compilation compilation;
    private final List<String> keys;

    private CompilationWriter(Compilation compilation, List<String> keys) {
        this.compilation = compilation;
        this.keys = keys;
    }

    /// The whole of it. With several outputs, losses, their weights and metrics are lists with an entry for each, or
    /// objects where the outputs have keys.
    static ObjectNode write(Compilation compilation, Graph graph) throws ModelFileException {
        return new CompilationWriter(compilation, graph.keys().outputs()).write();
    }

    private ObjectNode write() throws ModelFileException {
        ObjectNode config = Json.object();
        config.set("optimizer", ConceptWriter.value(compilation.optimizer()));
        config.set("loss", perOutput(ConceptWriter.value(compilation.losses())));
        if (compilation.lossWeights().stream().allMatch(weight -> weight == 1)) {
            config.putNull("loss_weights");
        } else {
            config.set("loss_weights", perOutput(ConceptWriter.value(compilation.lossWeights())));
        }
        config.set("metrics", metrics(false));
        if (compilation.metrics().stream().flatMap(List::stream).anyMatch(Metric::usesWeights)) {
            config.set("weighted_metrics", metrics(true));
        } else {
            config.putNull("weighted_metrics");
        }
        config.put("run_eagerly", false);
        config.put("steps_per_execution", 1);
        config.put("jit_compile", "auto");
        return config;
    }

    /// The metrics in which weights count, or the others; with several outputs a list for each.
    private JsonNode metrics(boolean weighted) throws ModelFileException {
        ArrayNode perOutput = Json.array();
        for (List<Metric> metrics : compilation.metrics()) {
            perOutput.add(ConceptWriter.value(metrics.stream()
                    .filter(metric -> metric.usesWeights() == weighted)
                    .toList()));
        }
        return perOutput(perOutput);
    }

    private JsonNode perOutput(JsonNode list) {
        if (list.size() == 1) {
            return list.get(0);
        }
        if (keys.isEmpty()) {
            return list;
        }
        ObjectNode named = Json.object();
        for (int i = 0; i < keys.size(); i++) {
            named.set(keys.get(i), list.get(i));
        }
        return named;
    }
}
