package gradus.layers;

import gradus.activations.Relu;
import gradus.data.Shape;
import gradus.layers.operations.Activate;
import gradus.layers.operations.Arccos;
import gradus.layers.operations.Arcsin;
import gradus.layers.operations.Argmax;
import gradus.layers.operations.Cast;
import gradus.layers.operations.Comparison;
import gradus.layers.operations.Cosh;
import gradus.layers.operations.FloorDivide;
import gradus.layers.operations.GetItem;
import gradus.layers.operations.Log;
import gradus.layers.operations.Log10;
import gradus.layers.operations.Log1p;
import gradus.layers.operations.Log2;
import gradus.layers.operations.Mean;
import gradus.layers.operations.Mod;
import gradus.layers.operations.Power;
import gradus.layers.operations.Prod;
import gradus.layers.operations.Reciprocal;
import gradus.layers.operations.Rsqrt;
import gradus.layers.operations.Sinh;
import gradus.layers.operations.Sqrt;
import gradus.layers.operations.StepFunction;
import gradus.layers.operations.StopGradient;
import gradus.layers.operations.Tan;
import gradus.layers.operations.TrueDivide;
import gradus.layers.operations.Where;
import java.util.List;

/// Operations with arguments, and what is special about the slopes of some.
final class OperationCases {
    private OperationCases() {}

    static final List<Layer> OPTIONS = List.of(
            new gradus.layers.operations.Multiply(null, Tensor.of(3)),
            new gradus.layers.operations.Subtract(Tensor.of(2), null),
            new Power(null, Tensor.of(3)),
            new Power(null, Tensor.of(2)),
            new Power(Tensor.of(1.5), null),
            new Where(null, Tensor.of(2), null),
            new Where(null, null, Tensor.of(Shape.of(1, 1), 0.5)),
            new GetItem("..., 5:0:-2"),
            new GetItem(":, None, 2"),
            new Cast("int32"),
            new Mean(List.of(1), true),
            new Activate(new Relu()),
            new Activate(new gradus.activations.Softmax()));

    /// The domains of functions that are not defined, or too steep, elsewhere.
    static float inDomain(Layer layer, float x) {
        return switch (layer) {
            case Tan tan -> x / 8;
            case Arcsin arcsin -> x / 8;
            case Arccos arccos -> x / 8;
            case Sinh sinh -> x / 2;
            case Cosh cosh -> x / 2;
            case Sqrt sqrt -> Math.abs(x) + 0.75f;
            case Rsqrt rsqrt -> Math.abs(x) + 0.75f;
            case Reciprocal reciprocal -> Math.abs(x) + 0.75f;
            case Log log -> Math.abs(x) + 0.75f;
            case Log2 log -> Math.abs(x) + 0.75f;
            case Log10 log -> Math.abs(x) + 0.75f;
            case Log1p log -> Math.abs(x);
            case Power power -> Math.abs(x) / 2 + 0.75f;
            case TrueDivide divide -> Math.abs(x) / 2 + 0.75f;
            case Mod mod -> Math.abs(x) + 0.75f;
            case Prod prod -> x / 2 + 1.25f;
            default -> x;
        };
    }

    /// Whether gradients differ from differences: at jumps, or by intent.
    static boolean hasOtherSlopes(Layer layer) {
        return layer instanceof FloorDivide || layer instanceof Mod || layer instanceof StopGradient;
    }

    static boolean passesNoGradient(Layer layer) {
        return layer instanceof StepFunction
                || layer instanceof Argmax
                || layer instanceof Comparison
                // The grid chooses one of the values only.
                || layer instanceof Where
                || (layer instanceof Cast cast && !cast.dtype().startsWith("float"))
                || (layer instanceof Dropout dropout && dropout.rate() == 1);
    }
}
