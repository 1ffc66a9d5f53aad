package gradus.keras;

import gradus.data.DataType;
import gradus.data.Shape;
import gradus.layers.CategoryLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The number types and shapes that files name.
final class DataTypes {
    private static final Set<String> FLOAT_WEIGHTS = Set.of("float32", "mixed_bfloat16", "mixed_float16");

    private DataTypes() {}

    /// The type of an input's values.
    static DataType ofInput(JsonNode type, String where) throws ModelFileException {
        DataType known = DataType.of(type.asString(""));
        if (known == null) {
            check(type, where);
        }
        return known == null ? DataType.FLOAT32 : known;
    }

    /// Requires the number type of a layer, see [#check]; indices may be integers.
    static void ofLayer(Class<?> layer, JsonNode type, String where) throws ModelFileException {
        JsonNode name = type.isObject() ? type.path("config").path("name") : type;
        if (!CategoryLayer.class.isAssignableFrom(layer) || !name.asString("").matches("int32|int64")) {
            check(type, where);
        }
    }

    /// Requires the number type that everything here is computed in. Under a mixed policy weights are float32, too;
    /// here such layers compute in float32.
    static void check(JsonNode type, String where) throws ModelFileException {
        JsonNode name = type.isObject() ? type.path("config").path("name") : type;
        if (!name.isMissingNode() && !name.isNull() && !FLOAT_WEIGHTS.contains(name.asString(""))) {
            throw new ModelFileException(where + " computes in " + Json.brief(name)
                    + "; Gradus reads models whose weights are float32. In Keras, build the model with"
                    + " dtype=\"float32\"");
        }
    }

    /// A shape whose first dimension, that of the batch, is unknown.
    static Shape shape(JsonNode batchShape, String where) throws ModelFileException {
        List<Integer> dimensions = new ArrayList<>();
        boolean valid = batchShape.isArray() && !batchShape.isEmpty() && batchShape.size() <= 9;
        for (int i = 1; valid && i < batchShape.size(); i++) {
            valid = batchShape.get(i).canConvertToInt();
            dimensions.add(batchShape.get(i).asInt(0));
        }
        if (!valid) {
            throw new ModelFileException(where + " must have a shape such as [null, 4] with all dimensions but the"
                    + " first known, got " + Json.brief(batchShape));
        }
        return new Shape(dimensions);
    }
}
