package gradus.onnx;

import gradus.activations.Activation;
import gradus.activations.Celu;
import gradus.activations.Elu;
import gradus.activations.Exponential;
import gradus.activations.Gelu;
import gradus.activations.Glu;
import gradus.activations.HardShrink;
import gradus.activations.HardSigmoid;
import gradus.activations.HardSilu;
import gradus.activations.HardTanh;
import gradus.activations.LeakyRelu;
import gradus.activations.Linear;
import gradus.activations.LogSigmoid;
import gradus.activations.LogSoftmax;
import gradus.activations.Mish;
import gradus.activations.Relu;
import gradus.activations.Relu6;
import gradus.activations.Selu;
import gradus.activations.Sigmoid;
import gradus.activations.Silu;
import gradus.activations.SoftShrink;
import gradus.activations.Softmax;
import gradus.activations.Softplus;
import gradus.activations.Softsign;
import gradus.activations.SparsePlus;
import gradus.activations.SparseSigmoid;
import gradus.activations.Sparsemax;
import gradus.activations.Squareplus;
import gradus.activations.Tanh;
import gradus.activations.TanhShrink;
import gradus.activations.Threshold;
import gradus.onnx.OnnxGraph.Attribute;
import gradus.registry.Registry;
import java.util.List;
import java.util.stream.Collectors;

/// Activations as ONNX nodes: one operator where ONNX has it, else the formula.
final class ActivationNodes {
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_GAMMA = 1.0507009873554805;

    private ActivationNodes() {}

    /// Adds the nodes of an activation along the last axis. Returns the name of what comes out.
    ///
    /// @param width of the last axis
    /// @throws IllegalArgumentException listing what can be exported, if it is a user's own activation
    static String write(Activation activation, Nodes nodes, String x, int width) {
        return switch (activation) {
            case Linear linear -> x;
            case Relu relu -> relu(relu, nodes, x);
            case Relu6 relu6 -> nodes.clip(x, 0, 6);
            case LeakyRelu leaky -> nodes.apply("LeakyRelu", x, Attribute.of("alpha", leaky.negativeSlope()));
            case Elu elu -> nodes.apply("Elu", x, Attribute.of("alpha", elu.alpha()));
            case Selu selu ->
                nodes.apply("Selu", x, Attribute.of("alpha", SELU_ALPHA), Attribute.of("gamma", SELU_GAMMA));
            case Celu celu -> nodes.apply("Celu", x, Attribute.of("alpha", celu.alpha()));
            case Gelu gelu -> nodes.apply("Gelu", x, Attribute.of("approximate", gelu.approximate() ? "tanh" : "none"));
            case Silu silu -> nodes.apply("Mul", x, nodes.apply("Sigmoid", x));
            case HardSilu silu -> nodes.apply("HardSwish", x);
            case Mish mish -> nodes.apply("Mish", x);
            case Softplus softplus -> nodes.apply("Softplus", x);
            case Softsign softsign -> nodes.apply("Softsign", x);
            case Sigmoid sigmoid -> nodes.apply("Sigmoid", x);
            case HardSigmoid sigmoid -> hardSigmoid(nodes, x, 1 / 6.0);
            case LogSigmoid sigmoid -> nodes.apply("Neg", nodes.apply("Softplus", nodes.apply("Neg", x)));
            case SparseSigmoid sigmoid -> hardSigmoid(nodes, x, 0.5);
            case Tanh tanh -> nodes.apply("Tanh", x);
            case HardTanh tanh -> nodes.clip(x, -1, 1);
            case TanhShrink shrink -> nodes.apply("Sub", x, nodes.apply("Tanh", x));
            case SoftShrink shrink -> shrink(nodes, x, shrink.threshold(), shrink.threshold());
            case HardShrink shrink -> shrink(nodes, x, shrink.threshold(), 0);
            case Threshold threshold ->
                nodes.where(
                        nodes.apply("Greater", x, nodes.scalar((float) threshold.threshold())), x, nodes.scalar((float)
                                threshold.defaultValue()));
            case Exponential exponential -> nodes.apply("Exp", x);
            case Softmax softmax -> nodes.apply("Softmax", x, Attribute.of("axis", -1));
            case LogSoftmax softmax -> nodes.apply("LogSoftmax", x, Attribute.of("axis", -1));
            case Sparsemax sparsemax -> sparsemax(nodes, x, width);
            case Squareplus squareplus -> squareplus(squareplus, nodes, x);
            case SparsePlus sparsePlus -> sparsePlus(nodes, x);
            case Glu glu -> {
                List<String> halves =
                        nodes.several("Split", 2, List.of(x), Attribute.of("axis", -1), Attribute.of("num_outputs", 2));
                yield nodes.apply("Mul", halves.getFirst(), nodes.apply("Sigmoid", halves.get(1)));
            }
            default ->
                throw new IllegalArgumentException("layer \"" + nodes.layer() + "\" has the activation " + activation
                        + ", which cannot be exported to ONNX. What can: "
                        + exported());
        };
    }

