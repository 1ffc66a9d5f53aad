package gradus.testing;

import gradus.optimizers.Optimizer;
import gradus.optimizers.UpdateOptions;
import gradus.registry.Config;
import gradus.registry.Registry;
import gradus.schedules.Schedule;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Concepts from the `config` of golden cases: `class_name`, and the arguments that are not Keras's defaults.
public final class GoldenConfig {
    private GoldenConfig() {}

    /// The concept of a config.
    public static <T> T read(Registry<T> registry, JsonNode config) {
        T prototype = registry.get(config.get("class_name").asString()).prototype();
        @SuppressWarnings("unchecked") // a changed copy has the class of its prototype
        T read = (T) with((Record) prototype, config);
        return read;
    }

    /// The optimizer of a config, which has the options among its arguments.
    public static Optimizer optimizer(JsonNode config) {
        Optimizer rule = read(Registry.OPTIMIZERS, config);
        UpdateOptions options = with(rule.options(), config);
        return options.equals(rule.options()) ? rule : rule.with(options);
    }

    /// A copy of a record with those of its components that the config has.
    private static <R extends Record> R with(R record, JsonNode config) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        Config.components(record.getClass()).forEach((key, component) -> {
            if (config.has(key)) {
                arguments.put(key, value(component.getGenericType(), config.get(key)));
            }
        });
        return Config.with(record, arguments);
    }

    private static @Nullable Object value(Type type, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        return switch (type.getTypeName()) {
            case "boolean" -> node.asBoolean();
            case "int", "java.lang.Integer" -> node.asInt();
            case "double", "java.lang.Double" -> node.asDouble();
            case "java.util.List<java.lang.Integer>" -> list(Integer.class, node);
            case "java.util.List<java.lang.String>" -> list(String.class, node);
            case "java.lang.String" -> node.asString();
            case "java.util.List<java.lang.Double>" -> list(Double.class, node);
            case "gradus.schedules.Schedule" ->
                node.isNumber() ? Schedule.constant(node.asDouble()) : read(Registry.SCHEDULES, node);
            default -> constant((Class<?>) type, node.asString().toUpperCase(Locale.ROOT));
        };
    }

    private static List<@Nullable Object> list(Class<?> type, JsonNode node) {
        List<@Nullable Object> list = new ArrayList<>();
        (node.isArray() ? node : List.of(node)).forEach(item -> list.add(value(type, item)));
        return list;
    }

    private static Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new AssertionError(type + " has no " + name);
    }
}
