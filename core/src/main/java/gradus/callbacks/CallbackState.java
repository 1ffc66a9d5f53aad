package gradus.callbacks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a callback remembers, in a form that any file can hold. What is not set is absent.
///
/// @param numbers counters and best values by name; counters are exact up to 2⁵³
/// @param arrays such as the best weights; a live view, to be copied by who keeps it
public record CallbackState(Map<String, Double> numbers, Map<String, float[]> arrays) {
    /// Nothing remembered.
    public static final CallbackState EMPTY = new CallbackState(Map.of(), Map.of());

    /// Keeps the order of the names.
    public CallbackState {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /// Numbers alone.
    public static CallbackState of(Map<String, Double> numbers) {
        return new CallbackState(numbers, Map.of());
    }

    /// A number, NaN if absent.
    public double number(String name) {
        return numbers.getOrDefault(name, Double.NaN);
    }

    /// A counter, 0 if absent.
    public int count(String name) {
        return numbers.getOrDefault(name, 0.0).intValue();
    }
}