    /// The activations that are known here, for messages: those of Gradus.
    static String exported() {
        return Registry.ACTIVATIONS.entries().stream()
                .filter(Registry.Entry::builtIn)
                .map(Registry.Entry::notation)
                .collect(Collectors.joining(", "));
    }

    private static String relu(Relu relu, Nodes nodes, String x) {
        Double ceiling = relu.maxValue();
        if (relu.threshold() == 0 && ceiling == null) {
            return relu.negativeSlope() == 0
                    ? nodes.apply("Relu", x)
                    : nodes.apply("LeakyRelu", x, Attribute.of("alpha", relu.negativeSlope()));
        }
        String edge = nodes.scalar((float) relu.threshold());
        String above = ceiling == null ? x : nodes.apply("Min", x, nodes.scalar((float) (double) ceiling));
        String below = nodes.apply("Mul", nodes.apply("Sub", x, edge), nodes.scalar((float) relu.negativeSlope()));
        return nodes.where(nodes.apply("Greater", x, edge), above, below);
    }

    private static String hardSigmoid(Nodes nodes, String x, double slope) {
        return nodes.apply("HardSigmoid", x, Attribute.of("alpha", slope), Attribute.of("beta", 0.5));
    }

    private static String shrink(Nodes nodes, String x, double threshold, double bias) {
        return nodes.apply("Shrink", x, Attribute.of("lambd", threshold), Attribute.of("bias", bias));
    }

    /// Sorted from the largest, the `k`-th number stays if `1 + k·x[k] > x[1] + … + x[k]`. From those that stay follows
    /// the edge. All is relative to the largest and in double precision, as in Gradus.
    private static String sparsemax(Nodes nodes, String x, int width) {
        String wide = nodes.toDouble(x);
        String largest = nodes.reduceRows("ReduceMax", wide);
        String sorted = nodes.several("TopK", 2, List.of(nodes.apply("Sub", wide, largest), nodes.numbers(width)))
                .getFirst();
        double[] places = new double[width];
        for (int k = 0; k < width; k++) {
            places[k] = k + 1;
        }
        String sums = nodes.apply("CumSum", sorted, nodes.numbers(-1));
        String bound =
                nodes.apply("Add", nodes.apply("Mul", sorted, nodes.constant("places", places)), nodes.scalar(1.0));
        String stays = nodes.toDouble(nodes.apply("Greater", bound, sums));
        String sum = nodes.reduceRows("ReduceSum", nodes.apply("Mul", sorted, stays));
        String edge =
                nodes.apply("Div", nodes.apply("Sub", sum, nodes.scalar(1.0)), nodes.reduceRows("ReduceSum", stays));
        return nodes.apply("Relu", nodes.apply("Sub", x, nodes.toFloat(nodes.apply("Add", largest, edge))));
    }

    /// Below zero as `b / (2·(√(x² + b) - x))`, which does not cancel.
    private static String squareplus(Squareplus squareplus, Nodes nodes, String x) {
        String wide = nodes.toDouble(x);
        String b = nodes.scalar(squareplus.b());
        String root = nodes.apply("Sqrt", nodes.apply("Add", nodes.apply("Mul", wide, wide), b));
        String negative = nodes.apply("Div", b, nodes.apply("Mul", nodes.apply("Sub", root, wide), nodes.scalar(2.0)));
        String positive = nodes.apply("Mul", nodes.apply("Add", root, wide), nodes.scalar(0.5));
        return nodes.toFloat(nodes.where(nodes.apply("Less", wide, nodes.scalar(0.0)), negative, positive));
    }

    private static String sparsePlus(Nodes nodes, String x) {
        String shifted = nodes.apply("Relu", nodes.apply("Add", x, nodes.scalar(1f)));
        String parabola = nodes.apply("Mul", nodes.apply("Mul", shifted, shifted), nodes.scalar(0.25f));
        return nodes.where(nodes.apply("Less", x, nodes.scalar(1f)), parabola, x);
    }
}
