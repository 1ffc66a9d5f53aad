package gradus.keras;

import gradus.layers.Tensor;
import gradus.losses.Reduction;
import gradus.optimizers.Optimizer;
import gradus.optimizers.UpdateOptions;
import gradus.registry.Config;
import gradus.registry.Registry;
import gradus.schedules.Schedule;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Keras's JSON as concepts. Classes are found by name in a [Registry] and nowhere else: text of a file never names a
/// Java class, a file or an address. What is missing has its default; see [HarmlessKeys] for what is ignored.
final class ConceptReader {
    private ConceptReader() {}

    /// A concept, written as an object, as a function, or by its name alone.
    ///
    /// @param where what errors call the place
    static <T> T concept(Registry<T> registry, JsonNode node, String where) throws ModelFileException {
        String name = className(node, where);
        Registry.Entry<T> entry = registry.find(name);
        if (entry == null) {
            throw new ModelFileException(where + ": " + registry.unknown(Json.shown(name)));
        }
        JsonNode config = node.path("config");
        return create(entry, config.isObject() ? config : Json.object(), Set.of(), where);
    }

    /// A concept of a known class.
    ///
    /// @param known keys that the caller reads
    static <T> T create(Registry.Entry<T> entry, JsonNode written, Set<String> known, String where)
            throws ModelFileException {
        JsonNode config = Categories.read(entry, written, where);
        String place = where + " (" + entry.name() + ")";
        Map<String, RecordComponent> components = Config.components(entry.type());
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        int index = 0;
        for (Map.Entry<String, RecordComponent> component : components.entrySet()) {
            JsonNode value = config.path(component.getKey());
            if (!value.isMissingNode()) {
                values.put(
                        component.getKey(),
                        value(component.getValue().getGenericType(), value, place + ": " + component.getKey()));
            } else if (index < entry.required()) {
                throw new ModelFileException(place + " must have \"" + component.getKey() + "\"");
            }
            index++;
        }
        for (Map.Entry<String, JsonNode> property : config.properties()) {
            String key = property.getKey();
            if (!components.containsKey(key)
                    && !known.contains(key)
                    && !HarmlessKeys.canBeIgnored(key, property.getValue())) {
                throw new ModelFileException(place + " has \"" + key + "\" = " + Json.brief(property.getValue())
                        + ", which Gradus cannot do; it has " + String.join(", ", components.keySet()));
            }
        }
        try {
            @SuppressWarnings("unchecked") // a changed prototype is of the prototype's class
            T created = (T) Config.with(entry.record(), values);
            return created;
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(where + ": " + e.getMessage(), e);
        }
    }

    /// An optimizer: the rule's arguments and what is done around it.
    static Optimizer optimizer(JsonNode node, String where) throws ModelFileException {
        Registry.Entry<Optimizer> entry = Registry.OPTIMIZERS.find(className(node, where));
        if (entry == null) {
            throw new ModelFileException(
                    where + ": " + Registry.OPTIMIZERS.unknown(Json.shown(className(node, where))));
        }
        JsonNode config = node.path("config").isObject() ? node.path("config") : Json.object();
        Map<String, RecordComponent> names = Config.components(UpdateOptions.class);
        Optimizer rule = create(entry, OptimizerMaps.read(entry, config, where), names.keySet(), where);
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        for (Map.Entry<String, RecordComponent> option : names.entrySet()) {
            JsonNode value = config.path(option.getKey());
            if (!value.isMissingNode() && !Config.components(entry.type()).containsKey(option.getKey())) {
                options.put(
                        option.getKey(),
                        value(option.getValue().getGenericType(), value, where + ": " + option.getKey()));
            }
        }
        try {
            UpdateOptions wanted = Config.with(rule.options(), options);
            return wanted.equals(rule.options()) ? rule : rule.with(wanted);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(where + ": " + e.getMessage(), e);
        }
    }

    /// The name that an object, a function or a text gives.
    static String className(JsonNode node, String where) throws ModelFileException {
        if (node.isString()) {
            return node.stringValue();
        }
        String name = Json.text(node, "class_name", where);
        return name.equals("function") ? Json.text(node, "config", where) : name;
    }

