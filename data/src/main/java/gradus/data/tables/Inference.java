package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Learns a schema from a table.
final class Inference {
    /// Whole numbers of more different values than this are measured, not classes: ten digits are classes, the marks
    /// from 0 to 20 have an order.
    private static final int MOST_CLASSES = 10;
    /// So are those where a class would have fewer rows than this on average.
    private static final int ROWS_A_CLASS = 20;
    /// Words of more different values than this may be identifiers.
    private static final int FEW = 20;

    private Inference() {}

    static Schema of(Table all, SchemaOptions options) {
        requireTargets(all, options);
        String unknown = MissingValues.unknown(options.na(), all.names());
        if (unknown != null) {
            all.column(unknown);
        }
        Table table = all.without(options.drop()).emptied(options.na());
        Target target = target(table, options);
        Set<String> others = new HashSet<>(target.columns());
        String group = options.group();
        if (group != null) {
            others.add(table.column(group).name());
        }
        String time = options.time();
        if (time != null) {
            table.column(time);
        }
        String weight = options.sampleWeight();
        if (weight != null && !others.add(table.column(weight).name())) {
            throw new DataException("column " + Texts.quote(weight) + " cannot be target and weight at once");
        }
        // One column after the other: a table on disk has no memory for all.
        List<String> inputs = options.inputs().isEmpty() ? table.names() : options.inputs();
        List<Feature> features = new ArrayList<>();
        boolean pixels = arePixels(
                table, inputs.stream().filter(name -> !others.contains(name)).toList());
        for (String name : inputs) {
            Column column = table.column(name);
            if (!others.contains(column.name())) {
                features.add(feature(table, column, options.kinds().get(column.name()), pixels));
            } else if (!options.inputs().isEmpty()) {
                throw new DataException("column " + Texts.quote(column.name()) + " cannot be input and "
                        + (column.name().equals(weight)
                                ? "weight"
                                : column.name().equals(group) ? "group" : "target")
                        + " at once");
            }
        }
        if (features.stream().allMatch(IgnoredFeature.class::isInstance)) {
            features.replaceAll(feature -> numberAfterAll(feature, table.column(feature.name()), options));
        }
        List<String> dropped = options.drop().stream().sorted().toList();
        Schema schema = new Schema(features, dropped, target, options.missing(), weight, options.na());
        return fit(schema, schema.usable(all));
    }

    private static void requireTargets(Table table, SchemaOptions options) {
        if (options.targets().isEmpty()) {
            throw new DataException(Advice.of(
                    table.source() + ": which column is to be predicted? Name it",
                    Hint.of("target"),
                    ". The columns are " + Texts.names(table.names())));
        }
        options.targets().forEach(table::column);
        if (Set.copyOf(options.targets()).size() < options.targets().size()) {
            throw new DataException("a target is named twice: " + String.join(", ", options.targets()));
        }
        if (!Collections.disjoint(options.targets(), options.drop())) {
            throw new DataException("a target cannot be dropped too: " + String.join(", ", options.targets()));
        }
    }

    /// What a column holds: as it is said, else as the first kind has it that recognises it.
    private static Feature feature(Table table, Column column, @Nullable ColumnKind said, boolean pixels) {
        try {
            if (said != null) {
                return FeatureKind.named(said.name()).of(column, said.argument());
            }
            for (FeatureKind kind : FeatureKind.ALL) {
                Feature feature = kind.recognise(column, pixels);
                if (feature != null) {
                    return feature;
                }
            }
        } catch (DataException e) {
            throw e.in(table.source());
        }
        throw new IllegalStateException("the last kind takes every column");
    }

    /// A number that would be left out, such as one that counts the rows, where there is nothing else.
    private static Feature numberAfterAll(Feature ignored, Column column, SchemaOptions options) {
        boolean differs = column instanceof NumericColumn numbers && numbers.min() < numbers.max();
        return differs && !options.kinds().containsKey(column.name())
                ? new NumericFeature(column.name(), 0, 0)
                : ignored;
    }

    /// Whether the columns that are numbers are the pixels of an image.
    private static boolean arePixels(Table table, List<String> columns) {
        List<NumericFeature> numbers = new ArrayList<>();
        for (String name : columns.size() < Pixels.FEWEST ? List.<String>of() : columns) {
            Column column = table.column(name);
            if (column instanceof NumericColumn && column.missing() == 0) {
                numbers.add(new NumericFeature(column.name(), 0, 0).fit(column, false));
            }
        }
        return Pixels.are(numbers);
    }

