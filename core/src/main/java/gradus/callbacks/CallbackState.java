package gradus.callbacks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The state of a callback, in a form that any file can hold. Values that are not set are absent.
///
/// @param numbers counters and best values by name; counters are exact up to 2⁵³
/// @param arrays arrays by name, such as the best weights; a live view that must be copied to be kept
public record CallbackState(Map<String, Double> numbers, Map<String, float[]> arrays) {
    /// The empty state.
    public static final CallbackState EMPTY = new CallbackState(Map.of(), Map.of());

    /// Makes the maps unmodifiable and keeps the order of the names.
    public CallbackState {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /// Creates a state without arrays.
    ///
    /// @param numbers the numbers by name
    /// @return the state
    public static CallbackState of(Map<String, Double> numbers) {
        return new CallbackState(numbers, Map.of());
    }

    /// Returns a number.
    ///
    /// @param name its name
    /// @return the number, or NaN if it is absent
    public double number(String name) {
        return numbers.getOrDefault(name, Double.NaN);
    }

    /// Returns a counter.
    ///
    /// @param name its name
    /// @return the counter, or 0 if it is absent
    public int count(String name) {
        return numbers.getOrDefault(name, 0.0).intValue();
    }
}
