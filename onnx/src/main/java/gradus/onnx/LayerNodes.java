package gradus.onnx;

import gradus.activations.Activation;
import gradus.data.Shape;
import gradus.layers.ActivityRegularization;
import gradus.layers.Add;
import gradus.layers.AppliedActivation;
import gradus.layers.Average;
import gradus.layers.BatchNormalization;
import gradus.layers.CategoryEncoding;
import gradus.layers.Concatenate;
import gradus.layers.DataFormat;
import gradus.layers.Dense;
import gradus.layers.Discretization;
import gradus.layers.Dot;
import gradus.layers.EinsumDense;
import gradus.layers.Embedding;
import gradus.layers.Flatten;
import gradus.layers.GlobalAveragePooling1D;
import gradus.layers.GlobalMaxPooling1D;
import gradus.layers.GroupNormalization;
import gradus.layers.Identity;
import gradus.layers.Layer;
import gradus.layers.LayerNormalization;
import gradus.layers.LookupLayer;
import gradus.layers.MaskedAverage;
import gradus.layers.Masking;
import gradus.layers.Maximum;
import gradus.layers.Minimum;
import gradus.layers.Multiply;
import gradus.layers.Noise;
import gradus.layers.Normalization;
import gradus.layers.PReLU;
import gradus.layers.Permute;
import gradus.layers.RMSNormalization;
import gradus.layers.RepeatVector;
import gradus.layers.Rescaling;
import gradus.layers.Reshape;
import gradus.layers.Softmax;
import gradus.layers.SpatialDropout1D;
import gradus.layers.SpectralNormalization;
import gradus.layers.Subtract;
import gradus.layers.TextLayer;
import gradus.layers.TimeDistributed;
import gradus.layers.UnitNormalization;
import gradus.layers.WeightNormalization;
import gradus.layers.operations.Operation;
import gradus.onnx.OnnxGraph.Attribute;
import gradus.registry.Registry;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Layers as ONNX nodes, the way they compute in inference: dropout and noise vanish, batch normalization uses its
/// moving statistics. Weights are written once a layer, however often it is called.
final class LayerNodes {
    /// What the square root of a variance is at least, in [Normalization].
    private static final double SMALLEST_DEVIATION = 1e-7;

    private final OnnxGraph graph;
    private final Parameters parameters;
    private final Map<String, String> weights = new HashMap<>();
    private final NormalizationNodes normalizations;

    LayerNodes(OnnxGraph graph, Parameters parameters) {
        this.graph = graph;
        this.parameters = parameters;
        normalizations = new NormalizationNodes(graph, this, parameters, weights);
    }

    /// One application of a layer.
    ///
    /// @param index of the layer
    /// @param name of the layer
    /// @param inputs the names of the values that go in
    /// @param shapes of a row of each input
    /// @param output shape of a row of what comes out
    /// @param prefix what the names of the parameters begin with, in a layer that another one wraps
    record Call(int index, String name, List<String> inputs, List<Shape> shapes, Shape output, String prefix) {
        Call(int index, String name, List<String> inputs, List<Shape> shapes, Shape output) {
            this(index, name, inputs, shapes, output, "");
        }

        String input() {
            return inputs.getFirst();
        }

        int width() {
            return shapes.getFirst().last();
        }

        /// This call for the layer that the called one wraps.
        Call inner() {
            return new Call(index, name, inputs, shapes, output, prefix + "layer/");
        }
    }

