package gradus.onnx;

import gradus.onnx.OnnxGraph.Attribute;
import java.util.List;

/// Writes the nodes of one call of a layer: short words for formulas, and names that begin with the layer's.
final class Nodes {
    private final OnnxGraph graph;
    private final String layer;

    Nodes(OnnxGraph graph, String layer) {
        this.graph = graph;
        this.layer = layer;
    }

    /// The name of the layer.
    String layer() {
        return layer;
    }

    /// A node of one operator.
    String apply(String operator, List<String> inputs, Attribute... attributes) {
        return graph.node(operator, layer + "/" + operator, inputs, attributes);
    }

    /// A node of one operator on one value.
    String apply(String operator, String x, Attribute... attributes) {
        return apply(operator, List.of(x), attributes);
    }

    /// A node of one operator on two values.
    String apply(String operator, String a, String b, Attribute... attributes) {
        return apply(operator, List.of(a, b), attributes);
    }

    /// A node with several outputs.
    List<String> several(String operator, int count, List<String> inputs, Attribute... attributes) {
        return graph.nodes(operator, layer + "/" + operator, count, inputs, attributes);
    }

    /// A constant of this layer.
    String constant(String name, double[] values) {
        return graph.constant(layer + "/" + name, values);
    }

    String scalar(float value) {
        return graph.scalar(value);
    }

    String numbers(long... values) {
        return graph.numbers(values);
    }

    String scalar(double value) {
        return graph.scalar(value);
    }

    /// `y` where the condition holds, else `z`.
    String where(String condition, String y, String z) {
        return apply("Where", List.of(condition, y, z));
    }

    /// `min(max(x, least), most)`.
    String clip(String x, float least, float most) {
        return apply("Clip", List.of(x, scalar(least), scalar(most)));
    }

    String toDouble(String x) {
        return apply("Cast", x, Attribute.of("to", OnnxGraph.DOUBLE));
    }

    String toFloat(String x) {
        return apply("Cast", x, Attribute.of("to", OnnxGraph.FLOAT));
    }

    /// A reduction along the last axis, which stays with a size of 1.
    String reduceRows(String operator, String x) {
        return reduce(operator, x, -1);
    }

    /// A reduction along some axes, which stay with a size of 1.
    String reduce(String operator, String x, long... axes) {
        return apply(operator, x, graph.numbers(axes), Attribute.of("keepdims", 1));
    }
}
