package gradus.registry;

import gradus.internal.Names;
import gradus.internal.Records;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A concept taken apart: its components by Keras's names. The bridge between records and everything that writes or
/// reads them: files, the command line, forms.
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

    /// The components of a record, by Keras's names, in order.
    public static Map<String, @Nullable Object> of(Record record) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Iterator<String> names = components(record.getClass()).keySet().iterator();
        Records.components(record).values().forEach(value -> values.put(names.next(), value));
        return values;
    }

    /// The types of a record's components, by Keras's names, in order.
    public static Map<String, RecordComponent> components(Class<? extends Record> type) {
        return COMPONENTS.get(type);
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
