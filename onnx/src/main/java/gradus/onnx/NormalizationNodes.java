package gradus.onnx;

import gradus.data.Shape;
import gradus.layers.BatchNormalization;
import gradus.layers.LayerNormalization;
import gradus.layers.RMSNormalization;
import gradus.training.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Normalizations as ONNX nodes, along any axes.
final class NormalizationNodes {
    /// Rows shorter than this have no direction.
    private static final double SHORTEST = 1e-12;

    private final OnnxGraph graph;
    private final LayerNodes layers;
    private final Parameters parameters;
    private final Map<String, String> weights;

    /// @param weights the names of the constants that were made, by layer and weight
    NormalizationNodes(OnnxGraph graph, LayerNodes layers, Parameters parameters, Map<String, String> weights) {
        this.graph = graph;
        this.layers = layers;
        this.parameters = parameters;
        this.weights = weights;
    }

    /// The axes as ONNX numbers them, the batch axis being 0.
    ///
    /// @param axis as Keras numbers them
    static long[] axes(List<Integer> axis, LayerNodes.Call call) {
        int rank = call.shapes().getFirst().rank();
        return axis.stream()
                .mapToLong(number -> number < 0 ? number + rank + 1 : number)
                .sorted()
                .toArray();
    }

    /// ONNX's own operator has its columns on the second axis, and runtimes fold its mean into the offset, where
    /// columns far from 0 lose digits.
    String batch(BatchNormalization layer, Nodes nodes, LayerNodes.Call call) {
        float[] values = parameters.values();
        Parameters.Slice variance = layers.slice(call, "moving_variance");
        float[] factors = new float[variance.size()];
        for (int j = 0; j < factors.length; j++) {
            factors[j] = (float) (1 / Math.sqrt(values[variance.offset() + j] + layer.epsilon()));
            if (layer.scale()) {
                factors[j] *= values[layers.slice(call, "gamma").offset() + j];
            }
        }
        long[] axes = axes(List.of(layer.axis()), call);
        String factor = constant(call, "factor", axes, factors);
        String y = nodes.apply("Mul", nodes.apply("Sub", call.input(), weight(call, "moving_mean", axes)), factor);
        return layer.center() ? nodes.apply("Add", y, weight(call, "beta", axes)) : y;
    }

    /// In double precision: runtimes take the variance as a difference of large numbers in ONNX's own operator.
    String layer(LayerNormalization layer, Nodes nodes, LayerNodes.Call call) {
        long[] axes = axes(layer.axis(), call);
        String wide = nodes.toDouble(call.input());
        String centered = nodes.apply("Sub", wide, nodes.reduce("ReduceMean", wide, axes));
        String y = rows(nodes, centered, layer.epsilon(), axes);
        String scaled = layer.scale() ? nodes.apply("Mul", y, weight(call, "gamma", axes)) : y;
        return layer.center() ? nodes.apply("Add", scaled, weight(call, "beta", axes)) : scaled;
    }

    String rms(RMSNormalization layer, Nodes nodes, LayerNodes.Call call) {
        long[] axes = axes(layer.axis(), call);
        String y = rows(nodes, nodes.toDouble(call.input()), layer.epsilon(), axes);
        return nodes.apply("Mul", y, weight(call, "scale", axes));
    }

    /// `x/√(mean(x²) + epsilon)`, from double to single precision.
    private static String rows(Nodes nodes, String x, double epsilon, long... axes) {
        String square = nodes.reduce("ReduceMean", nodes.apply("Mul", x, x), axes);
        String root = nodes.apply("Sqrt", nodes.apply("Add", square, nodes.scalar(epsilon)));
        return nodes.toFloat(nodes.apply("Div", x, root));
    }

    /// `x/‖x‖`, or zeros for a row without direction.
    static String unit(Nodes nodes, String x, long... axes) {
        String length = nodes.apply("Sqrt", nodes.reduce("ReduceSum", nodes.apply("Mul", x, x), axes));
        String isShort = nodes.apply("Less", length, nodes.scalar(SHORTEST));
        // Divided by infinity, short rows become zero.
        return nodes.apply("Div", x, nodes.where(isShort, nodes.scalar(Double.POSITIVE_INFINITY), length));
    }

    private String weight(LayerNodes.Call call, String parameter, long... axes) {
        return constant(call, parameter, axes, parameters.copy(layers.slice(call, parameter)));
    }

    /// A constant of one number for each place along some axes, which is repeated along the others.
    private String constant(LayerNodes.Call call, String name, long[] axes, float[] values) {
        Shape input = call.shapes().getFirst();
        int[] dimensions = IntStream.range(0, input.rank())
                .map(axis -> Arrays.stream(axes).anyMatch(own -> own == axis + 1)
                        ? input.dimensions().get(axis)
                        : 1)
                .toArray();
        return weights.computeIfAbsent(
                call.name() + "/" + name, key -> graph.constant(key, Shape.of(dimensions), values, 0));
    }
}
