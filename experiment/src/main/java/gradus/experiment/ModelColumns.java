package gradus.experiment;

import gradus.data.DataType;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.data.TextRows;
import gradus.data.tables.Advice;
import gradus.data.tables.CategoryColumn;
import gradus.data.tables.DataException;
import gradus.data.tables.Feature;
import gradus.data.tables.Hint;
import gradus.data.tables.MissingPolicy;
import gradus.data.tables.NumericFeature;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import gradus.data.tables.Target;
import gradus.data.tables.TokenFeature;
import gradus.problems.Task;
import gradus.training.Graph;
import gradus.training.SavedModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How the columns of a table become the inputs and targets of a model whose file says nothing of columns, as those of
/// Keras do: inputs one after the other, targets in the order of the outputs, numbers as they are.
final class ModelColumns {
    private final Graph graph;
    private final SavedModel.@Nullable Compilation compilation;

    /// @param compilation null for a model that only predicts
    ModelColumns(Graph graph, SavedModel.@Nullable Compilation compilation) {
        this.graph = graph;
        this.compilation = compilation;
    }

    /// A part of a row: an input, or the targets of an output.
    private record Part(String name, int width) {
        @Override
        public String toString() {
            return name + " " + width;
        }
    }

    private List<Part> inputs() {
        List<String> names = graph.inputNames();
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Part(
                        names.get(i),
                        graph.calls().get(graph.inputs().get(i)).shape().size()))
                .toList();
    }

    /// For each column, whether the model takes its text.
    private List<Boolean> texts() {
        List<Boolean> texts = new ArrayList<>();
        for (int input : graph.inputs()) {
            int width = graph.calls().get(input).shape().size();
            texts.addAll(Collections.nCopies(width, graph.typeOf(input) == DataType.STRING));
        }
        return texts;
    }

    private List<Part> targets() {
        List<String> names = graph.outputNames();
        SavedModel.Compilation compiled = compilation;
        return compiled == null
                ? List.of()
                : IntStream.range(0, names.size())
                        .mapToObj(i -> new Part(
                                names.get(i),
                                shape(i).positions() * compiled.losses().get(i).targetWidth(shape(i).last())))
                        .toList();
    }

    private Shape shape(int output) {
        return graph.calls().get(graph.outputs().get(output)).shape();
    }

    private static int width(List<Part> parts) {
        return parts.stream().mapToInt(Part::width).sum();
    }

    /// `5 numbers`, or `8 numbers (left 5, right 3)`.
    private static String described(List<Part> parts, String what) {
        int width = width(parts);
        return width + " " + what + (width == 1 ? "" : "s")
                + (parts.size() == 1
                        ? ""
                        : " ("
                                + String.join(
                                        ", ", parts.stream().map(Part::toString).toList()) + ")");
    }

    /// The columns of a table as the model takes them.
    ///
    /// @param options what is said of columns
    /// @param judged whether rows need targets
    Schema schema(Table table, SchemaOptions options, boolean judged) {
        if (options.missing() == MissingPolicy.MEAN) {
            throw new DataException("the model's file has no means to put where values are missing; fill them in");
        }
        List<String> targets = options.targets();
        if (judged && targets.isEmpty()) {
            throw new DataException(Advice.of(
                    table.source() + ": which columns are the targets? The model takes "
                            + described(targets(), "target") + ". Name the columns",
                    Hint.of("target"),
                    ". They are " + shown(table.names())));
        }
        if (judged && width(targets()) != targets.size() && !isOneHot(table, targets)) {
            throw new DataException("the model takes " + described(targets(), "target") + " a row, got "
                    + targets.size() + ": " + shown(targets)
                    + "; its loss decides whether classes are one label or a column each");
        }
        Set<String> others = new HashSet<>(options.drop());
        others.addAll(targets);
        String weight = options.sampleWeight();
        if (weight != null) {
            others.add(weight);
        }
        List<String> present = table.names();
        Set<String> known = Set.copyOf(present);
        // A target may be named in habit where only inputs are asked for.
        others.stream().filter(name -> !known.contains(name)).forEach(name -> {
            if (judged || !targets.contains(name)) {
                table.column(name);
            }
        });
        List<String> columns = chosen(table, options.inputs(), others);
        List<Boolean> texts = texts();
        List<Feature> features = IntStream.range(0, columns.size())
                .<Feature>mapToObj(
                        i -> texts.get(i) ? new TokenFeature(columns.get(i)) : new NumericFeature(columns.get(i), 0, 1))
                .toList();
        Target target = judged ? target(table, targets) : new Target(Task.REGRESSION, List.of(""), List.of());
        MissingPolicy missing = options.missing().replaces() ? MissingPolicy.ERROR : options.missing();
        return new Schema(features, List.of(), target, missing, weight, options.na());
    }

    private List<String> chosen(Table table, List<String> named, Set<String> others) {
        List<Part> inputs = inputs();
        if (!named.isEmpty()) {
            named.forEach(table::column);
            if (named.size() != width(inputs)) {
                throw new DataException("the model takes " + described(inputs, "number") + ", got " + named.size()
                        + " columns: " + shown(named));
            }
            return named;
        }
        List<String> left =
                table.names().stream().filter(name -> !others.contains(name)).toList();
        List<String> names = inputs.stream().map(Part::name).toList();
        if (inputs.size() == width(inputs) && Set.copyOf(left).containsAll(names)) {
            return names;
        }
        if (left.size() == width(inputs)) {
            return left;
        }
        String problem = "the model takes " + described(inputs, "number") + ", and " + table.source() + " has "
                + left.size() + (left.size() == 1 ? " column" : " columns") + (others.isEmpty() ? "" : " left") + ": "
                + shown(left);
        throw new DataException(
                left.size() < width(inputs)
                        ? Advice.of(problem)
                        : Advice.of(
                                problem + ". Name those that it takes",
                                Hint.of("inputs"),
                                ", or leave columns out",
                                Hint.of("drop")));
    }

    /// Words of one target are labels, numbered in their order.
    private static Target target(Table table, List<String> names) {
        boolean single = names.size() == 1;
        if (single && table.column(names.getFirst()) instanceof CategoryColumn words && words.distinct() > 1) {
            Task task = words.categories().size() == 2 ? Task.BINARY : Task.MULTICLASS;
            return new Target(task, names, words.categories());
        }
        names.forEach(table::column);
        return new Target(Task.REGRESSION, names, List.of());
    }

    private boolean isOneHot(Table table, List<String> targets) {
        return targets.size() == 1
                && target(table, targets).labels().size() == width(targets())
                && targets().size() == 1;
    }

    private static String shown(List<String> names) {
        int most = 12;
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + ", … " + (names.size() - most) + " more";
    }

    /// Encoded rows, each input and each target by itself.
    ///
    /// @param schema by which they were encoded
    Dataset split(Schema schema, Dataset rows) {
        List<Part> targets = targets();
        Rows target = rows.target();
        int labels = schema.target().labels().size();
        boolean oneHot = targets.size() == 1 && target.width() == 1 && labels >= 2 && width(targets) == labels;
        return new Dataset(
                split(schema, rows.input()),
                oneHot ? List.of(oneHot(target, labels)) : split(target, targets),
                rows.weights());
    }

    /// Encoded inputs, each by itself.
    ///
    /// @param schema by which they were encoded
    List<Rows> split(Schema schema, Rows inputs) {
        List<Rows> found = new ArrayList<>();
        int column = 0;
        for (Rows part : split(inputs, inputs())) {
            List<TokenFeature> texts = new ArrayList<>();
            for (Feature feature : schema.features().subList(column, column + part.width())) {
                if (feature instanceof TokenFeature text) {
                    texts.add(text);
                }
            }
            found.add(texts.isEmpty() ? part : text(part, texts));
            column += part.width();
        }
        return found;
    }

    /// The texts of an input; each column has numbers of its own.
    private static Rows text(Rows numbers, List<TokenFeature> features) {
        float[] row = new float[numbers.width()];
        List<List<String>> columns = new ArrayList<>();
        for (int j = 0; j < row.length; j++) {
            List<String> known = features.get(j).texts().texts();
            List<String> column = new ArrayList<>(numbers.count());
            for (int i = 0; i < numbers.count(); i++) {
                numbers.copy(i, row, 0);
                column.add(known.get((int) row[j]));
            }
            columns.add(column);
        }
        return TextRows.of(columns);
    }

    private static List<Rows> split(Rows rows, List<Part> parts) {
        if (parts.size() == 1) {
            return List.of(rows);
        }
        List<Rows> split = new ArrayList<>();
        float[] row = new float[rows.width()];
        int from = 0;
        for (Part part : parts) {
            float[] values = new float[rows.count() * part.width()];
            for (int i = 0; i < rows.count(); i++) {
                rows.copy(i, row, 0);
                System.arraycopy(row, from, values, i * part.width(), part.width());
            }
            split.add(Rows.wrap(values, part.width()));
            from += part.width();
        }
        return split;
    }

    private static Rows oneHot(Rows labels, int classes) {
        float[] values = new float[labels.count() * classes];
        float[] label = new float[1];
        for (int i = 0; i < labels.count(); i++) {
            labels.copy(i, label, 0);
            values[i * classes + (int) label[0]] = 1;
        }
        return Rows.wrap(values, classes);
    }
}
