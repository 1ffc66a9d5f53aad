package gradus.registry;

import gradus.internal.Names;
import gradus.internal.Records;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A concept taken apart: its components by Keras's names. The bridge between records and everything that writes or
/// reads them: files, the command line, forms.
public final class Config {
    private Config() {}

    /// The components of a record, by Keras's names, in order.
    public static Map<String, @Nullable Object> of(Record record) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Records.components(record).forEach((name, value) -> values.put(Names.snakeCase(name), value));
        return values;
    }

    /// The types of a record's components, by Keras's names, in order.
    public static Map<String, RecordComponent> components(Class<? extends Record> type) {
        Map<String, RecordComponent> components = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(Names.snakeCase(component.getName()), component);
        }
        return components;
    }

    /// A copy of a record with some components replaced.
    ///
    /// @param changes by Keras's names; every value of its component's type
    /// @throws IllegalArgumentException if a name is no component, or the record refuses a value
    public static <T extends Record> T with(T record, Map<String, ? extends @Nullable Object> changes) {
        Map<String, @Nullable Object> values = of(record);
        for (Map.Entry<String, ? extends @Nullable Object> change : changes.entrySet()) {
            if (!values.containsKey(change.getKey())) {
                throw new IllegalArgumentException(record.getClass().getSimpleName() + " has no argument \""
                        + change.getKey() + "\"; it has " + String.join(", ", values.keySet()));
            }
            values.put(change.getKey(), change.getValue());
        }
        @SuppressWarnings("unchecked") // a record's canonical constructor makes that record
        T changed = (T) Records.create(record.getClass(), values.values().toArray());
        return changed;
    }
}