    /// Adds the nodes of a call. Returns the name of what comes out.
    ///
    /// @throws IllegalArgumentException listing what can be exported, if it is a user's own layer
    String write(Layer layer, Call call) {
        Nodes nodes = new Nodes(graph, call.name());
        String x = call.input();
        return switch (layer) {
            case Operation operation -> OperationNodes.write(operation, graph, nodes, call);
            case Dense dense -> dense(dense, nodes, call, weight(call, "kernel"));
            case Embedding embedding ->
                nodes.apply(
                        "Gather",
                        weight(call, "embeddings"),
                        nodes.apply("Cast", x, Attribute.of("to", OnnxGraph.INT64)));
            case CategoryEncoding encoding -> CategoryNodes.encoding(encoding, graph, nodes, call);
            case Discretization discretization -> CategoryNodes.bins(discretization, graph, nodes, call);
            case WeightNormalization normalized -> dense(normalized.layer(), nodes, call, composed(normalized, call));
            case Softmax softmax -> softmax(softmax, nodes, call);
            case AppliedActivation applied -> activation(applied.activation(), nodes, x, call.width());
            case Identity identity -> x;
            case PReLU prelu -> nodes.apply("PRelu", x, weight(call, "alpha"));
            case BatchNormalization normalization -> normalizations.batch(normalization, nodes, call);
            case LayerNormalization normalization -> normalizations.layer(normalization, nodes, call);
            case RMSNormalization normalization -> normalizations.rms(normalization, nodes, call);
            case UnitNormalization normalization -> {
                long[] axes = NormalizationNodes.axes(normalization.axis(), call);
                yield nodes.toFloat(NormalizationNodes.unit(nodes, nodes.toDouble(x), axes));
            }
            case Noise noise -> x;
            case ActivityRegularization regularization -> x;
            case Flatten flatten -> reshape(nodes, call);
            case Reshape reshape -> reshape(nodes, call);
            case RepeatVector repeat -> {
                String row = nodes.apply("Unsqueeze", x, nodes.numbers(1));
                yield nodes.apply("Tile", row, nodes.numbers(1, repeat.n(), 1));
            }
            case SpatialDropout1D dropout -> x;
            case GlobalAveragePooling1D pooling ->
                pooled("ReduceMean", pooling.dataFormat(), pooling.keepdims(), nodes, x);
            case Masking masking -> MaskNodes.masking(masking, nodes, call);
            case MaskedAverage average -> MaskNodes.average(average, nodes, call);
            case GlobalMaxPooling1D pooling -> pooled("ReduceMax", pooling.dataFormat(), pooling.keepdims(), nodes, x);
            case GroupNormalization normalization -> normalizations.group(normalization, nodes, call);
            case EinsumDense einsum -> einsum(einsum, nodes, call);
            case SpectralNormalization normalized -> write(normalized.layer(), call.inner());
            case TimeDistributed distributed -> timeDistributed(distributed, nodes, call);
            case Permute permute -> nodes.apply("Transpose", x, Attribute.of("perm", withBatch(permute.dims())));
            case Rescaling rescaling ->
                nodes.apply("Add", nodes.apply("Mul", x, nodes.scalar((float) rescaling.scale())), nodes.scalar((float)
                        rescaling.offset()));
            case Normalization normalization -> normalization(normalization, nodes, call);
            case Add add -> nodes.apply("Sum", aligned(nodes, call));
            case Average average ->
                nodes.apply(
                        "Mul",
                        nodes.apply("Sum", aligned(nodes, call)),
                        nodes.scalar(1f / call.inputs().size()));
            case Subtract subtract -> nodes.apply("Sub", aligned(nodes, call));
            case Multiply multiply ->
                aligned(nodes, call).stream()
                        .reduce((a, b) -> nodes.apply("Mul", a, b))
                        .orElseThrow();
            case Maximum maximum -> nodes.apply("Max", aligned(nodes, call));
            case Minimum minimum -> nodes.apply("Min", aligned(nodes, call));
            case Concatenate concatenate ->
                nodes.apply("Concat", call.inputs(), Attribute.of("axis", concatenate.axis()));
            case Dot dot -> dot(dot, nodes, call);
            case LookupLayer lookup -> throw beforeTheModel(layer, call);
            case TextLayer text -> throw beforeTheModel(layer, call);
            default ->
                throw new IllegalArgumentException("layer \"" + call.name() + "\" is a " + layer.className()
                        + ", which cannot be exported to ONNX. What can: " + exported());
        };
    }

    /// The layers that [#write] knows, for messages: those of Gradus, but for those that give what ONNX lacks.
    static String exported() {
        return Registry.LAYERS.entries().stream()
                .filter(Registry.Entry::builtIn)
                .map(Registry.Entry::prototype)
                .filter(layer -> !(layer instanceof LookupLayer || layer instanceof TextLayer))
                .map(Layer::className)
                .collect(Collectors.joining(", "));
    }

