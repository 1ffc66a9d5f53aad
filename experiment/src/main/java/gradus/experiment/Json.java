package gradus.experiment;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// JSON as this project writes it: records with their components in order, in snake case. Non-finite numbers, which
/// JSON lacks, are null, and come back as NaN.
public final class Json {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new FiniteOrNull())
                    .addSerializer(double.class, new FiniteOrNull())
                    .addDeserializer(Double.class, new NumberOrNaN()))
            .build();

    private Json() {}

    /// {@return a value in one line}
    ///
    /// @param value a record, a map, a list, a text or a number
    public static String line(Object value) {
        return JSON.writeValueAsString(value);
    }

    /// {@return a value in indented lines, with a line feed at the end}
    ///
    /// @param value a record, a map, a list, a text or a number
    public static String pretty(Object value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }

    /// {@return the object that a text holds}
    ///
    /// @param text the text
    /// @throws tools.jackson.core.JacksonException if it holds none
    @SuppressWarnings("NullAway") // does not see the annotation in the type token
    public static Map<String, @Nullable Object> map(String text) {
        return JSON.readValue(text, new TypeReference<Map<String, @Nullable Object>>() {});
    }

    /// {@return an object as a record}
    ///
    /// @param <T> the record
    /// @param object its components
    /// @param type the record
    /// @throws tools.jackson.core.JacksonException if it does not fit
    public static <T> T read(Map<String, @Nullable Object> object, Class<T> type) {
        return JSON.convertValue(object, type);
    }

    private static final class FiniteOrNull extends ValueSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializationContext context) {
            if (Double.isFinite(value)) {
                out.writeNumber(value.doubleValue());
            } else {
                out.writeNull();
            }
        }
    }

    private static final class NumberOrNaN extends ValueDeserializer<Double> {
        @Override
        public Double deserialize(JsonParser in, DeserializationContext context) {
            return in.getDoubleValue();
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}