    private static Target target(Table table, SchemaOptions options) {
        List<Column> columns = options.targets().stream().map(table::column).toList();
        for (Column column : columns) {
            if (column.missing() == column.rows()) {
                throw new DataException(table.source() + ": target " + Texts.quote(column.name()) + " has no values");
            }
        }
        Task given = options.task();
        Task task = given != null ? given : task(table, columns, options);
        return switch (task) {
            case REGRESSION -> numbers(table, task, columns);
            case MULTILABEL -> {
                columns.forEach(column -> requireZeroOrOne(table, column));
                yield numbers(table, task, columns);
            }
            case BINARY, MULTICLASS -> classes(table, task, columns, options);
        };
    }

    private static Task task(Table table, List<Column> columns, SchemaOptions options) {
        if (columns.size() > 1) {
            return columns.stream().allMatch(Inference::isZeroOrOne) ? Task.MULTILABEL : Task.REGRESSION;
        }
        Column column = columns.getFirst();
        ColumnKind said = options.kinds().get(column.name());
        if (said != null && said.isNumber()) {
            return Task.REGRESSION;
        }
        int distinct = distinct(column, MOST_CLASSES + 1);
        boolean classes = column instanceof CategoryColumn
                || said != null
                || distinct == 2
                || (column instanceof NumericColumn numbers
                        && distinct <= MOST_CLASSES
                        && (long) distinct * ROWS_A_CLASS <= table.rows()
                        && numbers.isWhole());
        return !classes ? Task.REGRESSION : distinct == 2 ? Task.BINARY : Task.MULTICLASS;
    }

    /// The number of distinct values; of numbers, at most a limit.
    private static int distinct(Column column, int most) {
        return column instanceof NumericColumn numbers ? numbers.distinct(most) : column.distinct();
    }

    private static boolean isZeroOrOne(Column column) {
        return column instanceof NumericColumn numbers && zeroOrOneFault(numbers) < 0;
    }

    private static int zeroOrOneFault(NumericColumn column) {
        for (int row = 0; row < column.rows(); row++) {
            double value = column.values()[row];
            if (value != 0 && value != 1 && !Double.isNaN(value)) {
                return row;
            }
        }
        return -1;
    }

    private static void requireZeroOrOne(Table table, Column column) {
        if (column instanceof NumericColumn numbers) {
            int fault = zeroOrOneFault(numbers);
            if (fault >= 0) {
                throw new DataException(table.where(fault, column.name())
                        + " must be 0 or 1, as every target of multi-label classification, got " + column.text(fault));
            }
        }
    }

    private static Target numbers(Table table, Task task, List<Column> columns) {
        List<String> names = new ArrayList<>();
        for (Column column : columns) {
            if (column instanceof CategoryColumn) {
                int row = 0;
                while (column.isMissing(row)) {
                    row++;
                }
                String problem = table.where(row, column.name()) + " must be a number to be a target of "
                        + Tasks.text(task) + ", got " + Texts.quote(column.text(row));
                throw new DataException(
                        columns.size() == 1
                                ? Advice.of(problem + ". Predict words as classes", new Hint("task", "multiclass"))
                                : Advice.of(problem));
            }
            if (task == Task.REGRESSION && distinct(column, 2) == 1) {
                throw new DataException(table.source() + ": target " + Texts.quote(column.name())
                        + " has the same value in every row, so there is nothing to learn");
            }
            if (task == Task.REGRESSION && column instanceof NumericColumn numeric) {
                NumericColumn.Summary all = numeric.summary();
                String target = "target " + Texts.quote(column.name());
                String problem = range(table, target, all.variance(), all.min(), all.max());
                if (problem != null) {
                    throw new DataException(problem);
                }
            }
            names.add(column.name());
        }
        return new Target(task, names, List.of());
    }

