package gradus.onnx;

import gradus.activations.LeakyRelu;
import gradus.activations.Softmax;
import gradus.data.Shape;
import gradus.layers.Add;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Node;
import gradus.layers.ShapeException;
import gradus.layers.Tensor;
import gradus.layers.operations.*;
import gradus.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Models with every operation of the registry and with its options, on numbers in (0.1, 0.9), where all functions are
/// defined, and on their negatives.
final class OperationModels {
    private OperationModels() {}

    /// Graphs that end in an operation, each with its inputs.
    static List<Node> all(List<List<Input>> inputs) {
        List<Node> ends = new ArrayList<>();
        Stream<Layer> layers = Stream.concat(
                Registry.OPERATIONS.entries().stream().map(Registry.Entry::prototype),
                Stream.of(
                        new Subtract(Tensor.of(2), null),
                        new Multiply(null, Tensor.of(1, 2, 3, 4)),
                        new Power(null, Tensor.of(2)),
                        new Where(null, Tensor.of(0.5), null),
                        new GetItem(":, ::-1"),
                        new GetItem(":, None, 1"),
                        new Cast("int32"),
                        new Cast("bool"),
                        new Round(1),
                        new Mean(List.of(1), true),
                        new Std(List.of(1), true),
                        new Activate(new LeakyRelu(0.3)),
                        new Activate(new Softmax()),
                        new Transpose(List.of(0, 2, 1)),
                        new Matmul(null, Tensor.of(Shape.of(4, 2), 1, 2, 3, 4, 5, 6, 7, 8))));
        layers.forEach(layer -> {
            for (Shape shape : List.of(Shape.of(4), Shape.of(4, 4))) {
                for (int count = 1; count <= 3; count++) {
                    for (boolean negative : new boolean[] {false, true}) {
                        List<Input> own = new ArrayList<>();
                        Node[] values = new Node[count];
                        for (int i = 0; i < count; i++) {
                            own.add(new Input(shape, "in" + i));
                            Node value = Operations.abs(Operations.tanh(own.get(i)));
                            values[i] = value.times(negative && isDefined(layer) ? -0.8 : 0.8)
                                    .plus(negative && isDefined(layer) ? -0.1 : 0.1);
                        }
                        add(layer, values, own, inputs, ends);
                    }
                }
            }
        });
        Input wide = new Input(Shape.of(2, 3), "wide");
        Input narrow = new Input(Shape.of(3), "narrow");
        Input gate = new Input(Shape.of(2, 1), "gate");
        add(new Add(), new Node[] {wide, narrow, gate}, List.of(wide, narrow, gate), inputs, ends);
        return ends;
    }

    /// Whether an operation is defined for negative numbers.
    private static boolean isDefined(Layer layer) {
        return !(layer instanceof Log
                || layer instanceof Log2
                || layer instanceof Log10
                || layer instanceof Sqrt
                || layer instanceof Rsqrt
                || layer instanceof Power);
    }

    private static void add(Layer layer, Node[] values, List<Input> own, List<List<Input>> inputs, List<Node> ends) {
        try {
            Node end = layer.apply(values);
            ends.add(end);
            inputs.add(own);
        } catch (ShapeException e) {
            // The operation takes other inputs.
        }
    }
}
