package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Looks for what makes a table teach less, or more, than it seems to.
final class Inspection {
    private static final double HUGE = 1e6;
    private static final int IMBALANCE = 20;
    private static final int FEW_ROWS = 10;
    /// A class of few rows is worth a word if the most frequent one has more than this many times as many.
    private static final int RARER = 4;

    private final Schema schema;
    private final Table table;
    private final List<Advice> warnings = new ArrayList<>();

    private Inspection(Schema schema, Table table) {
        this.schema = schema;
        this.table = table;
    }

    static List<Advice> of(Schema schema, Table table) {
        Inspection inspection = new Inspection(schema, table);
        inspection.assumptions();
        inspection.gaps();
        inspection.warnings.addAll(Suspects.of(schema, table));
        inspection.hugeColumns();
        inspection.doubledColumns();
        List<Column> columns = inspection.columns();
        List<Column> all = new ArrayList<>(columns);
        schema.target().columns().forEach(name -> all.add(table.column(name)));
        int copies = Repeats.copies(table, all);
        inspection.warnings.addAll(Leaks.of(schema, table, columns, Repeats.cases(table, all, copies)));
        inspection.warnings.addAll(Repeats.of(table, all, copies));
        inspection.imbalance();
        inspection.shapeOfNumbers();
        return inspection.warnings;
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (Feature feature : schema.features()) {
            if (!(feature instanceof ImageFeature || feature instanceof IgnoredFeature)) {
                columns.add(table.column(feature.name()));
            }
        }
        return columns;
    }

    /// What the kinds of columns say of them.
    private void assumptions() {
        for (Feature feature : schema.features()) {
            Column column = table.find(feature.name());
            if (column != null) {
                warnings.addAll(feature.notes(column));
            }
        }
        if (Tasks.isClassification(schema.target().task())) {
            Column column = table.column(schema.target().columns().getFirst());
            List<String> labels = schema.target().labels();
            if (column instanceof CategoryColumn words && labels.size() < words.distinct()) {
                warnings.addAll(new CategoryFeature(column.name(), labels, false, false, false).notes(column));
            }
        }
    }

    /// What is filled in. Who asked for means knows of it.
    private void gaps() {
        if (schema.missing() != MissingPolicy.INDICATOR) {
            return;
        }
        long cells = 0;
        int gappy = 0;
        for (Feature feature : schema.features()) {
            Column column =
                    feature instanceof IgnoredFeature || !feature.needsValue() ? null : table.find(feature.name());
            int missing = column == null ? 0 : column.missing();
            cells += missing;
            gappy += missing > 0 ? 1 : 0;
        }
        if (cells > 0) {
            warnings.add(Advice.of(
                    Texts.count(cells, "cell") + " of " + Texts.count(gappy, "column")
                            + (cells == 1 ? " is" : " are") + " missing: a number is filled in with the mean of the"
                            + " training rows, a category with none, and an input says where. Leave such rows out",
                    new Hint("missing", "drop")));
        }
    }

    private static boolean isConstant(Column column) {
        return switch (column) {
            case NumericColumn numbers -> numbers.min() == numbers.max();
            case CategoryColumn words -> words.distinct() == 1;
        };
    }

    private void hugeColumns() {
        for (Column column : columns()) {
            if (column instanceof NumericColumn numbers && Math.max(-numbers.min(), numbers.max()) > HUGE) {
                warnings.add(formatted(
                        "column %s has very large numbers (%.3g to %.3g), of which 32 bits keep 7 digits; give it in a "
                                + "larger unit if the last digits matter",
                        Texts.quote(column.name()), numbers.min(), numbers.max()));
            }
        }
    }

    private void doubledColumns() {
        Map<Integer, List<Column>> byHash = new HashMap<>();
        for (Column column : columns()) {
            List<Column> alike = byHash.computeIfAbsent(hash(column), hash -> new ArrayList<>());
            for (Column other : alike) {
                if (sameContent(column, other) && !isConstant(column)) {
                    warnings.add(Advice.of(
                            "column " + Texts.quote(column.name()) + " has the same values as "
                                    + Texts.quote(other.name()) + "; leave one out",
                            new Hint("drop", NameList.item(column.name()))));
                    break;
                }
            }
            alike.add(column);
        }
    }