    private static IllegalArgumentException beforeTheModel(Layer layer, Call call) {
        return new IllegalArgumentException("layer \"" + call.name() + "\" is a " + layer.className()
                + ", which cannot be exported to ONNX, since ONNX has neither its hashes nor text in this network."
                + " Leave it out of the model that is exported, and give that model the indices");
    }

    private String dense(Dense dense, Nodes nodes, Call call, String kernel) {
        boolean flat = call.shapes().getFirst().rank() == 1;
        String sum;
        if (dense.useBias() && flat) {
            sum = nodes.apply("Gemm", List.of(call.input(), kernel, weight(call, "bias")));
        } else {
            String product = nodes.apply("MatMul", call.input(), kernel);
            sum = dense.useBias() ? nodes.apply("Add", product, weight(call, "bias")) : product;
        }
        return activation(dense.activation(), nodes, sum, dense.units());
    }

    /// The kernel that `g` and `v` make: `g[j]·v[:, j]/‖v[:, j]‖`.
    private String composed(WeightNormalization layer, Call call) {
        return weights.computeIfAbsent(call.name() + "/composed", key -> {
            float[] values = parameters.values();
            Parameters.Slice v = slice(call, "kernel");
            int g = slice(call, "g").offset();
            int units = layer.layer().units();
            double[] squares = new double[units];
            for (int i = 0; i < v.size(); i++) {
                double value = values[v.offset() + i];
                squares[i % units] += value * value;
            }
            float[] kernel = new float[v.size()];
            for (int i = 0; i < kernel.length; i++) {
                float length = (float) Math.sqrt(squares[i % units]);
                kernel[i] = length > 0 ? values[g + i % units] * (values[v.offset() + i] / length) : 0;
            }
            return graph.constant(call.name() + "/kernel", v.shape(), kernel, 0);
        });
    }

    private String activation(Activation activation, Nodes nodes, String x, int width) {
        return ActivationNodes.write(activation, nodes, x, width);
    }

    /// The inputs of a merge layer, with axes of size 1 after that of the batch where some have fewer axes.
    private List<String> aligned(Nodes nodes, Call call) {
        List<String> aligned = new ArrayList<>();
        for (int i = 0; i < call.inputs().size(); i++) {
            List<Integer> dimensions = new ArrayList<>(call.shapes().get(i).dimensions());
            boolean fewer = dimensions.size() < call.output().rank();
            while (dimensions.size() < call.output().rank()) {
                dimensions.addFirst(1);
            }
            String input = call.inputs().get(i);
            aligned.add(fewer ? nodes.apply("Reshape", input, graph.numbers(withBatch(dimensions))) : input);
        }
        return aligned;
    }

    /// The order of axes, with that of the batch first.
    static long[] withBatch(List<Integer> dims) {
        return LongStream.concat(LongStream.of(0), dims.stream().mapToLong(axis -> axis))
                .toArray();
    }

    private static String pooled(String operator, DataFormat format, boolean keepdims, Nodes nodes, String x) {
        long steps = format == DataFormat.CHANNELS_LAST ? 1 : 2;
        return nodes.apply(operator, x, nodes.numbers(steps), Attribute.of("keepdims", keepdims ? 1 : 0));
    }

    private String einsum(EinsumDense layer, Nodes nodes, Call call) {
        String sum = nodes.apply(
                "Einsum",
                List.of(call.input(), weight(call, "kernel")),
                Attribute.of("equation", layer.equation().replace(" ", "")));
        String biased = layer.biasAxes() == null ? sum : nodes.apply("Add", sum, weight(call, "bias"));
        return activation(
                layer.activation(),
                nodes,
                biased,
                layer.widthBeforeActivation(call.shapes().getFirst()));
    }

    /// The steps of all rows as rows of their own.
    private String timeDistributed(TimeDistributed layer, Nodes nodes, Call call) {
        Shape input = call.shapes().getFirst();
        Shape step = new Shape(input.dimensions().subList(1, input.rank()));
        Shape output = layer.layer().outputShape(List.of(step));
        String steps = nodes.apply("Reshape", call.input(), nodes.numbers(dimensions(step, -1)));
        String each = write(
                layer.layer(),
                new Call(call.index(), call.name(), List.of(steps), List.of(step), output, call.prefix()).inner());
        long[] whole = LongStream.concat(
                        LongStream.of(-1, input.dimensions().getFirst()),
                        output.dimensions().stream().mapToLong(dimension -> dimension))
                .toArray();
        return nodes.apply("Reshape", each, nodes.numbers(whole));
    }

