package gradus.data.tables;

import gradus.data.Rows;
import gradus.data.tables.internal.Texts;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns the rows of a table into the numbers that a schema says.
final class Encoder {
    private static final int LINES_SHOWN = 5;

    private final Schema schema;
    private final Table table;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, Column> lacking = new LinkedHashMap<>();

    Encoder(Schema schema, Table table) {
        this.schema = schema;
        this.table = table.emptied(schema.na());
        this.table.names().forEach(name -> columns.put(name, columns.size()));
        requireColumns();
    }

    /// A column that only rows with targets need.
    private Column targetColumn(String name) {
        if (!columns.containsKey(name)) {
            throw new DataException(table.source() + " has no column " + Texts.quote(name)
                    + ", which the model predicts; training and evaluation need it");
        }
        return column(name);
    }

    private Column column(String name) {
        Integer place = columns.get(name);
        if (place != null) {
            return table.columns().get(place);
        }
        Column absent = lacking.get(name);
        return absent == null ? table.column(name) : absent;
    }

    /// At least one of the feature columns is there. What is lacking is taken as missing; other columns do not matter.
    private void requireColumns() {
        List<String> absent = new ArrayList<>();
        int needed = 0;
        for (Feature feature : schema.features()) {
            if (feature instanceof ImageFeature) {
                throw new DataException(
                        table.source() + " is a table, but the model looks at images. Give it a folder of IDX files");
            }
            if (feature instanceof IgnoredFeature) {
                continue;
            }
            needed++;
            if (!columns.containsKey(feature.name())) {
                absent.add(feature.name());
            }
        }
        boolean replaced = schema.missing() != MissingPolicy.ERROR && absent.size() < needed;
        if (!absent.isEmpty() && !replaced) {
            throw new DataException(table.source() + " lacks " + columns(absent)
                    + " which the model was trained with. Its columns are " + Texts.names(table.names())
                    + (absent.size() < needed
                            ? ""
                            : ". Their names must be those of the training, such as in the first line of a file"));
        }
        int[] none = new int[table.rows()];
        Arrays.fill(none, -1);
        absent.forEach(name -> lacking.put(name, new CategoryColumn(name, List.of(), none)));
    }

    /// The columns that must have a value.
    private List<String> inputColumns() {
        return schema.features().stream()
                .filter(feature -> !(feature instanceof IgnoredFeature) && feature.needsValue())
                .map(Feature::name)
                .toList();
    }

    private static String columns(List<String> names) {
        return (names.size() == 1 ? "column " : "columns ")
                + Texts.list(names.stream().map(Texts::quote).toList());
    }

    /// The rows that can be encoded.
    ///
    /// @param withTargets whether they need a target
    Table usable(boolean withTargets) {
        List<String> needed = needed(withTargets);
        int[] complete = completeRows(needed);
        if (complete.length == table.rows()) {
            return table;
        }
        if (schema.missing() == MissingPolicy.ERROR) {
            throw new DataException(Advice.of(
                    missingValues(needed) + ". Leave such rows out",
                    new Hint("missing", "drop"),
                    ", or fill them in and mark them",
                    new Hint("missing", "indicator")));
        }
        if (complete.length == 0) {
            throw new DataException(missingValues(needed) + ": no row is complete");
        }
        return table.select(complete);
    }

    /// Whether a row has all values with its targets.
    boolean hasComplete() {
        return completeRows(needed(true)).length > 0;
    }

    private List<String> needed(boolean withTargets) {
        List<String> needed = new ArrayList<>(schema.missing().replaces() ? List.of() : inputColumns());
        if (withTargets) {
            schema.target()
                    .columns()
                    .forEach(name -> needed.add(targetColumn(name).name()));
            needed.addAll(weightColumn());
        }
        return needed;
    }

    /// Prediction owes every row an answer, so none may be left out.
    void requireComplete() {
        if (schema.missing() != MissingPolicy.ERROR) {
            return;
        }
        List<String> needed = inputColumns();
        if (completeRows(needed).length < table.rows()) {
            throw new DataException(Advice.of(
                    missingValues(needed) + ". Fill them in, or train the model",
                    new Hint("missing", "indicator"),
                    ", which takes them"));
        }
    }

