package gradus.testing;

import gradus.internal.Names;
import gradus.registry.Config;
import gradus.registry.Registry;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Concepts as golden files name them: `{"class_name": …, argument: …}`.
public final class Concepts {
    private Concepts() {}

    /// The concept of a config, with the registry's defaults for arguments that are not given.
    public static <T> T of(Registry<T> registry, JsonNode config) {
        Registry.Entry<T> entry = registry.get(config.get("class_name").asString());
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        for (RecordComponent component : entry.type().getRecordComponents()) {
            JsonNode value = config.get(Names.snakeCase(component.getName()));
            if (value != null) {
                arguments.put(Names.snakeCase(component.getName()), value(value, component.getType()));
            }
        }
        @SuppressWarnings("unchecked") // a copy of the entry's prototype
        T concept = (T) Config.with(entry.record(), arguments);
        return concept;
    }

    private static @Nullable Object value(JsonNode value, Class<?> type) {
        if (value.isNull()) {
            return null;
        } else if (type == double.class || type == Double.class) {
            return value.asDouble();
        } else if (type == int.class || type == Integer.class) {
            return value.asInt();
        } else if (type == boolean.class) {
            return value.asBoolean();
        } else if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (constant.toString().toLowerCase(Locale.ROOT).equals(value.asString())) {
                    return constant;
                }
            }
        }
        throw new AssertionError("no value of " + type + " is " + value);
    }
}
