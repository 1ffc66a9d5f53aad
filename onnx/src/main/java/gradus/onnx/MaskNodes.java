package gradus.onnx;

import gradus.data.Shape;
import gradus.layers.MaskedAverage;
import gradus.layers.Masking;
import gradus.onnx.OnnxGraph.Attribute;

/// Layers that know of missing steps as ONNX nodes.
final class MaskNodes {
    private MaskNodes() {}

    static String masking(Masking masking, Nodes nodes, LayerNodes.Call call) {
        String counts = counts(nodes, call.input(), (float) masking.maskValue());
        return nodes.where(
                nodes.apply("Cast", counts, Attribute.of("to", OnnxGraph.BOOL)), call.input(), nodes.scalar(0f));
    }

    /// `Σ counts·x / Σ counts` along the steps.
    static String average(MaskedAverage average, Nodes nodes, LayerNodes.Call call) {
        Shape shape = call.shapes().getFirst();
        String counts = "";
        for (int i = 0; i < average.maskValues().size(); i++) {
            // Steps of one feature have no axis for it.
            String source = nodes.apply(
                    "Reshape",
                    call.inputs().get(i + 1),
                    nodes.numbers(-1, shape.dimensions().getFirst(), width(call, i + 1)));
            String one = counts(nodes, source, average.maskValues().get(i).floatValue());
            counts = counts.isEmpty() ? one : nodes.apply("Max", counts, one);
        }
        String keep = nodes.apply("Cast", counts, Attribute.of("to", OnnxGraph.BOOL));
        String x = nodes.toDouble(nodes.where(keep, call.input(), nodes.scalar(0f)));
        Attribute keepdims = Attribute.of("keepdims", average.keepdims() ? 1 : 0);
        String sum = nodes.apply("ReduceSum", x, nodes.numbers(1), keepdims);
        String count = nodes.apply("ReduceSum", nodes.toDouble(counts), nodes.numbers(1), keepdims);
        return nodes.toFloat(nodes.apply("Div", sum, count));
    }

    private static long width(LayerNodes.Call call, int input) {
        return call.shapes().get(input).size()
                / call.shapes().getFirst().dimensions().getFirst();
    }

    /// 1 for a step that counts, 0 for a missing one, with an axis of size 1 in place of the features.
    private static String counts(Nodes nodes, String x, float missing) {
        String other = nodes.apply("Not", nodes.apply("Equal", x, nodes.scalar(missing)));
        return nodes.reduceRows("ReduceMax", nodes.apply("Cast", other, Attribute.of("to", OnnxGraph.FLOAT)));
    }
}
