package gradus.onnx;

import gradus.data.Shape;
import gradus.layers.BatchNormalization;
import gradus.layers.GroupNormalization;
import gradus.layers.LayerNormalization;
import gradus.layers.RMSNormalization;
import gradus.training.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

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

    /// The channels come first, so that a group is a row.
    String group(GroupNormalization layer, Nodes nodes, LayerNodes.Call call) {
        Shape input = call.shapes().getFirst();
        long axis = axes(List.of(layer.axis()), call)[0];
        int channels = input.dimensions().get((int) axis - 1);
        int groups = layer.groups() == -1 ? channels : layer.groups();
        long[] order = LongStream.concat(
                        LongStream.of(0, axis),
                        LongStream.rangeClosed(1, input.rank()).filter(other -> other != axis))
                .toArray();
        long[] back = new long[order.length];
        long[] arranged = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            back[(int) order[i]] = i;
            arranged[i] = i == 0 ? -1 : input.dimensions().get((int) order[i] - 1);
        }
        String first = nodes.apply("Transpose", nodes.toDouble(call.input()), OnnxGraph.Attribute.of("perm", order));
        String rows = nodes.apply("Reshape", first, nodes.numbers(-1, groups, input.size() / groups));
        String centered = nodes.apply("Sub", rows, nodes.reduce("ReduceMean", rows, -1));
        String y = nodes.apply("Reshape", rows(nodes, centered, layer.epsilon(), -1), nodes.numbers(arranged));
        String restored = nodes.apply("Transpose", y, OnnxGraph.Attribute.of("perm", back));
        String scaled = layer.scale() ? nodes.apply("Mul", restored, weight(call, "gamma", axis)) : restored;
        return layer.center() ? nodes.apply("Add", scaled, weight(call, "beta", axis)) : scaled;
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
                call.name() + "/" + call.prefix() + name, key -> graph.constant(key, Shape.of(dimensions), values, 0));
    }
}