    private static Target classes(Table table, Task task, List<Column> columns, SchemaOptions options) {
        Column column = columns.getFirst();
        String where = table.source() + ": target " + Texts.quote(column.name());
        if (columns.size() > 1) {
            throw new DataException(Advice.of(
                    table.source() + ": a " + Tasks.text(task) + " target is one column, got "
                            + Texts.names(columns.stream().map(Column::name).toList())
                            + ". Predict several columns of 0 and 1",
                    new Hint("task", "multilabel")));
        }
        ColumnKind said = options.kinds().get(column.name());
        List<String> unordered = labels(column, said != null && !said.name().equals(OrdinalFeature.KIND.name()));
        List<String> ordered = OrdinalFeature.ordered(column.name(), unordered, said);
        List<String> labels = ordered == null ? unordered : ordered;
        boolean scale = ordered != null || (said == null && NumberScale.isLikely(column));
        if (labels.size() == 1) {
            throw new DataException(where + " has the one class " + Texts.quote(labels.getFirst())
                    + " only; to tell classes apart takes rows of at least two");
        }
        if (task == Task.BINARY && labels.size() > 2) {
            throw new DataException(Advice.of(
                    where + " has " + labels.size() + " classes, but a binary target has two: " + Texts.names(labels)
                            + ". Predict more than two classes",
                    new Hint("task", "multiclass")));
        }
        if (labels.size() > FEW && labels.size() > 0.5 * (column.rows() - column.missing())) {
            String problem = where + " has " + labels.size() + " different values in " + column.rows()
                    + " rows, too many to be classes. Choose another target";
            throw new DataException(
                    column instanceof NumericColumn
                            ? Advice.of(problem + ", or predict numbers", new Hint("task", "regression"))
                            : Advice.of(problem));
        }
        return labels.size() == 2
                ? new Target(Task.BINARY, List.of(column.name()), labels)
                : new Target(Task.MULTICLASS, List.of(column.name()), labels, scale);
    }

    /// The different labels, in order.
    ///
    /// @param exact whether their spelling matters
    private static List<String> labels(Column column, boolean exact) {
        if (column instanceof CategoryColumn words) {
            int[] counts = words.counts();
            Map<String, String> names = exact ? Map.of() : CategoryFeature.representatives(words);
            Set<String> used = new HashSet<>();
            for (int i = 0; i < counts.length; i++) {
                String word = words.categories().get(i);
                if (counts[i] > 0) {
                    used.add(names.getOrDefault(word, word));
                }
            }
            return Categories.inOrder(used);
        }
        List<String> labels = new ArrayList<>();
        if (column instanceof NumericColumn numbers) {
            for (double value : numbers.distinctValues()) {
                labels.add(Numbers.text(value));
            }
        }
        return labels;
    }

    /// What is wrong with numbers whose squares the network cannot keep in 32 bits; null if nothing.
    private static @Nullable String range(Table table, String column, double variance, double min, double max) {
        // The variance of tiny numbers is 0 in 64 bits, too.
        if ((variance == 0 && !(min < max)) || (variance >= Float.MIN_NORMAL && variance <= Float.MAX_VALUE)) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "%s: %s has numbers from %.3g to %.3g, whose variance, %.3g, is too %s for 32-bit numbers. %s its"
                        + " numbers by a power of ten",
                table.source(),
                column,
                min,
                max,
                variance,
                variance < 1 ? "small" : "large",
                variance < 1 ? "Multiply" : "Divide");
    }

    static Schema fit(Schema schema, Table train) {
        List<Feature> features = new ArrayList<>();
        boolean indicated = schema.missing() == MissingPolicy.INDICATOR;
        for (Feature feature : schema.features()) {
            Column column = train.column(feature.name()); // made anew each time, if the table is large
            try {
                features.add(feature.fit(column, indicated));
            } catch (DataException e) {
                throw e.in(train.source());
            }
            if (features.getLast() instanceof NumericFeature numbers) {
                String problem = range(
                        train,
                        "column " + Texts.quote(numbers.name()),
                        numbers.variance(),
                        numbers.min(),
                        numbers.max());
                if (problem != null) {
                    throw new DataException(
                            Advice.of(problem + ", or leave it out", new Hint("drop", NameList.item(feature.name()))));
                }
            }
        }
        int most = WordInputs.most(features, train.rows());
        features.replaceAll(feature ->
                feature instanceof CategoryFeature words && words.categories().size() > most
                        ? words.fit(train.column(feature.name()), indicated, most)
                        : feature);
        if (Tasks.isClassification(schema.target().task())) {
            requireEveryClass(schema, train);
        }
        return new Schema(
                features, schema.dropped(), schema.target(), schema.missing(), schema.sampleWeight(), schema.na());
    }

    private static void requireEveryClass(Schema schema, Table train) {
        int[] counts = classCounts(schema, train);
        List<String> absent = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                absent.add(Texts.quote(schema.target().labels().get(i)));
            }
        }
        if (!absent.isEmpty()) {
            throw new DataException(train.source() + ": no training row of "
                    + (absent.size() == 1 ? "class " : "classes ") + Texts.list(absent)
                    + ". Such rows are too few: add some, leave them out, or hold out less");
        }
    }

    /// How many rows each class has.
    static int[] classCounts(Schema schema, Table table) {
        int[] counts = new int[schema.target().labels().size()];
        for (float label : new Encoder(schema, table).targets().toArray()) {
            if (label >= 0) {
                counts[(int) label]++;
            }
        }
        return counts;
    }
}
