package gradus.experiment.explanations;

import gradus.Model;
import gradus.data.Rows;
import gradus.data.tables.Schema;
import gradus.internal.EvenlySpaced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How answers change with a column, in two ways.
///
/// - *Partial dependence*: the mean answer if all rows had a value and kept all others.
///   [Friedman 2001](https://doi.org/10.1214/aos/1013203451)
/// - *Accumulated local effects*, of numbers: rows are moved only between the two values around their own, and the mean
///   changes are added up from value to value. Combinations of values that do not occur have no say, so that columns
///   that depend on each other are separated better. Their mean over the rows is the mean answer.
///   [Apley & Zhu 2020](https://doi.org/10.1111/rssb.12377)
///
/// @param column the column of the table
/// @param numeric whether its values are numbers, else categories
/// @param labels the values as text
/// @param values the values as numbers; the places of categories
/// @param answers the partial dependence at each value, for each output of the model
/// @param accumulated the accumulated local effect at each value, for each output of the model; none of categories
public record ColumnEffect(
        String column,
        boolean numeric,
        List<String> labels,
        List<Double> values,
        List<List<Double>> answers,
        List<List<Double>> accumulated) {
    private static final int PLACES = 16;
    private static final int MOST_CATEGORIES = 8;
    /// For accumulated effects, whose rows are moved to two values each, as many answers are needed with more rows.
    private static final int ROWS = 128;

    /// Copies the lists.
    public ColumnEffect {
        labels = List.copyOf(labels);
        values = List.copyOf(values);
        answers = List.copyOf(answers);
        accumulated = List.copyOf(accumulated);
    }

    /// Computes the effect of a column.
    ///
    /// @param model the finished model
    /// @param schema its columns
    /// @param column which one
    /// @param rows where its values, and those of the others, come from
    /// @return the effect
    static ColumnEffect of(Model model, Schema schema, String column, Rows rows) {
        ColumnInputs inputs = ColumnInputs.of(schema).stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .orElseThrow();
        int[] places = inputs.isNumber() ? quantiles(inputs, rows) : categories(inputs, rows);
        List<String> labels = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        float[] own = new float[rows.width()];
        for (int place = 0; place < places.length; place++) {
            rows.copy(places[place], own, 0);
            labels.add(inputs.label(own, 0));
            values.add(inputs.isNumber() ? own[inputs.from()] : (double) place);
        }
        return new ColumnEffect(
                column,
                inputs.isNumber(),
                labels,
                values,
                dependence(model, inputs, rows, places),
                inputs.isNumber() && places.length > 1 ? accumulated(model, inputs, rows, places) : List.of());
    }

    private static List<List<Double>> dependence(Model model, ColumnInputs inputs, Rows rows, int[] places) {
        int[] some = EvenlySpaced.places(rows.count(), ROWS);
        int[] which = new int[places.length * some.length];
        int[] moved = new int[which.length];
        for (int i = 0; i < which.length; i++) {
            which[i] = some[i % some.length];
            moved[i] = places[i / some.length];
        }
        Rows said = moved(model, inputs, rows, which, moved);
        float[] answers = said.toArray();
        List<List<Double>> perOutput = new ArrayList<>();
        for (int output = 0; output < said.width(); output++) {
            double[] sums = new double[places.length];
            for (int i = 0; i < which.length; i++) {
                sums[i / some.length] += answers[i * said.width() + output];
            }
            perOutput.add(
                    Arrays.stream(sums).map(sum -> sum / some.length).boxed().toList());
        }
        return perOutput;
    }

    private static List<List<Double>> accumulated(Model model, ColumnInputs inputs, Rows rows, int[] places) {
        int[] some = Arrays.stream(EvenlySpaced.places(rows.count(), ROWS * PLACES / 2))
                .filter(row -> inputs.isKnown(row(rows, row)))
                .toArray();
        float[] edges = new float[places.length];
        for (int place = 0; place < edges.length; place++) {
            edges[place] = row(rows, places[place])[inputs.from()];
        }
        int[] which = new int[2 * some.length];
        int[] moved = new int[which.length];
        int[] above = new int[some.length];
        for (int i = 0; i < some.length; i++) {
            float value = row(rows, some[i])[inputs.from()];
            int edge = 1;
            while (edge < edges.length - 1 && value > edges[edge]) {
                edge++;
            }
            above[i] = edge;
            which[2 * i] = some[i];
            which[2 * i + 1] = some[i];
            moved[2 * i] = places[edge - 1];
            moved[2 * i + 1] = places[edge];
        }
        Rows said = moved(model, inputs, rows, which, moved);
        float[] answers = said.toArray();
        Rows own = model.predict(rows.select(some));
        List<List<Double>> perOutput = new ArrayList<>();
        for (int output = 0; output < said.width(); output++) {
            double[] changes = new double[places.length];
            int[] counts = new int[places.length];
            double mean = 0;
            for (int i = 0; i < some.length; i++) {
                int at = 2 * i * said.width() + output;
                changes[above[i]] += (double) answers[at + said.width()] - answers[at];
                counts[above[i]]++;
                mean += row(own, i)[output] / (double) some.length;
            }
            perOutput.add(accumulated(changes, counts, mean));
        }
        return perOutput;
    }

    /// Adds up mean changes, so that the mean over the rows, each in the middle of its interval, is as stated.
    private static List<Double> accumulated(double[] changes, int[] counts, double mean) {
        double[] sums = new double[changes.length];
        double middle = 0;
        int rows = Arrays.stream(counts).sum();
        for (int edge = 1; edge < sums.length; edge++) {
            sums[edge] = sums[edge - 1] + (counts[edge] == 0 ? 0 : changes[edge] / counts[edge]);
            middle += counts[edge] * (sums[edge - 1] + sums[edge]) / 2 / rows;
        }
        double shift = mean - middle;
        return Arrays.stream(sums).map(sum -> sum + shift).boxed().toList();
    }

    /// The answers to rows in which the column has the value that it has in others.
    private static Rows moved(Model model, ColumnInputs inputs, Rows rows, int[] which, int[] others) {
        float[] changed = new float[which.length * rows.width()];
        for (int i = 0; i < which.length; i++) {
            rows.copy(which[i], changed, i * rows.width());
            inputs.copy(row(rows, others[i]), 0, changed, i * rows.width());
        }
        return model.predict(Rows.wrap(changed, rows.width()));
    }

    private static float[] row(Rows rows, int index) {
        float[] row = new float[rows.width()];
        rows.copy(index, row, 0);
        return row;
    }

    /// Rows that have the quantiles of a number, each value once.
    private static int[] quantiles(ColumnInputs inputs, Rows rows) {
        float[] values = new float[rows.count()];
        float[] own = new float[rows.width()]; // one row after the other: all may be more than memory holds
        List<Integer> order = new ArrayList<>();
        for (int row = 0; row < values.length; row++) {
            rows.copy(row, own, 0);
            values[row] = own[inputs.from()];
            if (inputs.isKnown(own)) {
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