    private static @Nullable Object value(Type type, JsonNode node, String where) throws ModelFileException {
        // Python writes an empty tuple where an axis is None.
        boolean none = type == Integer.class && node.isArray() && node.isEmpty();
        if (node.isNull() && type == Reduction.class) {
            return Reduction.NONE;
        }
        if (node.isNull() || none) {
            if (type instanceof Class<?> raw && raw.isPrimitive()) {
                throw new ModelFileException(where + " must not be null");
            }
            return null;
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(list.getActualTypeArguments()[0], node, where);
        }
        if (!(type instanceof Class<?> raw)) {
            throw new IllegalStateException("a component's type cannot be read: " + type);
        }
        if (raw == int.class || raw == Integer.class) {
            return whole(node, where);
        } else if (raw == long.class || raw == Long.class) {
            if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                throw new ModelFileException(where + " must be a whole number, got " + Json.brief(node));
            }
            return node.longValue();
        } else if (raw == double.class || raw == Double.class) {
            return number(node, where);
        } else if (raw == boolean.class || raw == Boolean.class) {
            if (!node.isBoolean()) {
                throw new ModelFileException(where + " must be true or false, got " + Json.brief(node));
            }
            return node.booleanValue();
        } else if (raw == String.class) {
            if (!node.isString()) {
                throw new ModelFileException(where + " must be a text, got " + Json.brief(node));
            }
            return node.stringValue();
        } else if (raw.isEnum()) {
            return constant(raw, node, where);
        } else if (raw.isArray()) {
            return array(raw.componentType(), node, where);
        } else if (raw == Schedule.class && node.isNumber()) {
            return Schedule.constant(shortest(node.doubleValue()));
        } else if (raw == Tensor.class) {
            return TensorJson.read(node, where);
        } else if (raw == Optimizer.class) {
            return optimizer(node, where);
        }
        Registry<?> registry = Registry.of(raw);
        if (registry == null) {
            throw new IllegalStateException("a component's type cannot be read: " + type);
        }
        Object concept = concept(registry, node, where);
        if (!raw.isInstance(concept)) {
            throw new ModelFileException(where + " must be a " + raw.getSimpleName() + ", got "
                    + ((Record) concept).getClass().getSimpleName());
        }
        return concept;
    }

    private static List<@Nullable Object> list(Type element, JsonNode node, String where) throws ModelFileException {
        List<@Nullable Object> values = new ArrayList<>();
        for (JsonNode item : items(node)) {
            values.add(value(element, item, where));
        }
        return values;
    }

    private static Object array(Class<?> element, JsonNode node, String where) throws ModelFileException {
        List<JsonNode> items = items(node);
        Object array = Array.newInstance(element, items.size());
        for (int i = 0; i < items.size(); i++) {
            double number = number(items.get(i), where);
            if (element == float.class) {
                Array.setFloat(array, i, (float) number);
            } else if (element == double.class) {
                Array.setDouble(array, i, number);
            } else {
                Array.setInt(array, i, whole(items.get(i), where));
            }
        }
        return array;
    }

    /// The numbers of a list, of nested lists as Keras writes vectors, of a tuple or an array object, or of a single
    /// value.
    static List<JsonNode> items(JsonNode node) {
        JsonNode content = node;
        if (node.isObject() && node.path("class_name").asString("").equals("__tuple__")) {
            content = node.path("items");
        } else if (node.isObject() && node.path("class_name").asString("").matches("__numpy__|__tensor__")) {
            content = node.path("config").path("value");
        }
        if (!content.isArray()) {
            return List.of(content);
        }
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : content) {
            if (item.isArray()) {
                items.addAll(items(item));
            } else {
                items.add(item);
            }
        }
        return items;
    }

    private static double number(JsonNode node, String where) throws ModelFileException {
        if (!node.isNumber()) {
            throw new ModelFileException(where + " must be a number, got " + Json.brief(node));
        }
        return node.doubleValue();
    }

    private static int whole(JsonNode node, String where) throws ModelFileException {
        JsonNode single = node.isArray() && node.size() == 1 ? node.get(0) : node;
        double number = single.isNumber() ? single.doubleValue() : Double.NaN;
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new ModelFileException(where + " must be a whole number, got " + Json.brief(node));
        }
        return (int) number;
    }

    private static Object constant(Class<?> type, JsonNode node, String where) throws ModelFileException {
        String wanted = node.isString() ? node.stringValue().toUpperCase(Locale.ROOT) : "";
        Set<String> names = new HashSet<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            // Keras's other name for its default reduction.
            if (name.equals(wanted) || (wanted.equals("MEAN") && name.equals("SUM_OVER_BATCH_SIZE"))) {
                return constant;
            }
            names.add(name.toLowerCase(Locale.ROOT));
        }
        throw new ModelFileException(where + " must be one of "
                + String.join(", ", names.stream().sorted().toList()) + ", got " + Json.brief(node));
    }

    /// Keras keeps learning rates as float32 and writes 0.01 as 0.009999999776482582. The shortest number that is the
    /// same float32 is what the user wrote.
    static double shortest(double value) {
        float narrow = (float) value;
        return narrow == value ? Double.parseDouble(Float.toString(narrow)) : value;
    }
}
