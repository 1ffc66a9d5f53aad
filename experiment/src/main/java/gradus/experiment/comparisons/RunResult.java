package gradus.experiment.comparisons;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is kept of one run.
///
/// @param key of its settings and data: equal keys give equal results
/// @param seed of everything random
/// @param diverged how training met a non-finite value, or null
/// @param failed why the run could not start or end, or null
/// @param measures `test_accuracy`, `val_loss`, `train_loss` and so on, of the finished model; none if it has none
/// @param history of each epoch, as it was logged; up to the end if it diverged
/// @param epochs how many ran
/// @param passes how often rows went forward and back, which is how many updates were made
/// @param gradients how many rows went forward and back: one gradient each
/// @param seconds of training
/// @param memory in bytes, of weights, gradients, optimizer state, and layer outputs with their gradients of a batch
/// @param weights SHA-256 of the finished weights, or null
public record RunResult(
        String key,
        long seed,
        @Nullable String diverged,
        @Nullable String failed,
        Map<String, Double> measures,
        Map<String, List<Double>> history,
        int epochs,
        long passes,
        long gradients,
        double seconds,
        long memory,
        @Nullable String weights) {
    /// {@return a value of the finished model, or NaN if the run has none}
    ///
    /// @param name the name
    public double measure(String name) {
        return measures.getOrDefault(name, Double.NaN);
    }

    /// {@return whether the run ended with finite numbers}
    public boolean finished() {
        return diverged == null && failed == null;
    }

    /// Counts the passes until a logged value was at most a target. Values are logged at the ends of epochs.
    ///
    /// @param log name of the logged value, such as `val_loss`
    /// @param target the value to reach
    /// @return the number of passes; NaN if the target was never reached
    public double passesTo(String log, double target) {
        List<Double> values = history.getOrDefault(log, List.of());
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) <= target) {
                return (double) passes / epochs * (i + 1);
            }
        }
        return Double.NaN;
    }

    /// For a file: texts, numbers, lists and maps; null for numbers that are not finite.
    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("key", key);
        map.put("seed", seed);
        map.put("diverged", diverged);
        map.put("failed", failed);
        Map<String, @Nullable Object> finite = new LinkedHashMap<>();
        measures.forEach((name, value) -> finite.put(name, finite(value)));
        map.put("measures", finite);
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        history.forEach((name, values) -> {
            List<@Nullable Double> column = new ArrayList<>();
            values.forEach(value -> column.add(finite(value)));
            columns.put(name, column);
        });
        map.put("history", columns);
        map.put("epochs", epochs);
        map.put("passes", passes);
        map.put("gradients", gradients);
        map.put("seconds", seconds);
        map.put("memory", memory);
        map.put("weights", weights);
        return map;
    }

    /// What [#toMap()] gave.
    static RunResult fromMap(Map<?, ?> map) {
        Map<String, Double> measures = new LinkedHashMap<>();
        ((Map<?, ?>) value(map, "measures"))
                .forEach((name, value) -> measures.put(String.valueOf(name), number(value)));
        Map<String, List<Double>> history = new LinkedHashMap<>();
        ((Map<?, ?>) value(map, "history")).forEach((name, column) -> {
            List<Double> values = new ArrayList<>();
            ((List<?>) column).forEach(value -> values.add(number(value)));
            history.put(String.valueOf(name), values);
        });
        return new RunResult(
                (String) value(map, "key"),
                ((Number) value(map, "seed")).longValue(),
                (String) map.get("diverged"),
                (String) map.get("failed"),
                measures,
                history,
                ((Number) value(map, "epochs")).intValue(),
                ((Number) value(map, "passes")).longValue(),
                ((Number) value(map, "gradients")).longValue(),
                ((Number) value(map, "seconds")).doubleValue(),
                ((Number) value(map, "memory")).longValue(),
                (String) map.get("weights"));
    }

    private static Object value(Map<?, ?> map, String name) {
        return Objects.requireNonNull(map.get(name), name);
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
