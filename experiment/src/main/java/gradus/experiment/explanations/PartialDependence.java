package gradus.experiment.explanations;

import gradus.Model;
import gradus.data.Rows;
import gradus.data.tables.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the mean answer changes with a column while all others stay as they are: *partial dependence*.
///
/// [Friedman 2001](https://doi.org/10.1214/aos/1013203451)
///
/// @param column the column of the table
/// @param numeric whether its values are numbers, else categories
/// @param labels the values as text
/// @param values the values as numbers; the places of categories
/// @param answers the mean answer at each value, for each output of the model
public record PartialDependence(
        String column, boolean numeric, List<String> labels, List<Double> values, List<List<Double>> answers) {
    private static final int PLACES = 16;
    private static final int MOST_CATEGORIES = 8;
    private static final int ROWS = 128;

    /// Copies the lists.
    public PartialDependence {
        labels = List.copyOf(labels);
        values = List.copyOf(values);
        answers = List.copyOf(answers);
    }

    /// Computes the effect of a column.
    ///
    /// @param model the finished model
    /// @param schema its columns
    /// @param column which one
    /// @param rows where its values, and those of the others, come from
    /// @return the effect
    static PartialDependence of(Model model, Schema schema, String column, Rows rows) {
        ColumnInputs inputs = ColumnInputs.of(schema).stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .orElseThrow();
        int width = rows.width();
        int[] places = inputs.isNumber() ? quantiles(inputs, rows) : categories(inputs, rows);
        int[] some = ColumnInputs.some(rows, ROWS);
        float[] changed = new float[places.length * some.length * width];
        List<String> labels = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        float[] own = new float[width];
        for (int place = 0; place < places.length; place++) {
            rows.copy(places[place], own, 0);
            labels.add(inputs.label(own, 0));
            values.add(inputs.isNumber() ? own[inputs.from()] : (double) place);
            for (int i = 0; i < some.length; i++) {
                int at = (place * some.length + i) * width;
                rows.copy(some[i], changed, at);
                inputs.copy(own, 0, changed, at);
            }
        }
        Rows said = model.predict(Rows.wrap(changed, width));
        float[] answers = said.toArray();
        List<List<Double>> perOutput = new ArrayList<>();
        for (int output = 0; output < said.width(); output++) {
            List<Double> means = new ArrayList<>();
            for (int place = 0; place < places.length; place++) {
                double sum = 0;
                for (int i = 0; i < some.length; i++) {
                    sum += answers[(place * some.length + i) * said.width() + output];
                }
                means.add(sum / some.length);
            }
            perOutput.add(means);
        }
        return new PartialDependence(column, inputs.isNumber(), labels, values, perOutput);
    }

    /// Rows that have the quantiles of a number, each value once.
    private static int[] quantiles(ColumnInputs inputs, Rows rows) {
        float[] values = new float[rows.count()];
        float[] own = new float[rows.width()]; // one row after the other: all may be more than memory holds
        List<Integer> order = new ArrayList<>();
        for (int row = 0; row < values.length; row++) {
            rows.copy(row, own, 0);
            values[row] = own[inputs.from()];
            // A missing number is one that is usual, and a mark beside it.
            if (inputs.width() == 1 || own[inputs.from() + 1] == 0) {
                order.add(row);
            }
        }
        if (order.isEmpty()) {
            return new int[] {0};
        }
        order.sort(Comparator.comparingDouble(row -> values[row]));
        Map<Float, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < PLACES; i++) {
            int row = order.get((int) ((long) i * (order.size() - 1) / (PLACES - 1)));
            places.putIfAbsent(values[row], row);
        }
        return places.values().stream().mapToInt(Integer::intValue).toArray();
    }

    /// Rows that have the most frequent categories.
    private static int[] categories(ColumnInputs inputs, Rows rows) {
        Map<String, Integer> first = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        float[] own = new float[rows.width()];
        for (int row = 0; row < rows.count(); row++) {
            rows.copy(row, own, 0);
            String label = inputs.label(own, 0);
            first.putIfAbsent(label, row);
            counts.merge(label, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_CATEGORIES)
                .mapToInt(label -> first.getOrDefault(label.getKey(), 0))
                .toArray();
    }
}
