package gradus.registry;

import gradus.internal.Names;
import gradus.internal.Records;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Converts concepts to and from maps of their components by Keras's names, for everything that writes or reads
/// records: files, the command line, forms.
public final class Config {
    private static final ClassValue<Map<String, RecordComponent>> COMPONENTS = new ClassValue<>() {
        @Override
        protected Map<String, RecordComponent> computeValue(Class<?> type) {
            Map<String, RecordComponent> components = new LinkedHashMap<>();
            for (RecordComponent component : type.getRecordComponents()) {
                components.put(Names.snakeCase(component.getName()), component);
            }
            return Collections.unmodifiableMap(components);
        }
    };

    private Config() {}

    /// Returns the components of a record, by Keras's names, in order.
    ///
    /// @param record the record
    /// @return the components
    public static Map<String, @Nullable Object> of(Record record) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Iterator<String> names = components(record.getClass()).keySet().iterator();
        Records.components(record).values().forEach(value -> values.put(names.next(), value));
        return values;
    }

    /// Returns the types of a record's components, by Keras's names, in order.
    ///
    /// @param type the record's class
    /// @return the types
    public static Map<String, RecordComponent> components(Class<? extends Record> type) {
        return COMPONENTS.get(type);
    }

    /// Returns a copy of a record with some components replaced.
    ///
    /// @param <T> the record's class
    /// @param record the record
    /// @param changes the new values, by Keras's names, each of its component's type
    /// @return the changed copy
    /// @throws IllegalArgumentException if the record has no such component, or rejects a value
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
