package gradus.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the components of records and creates records from them: public records of exported packages, and any
/// records of packages that are open to `gradus.core`. Not for hot loops.
public final class Records {
    /// A cache, because reflection creates new objects in every call.
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private Records() {}

    /// Checks that a record can be read and created.
    ///
    /// @param type the record's class
    /// @throws IllegalArgumentException if it cannot; the message says which package must be opened
    public static void requireReadable(Class<? extends Record> type) {
        try {
            requireReadable(type.getDeclaredConstructor(types(type)).trySetAccessible(), type);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    private static void requireReadable(boolean accessible, Class<?> type) {
        if (!accessible) {
            throw new IllegalArgumentException(
                    "%s cannot be read by reflection: add \"opens %s to %s;\" to the descriptor"
                                    .formatted(
                                            type.getName(),
                                            type.getPackageName(),
                                            Records.class.getModule().getName())
                            + " of module " + type.getModule().getName());
        }
    }

    /// Returns the components of a record by their names in Java, in order.
    ///
    /// @param record the record
    /// @return the components
    public static Map<String, @Nullable Object> components(Record record) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : COMPONENTS.get(record.getClass())) {
            try {
                Method accessor = component.getAccessor();
                requireReadable(accessor.trySetAccessible(), record.getClass());
                values.put(component.getName(), accessor.invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
        return values;
    }

    /// Returns a copy of a record with one component replaced, as methods such as `Dense.useBias(boolean)` do.
    ///
    /// @param <T> the record's class
    /// @param record the record
    /// @param name the name of the component in Java
    /// @param value the new value
    /// @return the changed copy
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

    /// Creates a record from all its components. Exceptions of its constructor are thrown unchanged.
    ///
    /// @param <T> the record's class
    /// @param type the record's class
    /// @param components the components, in order
    /// @return the record
    public static <T extends Record> T create(Class<T> type, @Nullable Object[] components) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types(type));
            requireReadable(constructor.trySetAccessible(), type);
            return constructor.newInstance(components);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot create " + type, e);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalStateException("cannot create " + type + " from " + Arrays.toString(components), e);
        }
    }

    private static Class<?>[] types(Class<? extends Record> type) {
        return Arrays.stream(COMPONENTS.get(type)).map(RecordComponent::getType).toArray(Class<?>[]::new);
    }
}
