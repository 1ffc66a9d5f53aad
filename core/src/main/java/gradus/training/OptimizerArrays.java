package gradus.training;

import static gradus.internal.Require.require;

import gradus.optimizers.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;

/// All that an optimizer at work remembers, by name: the slots of its rule, and what is kept around every rule.
final class OptimizerArrays {
    private final Map<String, float[]> arrays = new LinkedHashMap<>();

    /// Remembers an array from now on.
    float[] keep(String name, float[] array) {
        require(
                arrays.put(name, array) == null,
                "an optimizer must have slots of different names, got \"%s\" twice",
                name);
        return array;
    }

    /// A copy of all of them.
    Map<String, float[]> copy() {
        Map<String, float[]> copy = new LinkedHashMap<>();
        arrays.forEach((name, array) -> copy.put(name, array.clone()));
        return copy;
    }

    /// Takes over what another remembered. Changes nothing if it does not fit.
    ///
    /// @throws IllegalArgumentException if names or sizes differ
    void restore(Map<String, float[]> saved, Optimizer optimizer) {
        require(
                saved.keySet().equals(arrays.keySet()),
                "the saved state must be that of %s, with %s, got %s; compile the model anew to start afresh",
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
