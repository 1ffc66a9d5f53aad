package gradus.onnx;

import gradus.data.Shape;
import gradus.layers.CategoryEncoding;
import gradus.layers.Discretization;
import gradus.layers.OutputMode;
import gradus.onnx.OnnxGraph.Attribute;
import java.util.List;

/// Layers of categories as ONNX nodes: bins, and the encoding of indices.
final class CategoryNodes {
    private CategoryNodes() {}

    static String encoding(CategoryEncoding layer, OnnxGraph graph, Nodes nodes, LayerNodes.Call call) {
        String weights = call.inputs().size() == 2 ? call.inputs().getLast() : null;
        String vectors = vectors(graph, nodes, call, call.input(), layer.numTokens());
        String weighted = weights == null
                ? vectors
                : nodes.apply("Mul", vectors, nodes.apply("Unsqueeze", weights, graph.numbers(-1)));
        return joined(layer.outputMode(), graph, nodes, call, weighted);
    }

    /// The number of boundaries that a value is not below; NaN is below none.
    static String bins(Discretization layer, OnnxGraph graph, Nodes nodes, LayerNodes.Call call) {
        List<Double> boundaries = layer.binBoundaries();
        if (boundaries == null || boundaries.isEmpty()) {
            throw new IllegalArgumentException(
                    "layer \"" + call.name() + "\" has no boundaries, and cannot be exported to ONNX");
        }
        float[] bounds = new float[boundaries.size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = boundaries.get(i).floatValue();
        }
        String constant = graph.constant(call.name() + "/boundaries", Shape.of(bounds.length), bounds, 0);
        String below = nodes.apply("Less", nodes.apply("Unsqueeze", call.input(), graph.numbers(-1)), constant);
        String index = nodes.apply(
                "ReduceSum",
                List.of(nodes.toFloat(nodes.apply("Not", below)), graph.numbers(-1)),
                Attribute.of("keepdims", 0));
        return layer.outputMode() == OutputMode.INT
                ? index
                : joined(layer.outputMode(), graph, nodes, call, vectors(graph, nodes, call, index, bounds.length + 1));
    }

    /// A one-hot vector for each index.
    private static String vectors(OnnxGraph graph, Nodes nodes, LayerNodes.Call call, String indices, int depth) {
        String whole = nodes.apply("Cast", indices, Attribute.of("to", OnnxGraph.INT64));
        String values = graph.constant(call.name() + "/off_on", Shape.of(2), new float[] {0, 1}, 0);
        return nodes.apply("OneHot", List.of(whole, graph.numbers(depth), values));
    }

    /// The vectors of a row as the layer gives them.
    private static String joined(OutputMode mode, OnnxGraph graph, Nodes nodes, LayerNodes.Call call, String vectors) {
        if (mode == OutputMode.ONE_HOT) {
            return call.width() == 1 ? nodes.apply("Squeeze", vectors, graph.numbers(-2)) : vectors;
        }
        return nodes.apply(
                mode == OutputMode.COUNT ? "ReduceSum" : "ReduceMax",
                List.of(vectors, graph.numbers(1)),
                Attribute.of("keepdims", 0));
    }
}