    private static long[] dimensions(Shape shape, long batch) {
        return LongStream.concat(
                        LongStream.of(batch), shape.dimensions().stream().mapToLong(dimension -> dimension))
                .toArray();
    }

    private static String softmax(Softmax softmax, Nodes nodes, Call call) {
        long[] axes = NormalizationNodes.axes(softmax.axis(), call);
        if (axes.length == 1) {
            return nodes.apply("Softmax", call.input(), Attribute.of("axis", axes[0]));
        }
        String logarithm = nodes.reduce("ReduceLogSumExp", call.input(), axes);
        return nodes.apply("Exp", nodes.apply("Sub", call.input(), logarithm));
    }

    private String reshape(Nodes nodes, Call call) {
        // 0 copies the batch dimension of the input.
        long[] dimensions = new long[call.output().rank() + 1];
        for (int i = 1; i < dimensions.length; i++) {
            dimensions[i] = call.output().dimensions().get(i - 1);
        }
        return nodes.apply("Reshape", call.input(), graph.numbers(dimensions));
    }

    private String normalization(Normalization layer, Nodes nodes, Call call) {
        List<Double> mean = layer.mean();
        List<Double> variance = layer.variance();
        double[] means = mean == null ? doubles(call, "mean") : toArray(mean);
        double[] deviations = variance == null ? doubles(call, "variance") : toArray(variance);
        for (int j = 0; j < deviations.length; j++) {
            deviations[j] = Math.max(Math.sqrt(deviations[j]), SMALLEST_DEVIATION);
        }
        String x = nodes.toDouble(call.input());
        String center = nodes.constant("mean", means);
        String deviation = nodes.constant("deviation", deviations);
        return nodes.toFloat(
                layer.invert()
                        ? nodes.apply("Add", nodes.apply("Mul", x, deviation), center)
                        : nodes.apply("Div", nodes.apply("Sub", x, center), deviation));
    }

    private static double[] toArray(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// The vectors of the first input as rows of a matrix, those of the second as columns.
    private static String dot(Dot dot, Nodes nodes, Call call) {
        List<String> factors = new ArrayList<>();
        for (int input = 0; input < 2; input++) {
            Shape shape = call.shapes().get(input);
            int axis = dot.axis(input, shape);
            int length = shape.dimensions().get(axis);
            List<Integer> order = new ArrayList<>();
            for (int i = 1; i <= shape.rank(); i++) {
                order.add(i);
            }
            order.add(input == 0 ? order.size() - 1 : 0, order.remove(axis));
            String wide = nodes.toDouble(call.inputs().get(input));
            String factor = dot.normalize() ? NormalizationNodes.unit(nodes, wide, axis + 1) : wide;
            String moved = nodes.apply("Transpose", factor, Attribute.of("perm", withBatch(order)));
            long others = shape.size() / length;
            factors.add(nodes.apply(
                    "Reshape",
                    moved,
                    input == 0 ? nodes.numbers(-1, others, length) : nodes.numbers(-1, length, others)));
        }
        String product = nodes.apply("MatMul", factors);
        return nodes.toFloat(nodes.apply("Reshape", product, nodes.numbers(dimensions(call.output(), -1))));
    }

    /// The constant of a weight, made when it is first asked for.
    private String weight(Call call, String parameter) {
        return weights.computeIfAbsent(call.name() + "/" + call.prefix() + parameter, name -> {
            Parameters.Slice slice = slice(call, parameter);
            return graph.constant(name, slice.shape(), parameters.values(), slice.offset());
        });
    }

    private double[] doubles(Call call, String parameter) {
        float[] values = parameters.copy(slice(call, parameter));
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    Parameters.Slice slice(Call call, String parameter) {
        return parameters.slices(call.index()).stream()
                .filter(slice -> slice.spec().name().equals(call.prefix() + parameter))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(call.name() + " has no " + parameter));
    }
}
