package gradus.keras;

import gradus.Model;
import gradus.data.DataType;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.layers.Embedding;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Masking;
import gradus.layers.Node;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A call of a layer that a test of Keras made, made again.
final class ReplayedLayer {
    private ReplayedLayer() {}

    /// What the layer gives.
    static float[] output(Layer layer, JsonNode one) throws KerasAssertions.Lacking {
        for (Map.Entry<String, JsonNode> option : one.path("options").properties()) {
            boolean off = option.getValue().isNull()
                    || (option.getValue().isBoolean() && !option.getValue().booleanValue());
            if (!off) {
                throw new KerasAssertions.Lacking("called with " + option.getKey());
            }
        }
        List<Input> inputs = new ArrayList<>();
        List<Rows> rows = new ArrayList<>();
        for (JsonNode given : one.path("inputs")) {
            KerasAssertions.Tensor tensor = KerasAssertions.tensor(given);
            if (tensor.shape().size() < 2) {
                throw new KerasAssertions.Lacking("an input without rows or columns");
            }
            Shape shape = new Shape(tensor.shape().subList(1, tensor.shape().size()));
            DataType type = layer instanceof Embedding ? DataType.INT32 : DataType.FLOAT32;
            inputs.add(new Input(shape, null, type));
            rows.add(Rows.of(tensor.values(), shape.size()));
        }
        Node[] nodes = new Node[inputs.size()];
        for (int i = 0; i < nodes.length; i++) {
            JsonNode mask = one.path("masks").path(i);
            nodes[i] =
                    mask.isObject() ? masked(inputs.get(i), one.path("inputs").get(i), mask) : inputs.get(i);
        }
        Model model = Model.of(inputs, List.of(layer.apply(nodes)));
        List<Parameters.Slice> slices = new ArrayList<>();
        for (int i = 0; i < model.graph().layers().size(); i++) {
            slices.addAll(model.parameters().slices(i));
        }
        if (slices.size() != one.path("weights").size()) {
            throw new KerasAssertions.Lacking("it has " + slices.size() + " weights, in Keras "
                    + one.path("weights").size());
        }
        for (int i = 0; i < slices.size(); i++) {
            float[] values = KerasAssertions.tensor(one.path("weights").get(i)).values();
            if (values.length != slices.get(i).size()) {
                throw new KerasAssertions.Lacking("weights of other shapes");
            }
            System.arraycopy(
                    values, 0, model.parameters().values(), slices.get(i).offset(), values.length);
        }
        return Fixtures.predict(model, rows);
    }

    /// An input whose mask came from [Masking] with its default.
    private static Node masked(Input input, JsonNode given, JsonNode mask) throws KerasAssertions.Lacking {
        KerasAssertions.Tensor tensor = KerasAssertions.tensor(given);
        float[] steps = KerasAssertions.tensor(mask).values();
        for (int i = 0; i < tensor.values().length; i++) {
            boolean present = steps[i / tensor.width()] != 0;
            if (tensor.values()[i] != 0 && !present) {
                throw new KerasAssertions.Lacking("a mask that was given");
            }
        }
        return new Masking(0).apply(input);
    }
}
