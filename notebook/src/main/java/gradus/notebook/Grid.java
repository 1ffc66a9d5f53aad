package gradus.notebook;

import gradus.Model;
import gradus.data.Rows;
import gradus.experiment.reports.Html;
import gradus.training.Graph;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table that a notebook shows.
///
/// @param rows the rows, each with one text per column; the first one has the names of the columns
public record Grid(List<List<String>> rows) {
    private static final int MOST = 12;

    /// Copies the rows.
    public Grid {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /// The layers of a model, as its summary has them.
    static Grid of(Model model) {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("layer", "type", "output", "parameters")));
        Graph graph = model.graph();
        for (Graph.Call call : graph.calls()) {
            Graph.Entry entry = graph.entry(call);
            int count = model.parameters().slices(call.layer()).stream()
                    .mapToInt(Parameters.Slice::size)
                    .sum();
            rows.add(List.of(
                    entry.name(), entry.layer().className(), call.shape().toString(), grouped(count)));
        }
        rows.add(List.of("all", "", "", grouped(model.parameterCount())));
        return new Grid(rows);
    }

    /// The parameters of a model, by layer and name.
    static Grid parametersOf(Model model) {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("layer", "parameter", "shape", "values")));
        for (Parameters.Slice slice : model.parameters().slices()) {
            float[] values = model.parameters().copy(slice);
            String shown = IntStream.range(0, Math.min(MOST, values.length))
                    .mapToObj(i -> shown(values[i]))
                    .collect(Collectors.joining("  "));
            rows.add(List.of(
                    model.graph().layers().get(slice.layer()).name(),
                    slice.spec().name(),
                    slice.shape().dimensions().toString(),
                    shown + (values.length > MOST ? " …" : "")));
        }
        return new Grid(rows);
    }

    /// The first rows and columns of numbers.
    static Grid of(Rows numbers) {
        int columns = Math.min(MOST, numbers.width());
        int count = Math.min(MOST, numbers.count());
        List<List<String>> rows = new ArrayList<>();
        rows.add(IntStream.range(0, columns).mapToObj(Integer::toString).toList());
        float[] row = new float[numbers.width()];
        for (int i = 0; i < count; i++) {
            numbers.copy(i, row, 0);
            rows.add(IntStream.range(0, columns).mapToObj(j -> shown(row[j])).toList());
        }
        boolean all = columns == numbers.width() && count == numbers.count();
        if (!all) {
            rows.add(IntStream.range(0, columns)
                    .mapToObj(j -> j == 0 ? "… of " + numbers.count() + " × " + numbers.width() : "")
                    .toList());
        }
        return new Grid(rows);
    }

    /// A value as a cell has it: numbers with four significant digits.
    static String shown(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return grouped(((Number) value).longValue());
        }
        if (value instanceof Number number) {
            double exact = number.doubleValue();
            double size = Math.abs(exact);
            String format = exact == 0 || (size >= 1e-3 && size < 1e5) ? "%.4f" : "%.3e";
            return String.format(Locale.ROOT, format, exact);
        }
        return value.toString();
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// The table in the style of the page around it.
    String html() {
        return new Html("", "").table(rows).content();
    }
}