    private int[] completeRows(List<String> needed) {
        boolean[] incomplete = new boolean[table.rows()];
        boolean known = table.columns() instanceof LazyColumns lazy && lazy.isComplete();
        for (String name : needed) {
            if (known && columns.containsKey(name)) {
                continue;
            }
            Column column = column(name);
            for (int row = 0; row < incomplete.length; row++) {
                incomplete[row] |= column.isMissing(row);
            }
        }
        int[] complete = new int[incomplete.length];
        int count = 0;
        for (int row = 0; row < incomplete.length; row++) {
            if (!incomplete[row]) {
                complete[count++] = row;
            }
        }
        return Arrays.copyOf(complete, count);
    }

    /// `penguins: values are missing in column "sex" (11: lines 5, 10, …), …`.
    private String missingValues(List<String> needed) {
        List<String> found = new ArrayList<>();
        for (String name : needed) {
            Column column = column(name);
            int missing = column.missing();
            if (missing == 0) {
                continue;
            }
            List<String> lines = new ArrayList<>();
            for (int row = 0; row < table.rows() && lines.size() < LINES_SHOWN; row++) {
                if (column.isMissing(row)) {
                    lines.add(Integer.toString(table.line(row)));
                }
            }
            found.add(
                    "column " + Texts.quote(column.name()) + " (" + missing + ": " + (missing == 1 ? "line " : "lines ")
                            + String.join(", ", lines) + (missing > LINES_SHOWN ? ", …)" : ")"));
        }
        return table.source() + ": values are missing in " + Texts.list(found);
    }

    /// The features, row after row.
    ///
    /// @param counting counts what the training rows lack; null if that is not asked
    Rows inputs(@Nullable Doubts counting) {
        Rows made = table.columns() instanceof LazyColumns lazy ? lazy.inputs(schema, table.source()) : null;
        if (made != null && (counting == null || table.isOnDisk())) {
            return made;
        }
        Doubts doubts = counting == null ? new Doubts() : counting;
        if (made != null) {
            encode(doubts, new float[schema.inputWidth()], 0); // each row over the one before
            return made;
        }
        int width = schema.inputWidth();
        if ((long) width * table.rows() > Integer.MAX_VALUE - 8) {
            throw new DataException(table.source() + ": " + table.rows() + " rows of " + width
                    + " inputs are more than one array can hold. Use fewer rows, or drop columns of many categories");
        }
        float[] values = new float[table.rows() * width];
        encode(doubts, values, width);
        return Rows.wrap(values, width);
    }

