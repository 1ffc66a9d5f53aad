package gradus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The logs of each epoch of a training.
public final class History {
    private final List<Integer> epochs = new ArrayList<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private @Nullable String stopReason;

    /// Creates an empty history.
    public History() {}

    /// Returns the mean of several histories, epoch by epoch, over those that have the epoch.
    ///
    /// @param histories the histories, at least one
    /// @return the mean, with the stop reason of the first that has one
    public static History mean(List<History> histories) {
        History mean = new History();
        int epochs =
                histories.stream().mapToInt(each -> each.epochs.size()).max().orElse(0);
        for (int epoch = 0; epoch < epochs; epoch++) {
            Map<String, Double> sums = new LinkedHashMap<>();
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (History history : histories) {
                for (Map.Entry<String, List<Double>> column : history.values().entrySet()) {
                    if (epoch < history.epochs.size()) {
                        sums.merge(column.getKey(), column.getValue().get(epoch), Double::sum);
                        counts.merge(column.getKey(), 1, Integer::sum);
                    }
                }
            }
            counts.forEach((name, count) -> sums.computeIfPresent(name, (key, sum) -> sum / count));
            mean.add(epoch, sums);
        }
        histories.stream()
                .map(History::stopReason)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(mean::stopped);
        return mean;
    }

    /// Appends an epoch.
    void add(int epoch, Map<String, Double> logs) {
        epochs.add(epoch);
        logs.forEach((name, value) -> {
            List<Double> column = values.computeIfAbsent(name, key -> new ArrayList<>());
            // Values that are logged for some epochs only, such as those of validation, are NaN for the others.
            while (column.size() < epochs.size() - 1) {
                column.add(Double.NaN);
            }
            column.add(value);
        });
    }

    /// Takes over another history. Its columns may be padded with NaN.
    void restore(List<Integer> earlier, Map<String, List<Double>> columns) {
        epochs.clear();
        values.clear();
        epochs.addAll(earlier);
        columns.forEach((name, column) -> values.put(name, new ArrayList<>(column)));
    }

    void stopped(@Nullable String reason) {
        stopReason = reason;
    }

    /// {@return the epochs that ran, from 0}
    public List<Integer> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /// Returns the values by name: `loss` and metrics, then the same with `val_`.
    ///
    /// @return one number per epoch for each name; NaN where it was not computed
    public Map<String, List<Double>> values() {
        Map<String, List<Double>> copy = new LinkedHashMap<>();
        values.forEach((name, column) -> {
            List<Double> full = new ArrayList<>(column);
            while (full.size() < epochs.size()) {
                full.add(Double.NaN);
            }
            copy.put(name, Collections.unmodifiableList(full));
        });
        return Collections.unmodifiableMap(copy);
    }

    /// Returns the values with a name.
    ///
    /// @param name the name
    /// @return one number per epoch
    /// @throws IllegalArgumentException if nothing was logged under that name; the message lists the names
    public List<Double> get(String name) {
        List<Double> column = values().get(name);
        if (column == null) {
            throw new IllegalArgumentException(
                    "nothing was logged as \"" + name + "\"; there are " + String.join(", ", values.keySet()));
        }
        return column;
    }

    /// Returns the last value with a name.
    ///
    /// @param name the name
    /// @return the value
    /// @throws IllegalArgumentException if nothing was logged under that name; the message lists the names
    public double last(String name) {
        return get(name).getLast();
    }

    /// {@return the values of the last epoch, by name}
    public Map<String, Double> lastEpoch() {
        Map<String, Double> last = new LinkedHashMap<>();
        values.forEach((name, column) ->
                last.put(name, column.size() == epochs.size() ? column.getLast() : Double.valueOf(Double.NaN)));
        return last;
    }

    /// {@return why training ended before its last epoch, or null if it did not}
    public @Nullable String stopReason() {
        return stopReason;
    }

    @Override
    public String toString() {
        return "History[epochs=" + epochs.size() + ", " + values() + "]";
    }
}
