package gradus.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes records apart and puts them together again. For public records of exported packages, and not for hot loops.
public final class Records {
    /// Reflection makes new ones at every call.
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private Records() {}

    /// The components by their names in Java, in order.
    public static Map<String, @Nullable Object> components(Record record) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : COMPONENTS.get(record.getClass())) {
            try {
                values.put(component.getName(), component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
        return values;
    }

    /// A copy with one component replaced: what a method such as `Dense.useBias(boolean)` returns.
    ///
    /// @param name of the component in Java
    public static <T extends Record> T with(T record, String name, @Nullable Object value) {
        Map<String, @Nullable Object> values = components(record);
        if (!values.containsKey(name)) {
            throw new IllegalStateException(record.getClass().getSimpleName() + " has no component " + name);
        }
        values.put(name, value);
        @SuppressWarnings("unchecked") // a record's canonical constructor makes that record
        T changed = (T) create(record.getClass(), values.values().toArray());
        return changed;
    }

    /// A record from all its components, in order. What its constructor throws comes out as it is.
    public static <T extends Record> T create(Class<T> type, @Nullable Object[] components) {
        Class<?>[] types = Arrays.stream(COMPONENTS.get(type))
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getConstructor(types).newInstance(components);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot create " + type, e);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalStateException("cannot create " + type + " from " + Arrays.toString(components), e);
        }
    }
}
