package gradus.keras;

import gradus.data.Shape;
import gradus.layers.Tensor;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Constants as Keras writes them: a number, nested lists, or an object that has them with their type.
final class TensorJson {
    private TensorJson() {}

    /// A constant.
    ///
    /// @param where what errors call the place
    static Tensor read(JsonNode node, String where) throws ModelFileException {
        boolean typed = node.isObject() && node.path("class_name").asString("").matches("__numpy__|__tensor__");
        JsonNode content = typed ? node.path("config").path("value") : node;
        List<Integer> dimensions = new ArrayList<>();
        for (JsonNode part = content; part.isArray(); part = part.get(0)) {
            if (part.isEmpty()) {
                throw new ModelFileException(where + " must have numbers, got an empty list");
            }
            dimensions.add(part.size());
        }
        List<Double> values = new ArrayList<>();
        collect(content, dimensions, 0, values, where);
        return new Tensor(new Shape(dimensions), values);
    }

    private static void collect(JsonNode part, List<Integer> dimensions, int depth, List<Double> values, String where)
            throws ModelFileException {
        boolean leaf = depth == dimensions.size();
        if (leaf && (part.isNumber() || part.isBoolean())) {
            values.add(part.isBoolean() ? (part.booleanValue() ? 1.0 : 0.0) : part.doubleValue());
        } else if (!leaf && part.isArray() && part.size() == dimensions.get(depth)) {
            for (JsonNode item : part) {
                collect(item, dimensions, depth + 1, values, where);
            }
        } else {
            throw new ModelFileException(
                    where + " must be a number or lists of numbers of equal length, got " + Json.brief(part));
        }
    }

    /// A number, or an array of float32.
    static JsonNode write(Tensor tensor) {
        if (tensor.shape().rank() == 0) {
            return number(tensor.values().getFirst());
        }
        var object = Json.object().put("class_name", "__numpy__");
        object.putObject("config").put("dtype", "float32").set("value", list(tensor, 0, 0));
        return object;
    }

    private static JsonNode list(Tensor tensor, int axis, int from) {
        if (axis == tensor.shape().rank()) {
            return JsonNodeFactory.instance.numberNode(tensor.values().get(from));
        }
        int stride = 1;
        for (int i = axis + 1; i < tensor.shape().rank(); i++) {
            stride *= tensor.shape().dimensions().get(i);
        }
        ArrayNode array = Json.array();
        for (int i = 0; i < tensor.shape().dimensions().get(axis); i++) {
            array.add(list(tensor, axis + 1, from + i * stride));
        }
        return array;
    }

    /// Whole numbers as such: `h ** 2` has an exponent of its own kind in Keras.
    private static JsonNode number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? JsonNodeFactory.instance.numberNode((int) value)
                : JsonNodeFactory.instance.numberNode(value);
    }
}
