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
    private static final double PERFECT = 1 - 1e-9;
    /// With fewer rows, chance alone makes columns look alike.
    private static final int ENOUGH_ROWS = 10;

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
        inspection.hugeColumns();
        inspection.doubledColumns();
        inspection.leaks();
        inspection.imbalance();
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
                            new Hint("drop", column.name())));
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

    private void leaks() {
        if (table.rows() < ENOUGH_ROWS) {
            return;
        }
        for (String target : schema.target().columns()) {
            Column aim = table.column(target);
            for (Column column : columns()) {
                boolean leaks = schema.target().task() == Task.REGRESSION
                        ? column instanceof NumericColumn x && aim instanceof NumericColumn y && isLinear(x, y)
                        : isOneToOne(column, aim);
                if (leaks) {
                    warnings.add(Advice.of(
                            "column " + Texts.quote(column.name()) + " tells the target " + Texts.quote(target)
                                    + " exactly. If it is not known before the target is, leave it out",
                            new Hint("drop", column.name())));
                }
            }
        }
    }

    /// Whether one is the other, scaled and shifted: their correlation is 1 or -1.
    private static boolean isLinear(NumericColumn x, NumericColumn y) {
        double meanX = x.mean();
        double meanY = y.mean();
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int row = 0; row < x.rows(); row++) {
            double dx = x.values()[row] - meanX;
            double dy = y.values()[row] - meanY;
            if (!Double.isNaN(dx) && !Double.isNaN(dy)) {
                xx += dx * dx;
                yy += dy * dy;
                xy += dx * dy;
            }
        }
        return xx > 0 && yy > 0 && Math.abs(xy) / Math.sqrt(xx * yy) > PERFECT;
    }

    /// Whether each value of one goes with one value of the other, and back.
    private static boolean isOneToOne(Column column, Column target) {
        Map<String, String> there = new HashMap<>();
        Map<String, String> back = new HashMap<>();
        for (int row = 0; row < column.rows(); row++) {
            if (column.isMissing(row) || target.isMissing(row)) {
                continue;
            }
            String a = column.text(row);
            String b = target.text(row);
            String oldB = there.putIfAbsent(a, b);
            String oldA = back.putIfAbsent(b, a);
            if ((oldB != null && !oldB.equals(b)) || (oldA != null && !oldA.equals(a))) {
                return false;
            }
        }
        return there.size() > 1;
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

    private static Advice formatted(String text, Object... values) {
        return Advice.of(String.format(Locale.ROOT, text, values));
    }

    private static String quoted(List<String> names) {
        return Texts.list(names.stream().map(Texts::quote).toList());
    }
}
