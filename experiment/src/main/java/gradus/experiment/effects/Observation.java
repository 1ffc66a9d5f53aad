package gradus.experiment.effects;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the runs of one seed showed: values of levels, by which claims are judged, and points of lines, which are
/// drawn.
public final class Observation {
    private final Map<String, Map<String, Double>> values = new LinkedHashMap<>();
    private final Map<Panel, Map<String, SortedMap<Double, Double>>> lines = new LinkedHashMap<>();

    /// Without anything seen.
    public Observation() {}

    /// Notes a value.
    ///
    /// @param level what it is of, as in `rate 0.1`
    /// @param measure what was measured
    /// @param value the value; NaN where the run came to nothing
    public void value(String level, String measure, double value) {
        values.computeIfAbsent(level, key -> new LinkedHashMap<>()).put(measure, value);
    }

    /// Notes a point of a line.
    ///
    /// @param panel one of the effect's
    /// @param line name of the line
    /// @param x place
    /// @param y value
    public void point(Panel panel, String line, double x, double y) {
        lines.computeIfAbsent(panel, key -> new LinkedHashMap<>())
                .computeIfAbsent(line, key -> new TreeMap<>())
                .put(x, y);
    }

    /// {@return the values, by level and measure}
    public Map<String, Map<String, Double>> values() {
        return values;
    }

    /// {@return the points, by panel and line}
    public Map<Panel, Map<String, SortedMap<Double, Double>>> lines() {
        return lines;
    }
}