    private static int hash(Column column) {
        return switch (column) {
            case NumericColumn numbers -> Arrays.hashCode(numbers.values());
            case CategoryColumn words -> Arrays.hashCode(words.codes());
        };
    }

    private static boolean sameContent(Column a, Column b) {
        return switch (a) {
            case NumericColumn x -> b instanceof NumericColumn y && Arrays.equals(x.values(), y.values());
            case CategoryColumn x ->
                b instanceof CategoryColumn y
                        && x.categories().equals(y.categories())
                        && Arrays.equals(x.codes(), y.codes());
        };
    }

    /// Counts, and numbers of which a few are much larger than the others.
    private void shapeOfNumbers() {
        Target target = schema.target();
        if (target.task() != Task.REGRESSION
                || target.width() > 1
                || !(table.column(target.columns().getFirst()) instanceof NumericColumn numbers)) {
            return;
        }
        NumberShape shape = NumberShape.of(numbers.values());
        if (shape.isCounts()) {
            warnings.add(Advice.of(
                    "the target " + Texts.quote(numbers.name())
                            + " looks like counts. A network that learns them as such never predicts less than 0",
                    new Hint("transform", "counts")));
        } else if (shape.isSkewed()) {
            warnings.add(Advice.of(
                    formatted(
                                    "the target %s is skewed: few of its numbers are much larger than the others"
                                            + " (skewness %.1f). If errors should count relative to the number, learn its"
                                            + " logarithm",
                                    Texts.quote(numbers.name()), shape.skewness())
                            .toString(),
                    new Hint("transform", "log")));
        }
    }

    private void imbalance() {
        if (!Tasks.isClassification(schema.target().task())) {
            return;
        }
        int[] counts = Inference.classCounts(schema, table);
        int least = 0;
        int most = 0;
        for (int i = 0; i < counts.length; i++) {
            least = counts[i] < counts[least] ? i : least;
            most = counts[i] > counts[most] ? i : most;
        }
        List<String> rare = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < FEW_ROWS && counts[i] * RARER < counts[most]) {
                rare.add(Texts.quote(schema.target().labels().get(i)) + " (" + counts[i] + ")");
            }
        }
        if (!rare.isEmpty()) {
            warnings.add(Advice.of("classes with fewer than " + FEW_ROWS + " rows can hardly be learnt or judged: "
                    + Texts.list(rare)));
        }
        order(schema.target().columns().getFirst());
        if ((long) counts[least] * IMBALANCE < counts[most]) {
            List<String> labels = schema.target().labels();
            warnings.add(formatted(
                    "the classes are uneven: %s has %d rows, %s has %d. To say %s always would be right in %.1f%% of"
                            + " the rows; judge the model by that, and consider class weights",
                    Texts.quote(labels.get(most)),
                    counts[most],
                    Texts.quote(labels.get(least)),
                    counts[least],
                    Texts.quote(labels.get(most)),
                    100.0 * counts[most] / table.rows()));
        }
    }

    /// What is said of an order of the classes: one that training uses, or that it could use.
    private void order(String target) {
        List<String> labels = schema.target().labels();
        if (schema.target().ordered()) {
            warnings.add(Advice.of(
                    "the classes have an order, " + String.join(" < ", labels)
                            + ", which networks by a recipe for tables use in training; a plain network does not. If they"
                            + " have none, say so",
                    new Hint("as", NameList.item(target) + "=category")));
        } else if (NumberScale.isPossible(table.column(target), labels.size())) {
            warnings.add(Advice.of(
                    "the classes are numbers from " + labels.getFirst() + " to " + labels.getLast()
                            + " that look like steps of a scale. Give them this order",
                    new Hint("as", NameList.item(target) + "=ordinal"),
                    ", or learn them as a number",
                    new Hint("task", "regression")));
        }
    }

    private static Advice formatted(String text, Object... values) {
        return Advice.of(String.format(Locale.ROOT, text, values));
    }
}
