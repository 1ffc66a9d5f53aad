package gradus.keras;

import gradus.data.DataType;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The number types that files name.
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
}
