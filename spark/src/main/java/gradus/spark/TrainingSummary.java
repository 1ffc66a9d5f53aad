package gradus.spark;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a training went. Over several shards, a metric is the mean of its values on each, by their rows: exact for a
/// loss or an accuracy, but the mean of several areas under a curve is not the area of all rows.
///
/// @param history loss and metrics of each round, by name; those of the validation rows begin with `val_`
/// @param rounds the passes over the rows
/// @param rows the rows that were trained on
public record TrainingSummary(Map<String, List<Double>> history, int rounds, long rows) implements Serializable {
    /// Copies the map and keeps its order.
    public TrainingSummary {
        Map<String, List<Double>> copy = new LinkedHashMap<>();
        history.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        history = Collections.unmodifiableMap(copy);
    }
}
