package gradus.training;

import static gradus.internal.Require.require;

import gradus.optimizers.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;

/// The state of a running optimizer, by name: the slots of its rule, and what the options keep.
final class OptimizerArrays {
    private final Map<String, float[]> arrays = new LinkedHashMap<>();

    /// Adds an array to the state.
    float[] keep(String name, float[] array) {
        require(
                arrays.put(name, array) == null,
                "an optimizer must have slots of different names, got \"%s\" twice",
                name);
        return array;
    }

    /// Returns a copy of all arrays.
    Map<String, float[]> copy() {
        Map<String, float[]> copy = new LinkedHashMap<>();
        arrays.forEach((name, array) -> copy.put(name, array.clone()));
        return copy;
    }

    /// Restores a saved state. If it does not fit, nothing changes.
    ///
    /// @throws IllegalArgumentException if names or sizes differ
    void restore(Map<String, float[]> saved, Optimizer optimizer) {
        require(
                saved.keySet().equals(arrays.keySet()),
                "the saved state must be that of %s, with %s, got %s; compile the model again to start afresh",
                optimizer,
                arrays.keySet(),
                saved.keySet());
        arrays.forEach((name, array) -> {
            float[] from = saved.getOrDefault(name, array);
            require(
                    from.length == array.length,
                    "slot \"%s\" must have %s numbers, got %s",
                    name,
                    array.length,
                    from.length);
        });
        arrays.forEach((name, array) -> System.arraycopy(saved.getOrDefault(name, array), 0, array, 0, array.length));
    }
}
