package gradus.data.tables;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes a [Schema] apart into maps, lists, strings and numbers, and puts it together again.
final class SchemaMap {
    private static final int VERSION = 1;

    private SchemaMap() {}

    static Map<String, Object> of(Schema schema) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", VERSION);
        map.put("missing", schema.missing().toString());
        map.put("features", schema.features().stream().map(SchemaMap::feature).toList());
        map.put("dropped", schema.dropped());
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("task", Tasks.text(schema.target().task()));
        target.put("columns", schema.target().columns());
        target.put("labels", schema.target().labels());
        if (schema.target().ordered()) {
            target.put("ordered", true);
        }
        map.put("target", target);
        if (schema.sampleWeight() != null) {
            map.put("sample_weight", schema.sampleWeight());
        }
        if (!schema.na().isEmpty()) {
            map.put("na", schema.na());
        }
        return map;
    }

    private static Map<String, Object> feature(Feature feature) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", feature.name());
        map.put("kind", feature.kind());
        map.putAll(feature.toMap());
        return map;
    }

    static Schema schema(Map<String, ? extends @Nullable Object> map) {
        double version = number(map, "version");
        if (version != VERSION) {
            throw new DataException("the model describes its data in version " + version + ", but only version "
                    + VERSION + " is known here. Use a newer Gradus");
        }
        List<Feature> features = new ArrayList<>();
        for (Object item : list(map, "features", Object.class)) {
            features.add(feature(asMap("features", item)));
        }
        Map<String, ? extends @Nullable Object> target = asMap("target", map.get("target"));
        return new Schema(
                features,
                list(map, "dropped", String.class),
                new Target(
                        Tasks.of(text(target, "task")),
                        list(target, "columns", String.class),
                        list(target, "labels", String.class),
                        Boolean.TRUE.equals(target.get("ordered"))),
                MissingPolicy.of(text(map, "missing")),
                map.get("sample_weight") == null ? null : text(map, "sample_weight"),
                map.get("na") == null ? List.of() : list(map, "na", String.class));
    }

    private static Feature feature(Map<String, ? extends @Nullable Object> map) {
        String name = text(map, "name");
        String kind = text(map, "kind");
        if (kind.equals("image")) {
            return new ImageFeature(name, shape(map));
        }
        for (FeatureKind known : FeatureKind.ALL) {
            if (known.name().equals(kind)) {
                return known.from(name, map);
            }
        }
        throw damaged("kind", "image, " + String.join(", ", ColumnKind.NAMES), kind);
    }

    private static Shape shape(Map<String, ? extends @Nullable Object> map) {
        try {
            return new Shape(
                    numbers(map, "shape").stream().map(Double::intValue).toList());
        } catch (IllegalArgumentException e) {
            throw new DataException("the model's description of its data is damaged: " + e.getMessage(), e);
        }
    }

    static String text(Map<String, ? extends @Nullable Object> map, String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw damaged(key, "a text", map.get(key));
    }

    static double number(Map<String, ? extends @Nullable Object> map, String key) {
        if (map.get(key) instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw damaged(key, "a number", map.get(key));
    }

    static List<Double> numbers(Map<String, ? extends @Nullable Object> map, String key) {
        return list(map, key, Number.class).stream().map(Number::doubleValue).toList();
    }

    /// A list of numbers, one for each of something.
    static List<Double> numbers(Map<String, ? extends @Nullable Object> map, String key, int count) {
        List<Double> numbers = numbers(map, key);
        if (numbers.size() != count) {
            throw damaged(key, count + " numbers", numbers);
        }
        return numbers;
    }

    static <T> List<T> list(Map<String, ? extends @Nullable Object> map, String key, Class<T> type) {
        if (!(map.get(key) instanceof List<?> list)) {
            throw damaged(key, "a list", map.get(key));
        }
        List<T> items = new ArrayList<>();
        for (Object item : list) {
            if (!type.isInstance(item)) {
                throw damaged(key, "a list of " + type.getSimpleName(), list);
            }
            items.add(type.cast(item));
        }
        return items;
    }

    private static Map<String, ? extends @Nullable Object> asMap(String key, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw damaged(key, "an object", value);
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        map.forEach((name, item) -> named.put(String.valueOf(name), item));
        return named;
    }

    static DataException damaged(String key, String expected, @Nullable Object found) {
        return new DataException(
                "the model's description of its data is damaged: " + key + " must be " + expected + ", got " + found);
    }
}