    /// @param width between the beginnings of rows
    private void encode(Doubts doubts, float[] values, int width) {
        int at = 0;
        // Who asked for means knows of the gaps.
        doubts.gapsAreKnown(schema.missing() == MissingPolicy.MEAN);
        Set<String> known = schema.columns();
        table.names().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> doubts.add(Doubts.Kind.EXTRA, name, "", ""));
        if (!lacking.isEmpty()) {
            doubts.lacking(lacking.keySet(), schema.features());
        }
        for (Feature feature : schema.features()) {
            if (schema.missing() == MissingPolicy.ERROR && feature instanceof NumericFeature) {
                numbers(column(feature.name()));
            }
            if (feature.width() > 0) {
                Doubts cellDoubts = lacking.containsKey(feature.name()) ? new Doubts() : doubts;
                Cells cells = new Cells(feature, feature.encoder(cellDoubts), cellDoubts, values, width, at);
                switch (column(feature.name())) {
                    case NumericColumn numbers -> cells.write(numbers);
                    case CategoryColumn words -> cells.write(words);
                }
            }
            at += feature.width();
        }
        doubts.rows(1);
    }

    /// The inputs of one column, among those of the others.
    private record Cells(Feature feature, CellEncoder encoder, Doubts doubts, float[] values, int width, int at) {
        void write(NumericColumn numbers) {
            for (int row = 0; row < numbers.rows(); row++) {
                double value = numbers.values()[row];
                if (Double.isNaN(value)) {
                    encoder.missing(values, row * width + at);
                } else {
                    encoder.number(value, values, row * width + at);
                }
            }
        }

        /// Each word is encoded once, unless nearly every row has its own.
        void write(CategoryColumn words) {
            int[] counts = words.counts();
            boolean once = 2L * counts.length < words.rows();
            int inputs = feature.width();
            float[] known = new float[once ? counts.length * inputs : 0];
            for (int i = 0; once && i < counts.length; i++) {
                if (counts[i] > 0) {
                    doubts.rows(counts[i]);
                    encoder.text(words.categories().get(i), known, i * inputs);
                }
            }
            doubts.rows(1);
            for (int row = 0; row < words.rows(); row++) {
                int code = words.codes()[row];
                if (code < 0) {
                    encoder.missing(values, row * width + at);
                } else if (once) {
                    System.arraycopy(known, code * inputs, values, row * width + at, inputs);
                } else {
                    encoder.text(words.categories().get(code), values, row * width + at);
                }
            }
        }
    }

    /// The targets, row after row.
    Rows targets() {
        Target target = schema.target();
        if (Tasks.isClassification(target.task())) {
            return Rows.of(codes(column(target.columns().getFirst()), target.labels()));
        }
        int width = target.width();
        float[] values = new float[table.rows() * width];
        for (int i = 0; i < width; i++) {
            Column source = column(target.columns().get(i));
            double[] column = numbers(source);
            for (int row = 0; row < column.length; row++) {
                if (target.task() == Task.MULTILABEL && column[row] != 0 && column[row] != 1) {
                    throw new DataException(table.where(row, source.name()) + " must be 0 or 1, as every label of a "
                            + "multi-label target, got " + Texts.quote(source.text(row)));
                }
                values[row * width + i] = (float) column[row];
            }
        }
        return Rows.wrap(values, width);
    }

    /// The column of weights, if the schema has one and the table too.
    private List<String> weightColumn() {
        String name = schema.sampleWeight();
        return name == null || !columns.containsKey(name) ? List.of() : List.of(name);
    }

    /// The weights of the rows; null if there are none.
    @Nullable
    Rows weights() {
        List<String> names = weightColumn();
        if (names.isEmpty()) {
            return null;
        }
        Column column = column(names.getFirst());
        double[] numbers = numbers(column);
        float[] weights = new float[numbers.length];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = (float) numbers[row];
            if (!(weights[row] >= 0)) {
                throw new DataException(table.where(row, column.name())
                        + " must be a weight of at least 0, got "
                        + Texts.quote(column.text(row)));
            }
        }
        return Rows.wrap(weights, 1);
    }

    private double[] numbers(Column column) {
        if (column instanceof NumericColumn numeric) {
            return numeric.values();
        }
        double[] values = new double[column.rows()];
        for (int row = 0; row < values.length; row++) {
            String text = column.text(row);
            if (column.isMissing(row)) {
                values[row] = Double.NaN;
            } else if (Numbers.isNumber(text, '.')) {
                values[row] = Numbers.parse(text, '.');
            } else {
                throw new DataException(table.where(row, column.name())
                        + " must be a number, as it is for the model, got " + Texts.quote(text));
            }
        }
        return values;
    }

    /// The place of each row's label; -1 where it is missing.
    private int[] codes(Column column, List<String> labels) {
        WordPlaces places = new WordPlaces(labels, false);
        int[] codes = new int[column.rows()];
        switch (column) {
            case CategoryColumn words -> {
                @Nullable
                Integer[] place = words.categories().stream().map(places::of).toArray(Integer[]::new);
                for (int row = 0; row < codes.length; row++) {
                    codes[row] = words.isMissing(row) ? -1 : known(place[words.codes()[row]], words, row, labels);
                }
            }
            case NumericColumn numbers -> {
                for (int row = 0; row < codes.length; row++) {
                    codes[row] =
                            numbers.isMissing(row) ? -1 : known(places.of(numbers.values()[row]), numbers, row, labels);
                }
            }
        }
        return codes;
    }

    private int known(@Nullable Integer place, Column column, int row, List<String> labels) {
        if (place == null) {
            throw new DataException(table.where(row, column.name()) + " is " + Texts.quote(column.text(row))
                    + ", which the model does not know as a label; it knows " + Texts.names(labels));
        }
        return Objects.requireNonNull(place);
    }
}
