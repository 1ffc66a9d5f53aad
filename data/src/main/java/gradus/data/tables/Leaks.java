package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Columns that tell the target, by themselves or together: results with them are too good to be true if they are not
/// known before the target is.
final class Leaks {
    private static final double PERFECT = 1 - 1e-9;
    private static final double NEARLY = 0.995;
    /// With fewer rows, chance alone makes columns look alike.
    private static final int ENOUGH_ROWS = 10;
    /// The least number of rows that a value must have on average to say something about others.
    private static final int ROWS_A_VALUE = 5;
    private final List<Column> columns;
    /// Copies of a row say nothing more.
    private final int cases;
    private final List<Advice> notes = new ArrayList<>();

    private Leaks(List<Column> columns, int cases) {
        this.columns = columns;
        this.cases = cases;
    }

    /// @param columns of the table that are looked at
    /// @param cases the number of different rows
    static List<Advice> of(Schema schema, Table table, List<Column> columns, int cases) {
        Leaks leaks = new Leaks(columns, cases);
        if (table.rows() >= ENOUGH_ROWS) {
            boolean numbers = schema.target().task() == Task.REGRESSION;
            for (String target : schema.target().columns()) {
                if (numbers && table.column(target) instanceof NumericColumn aim) {
                    leaks.numbers(aim);
                } else {
                    leaks.classes(table.column(target));
                }
            }
        }
        return leaks.notes;
    }

    private void found(Column column, String what, Column target, String how) {
        notes.add(Advice.of(
                "column " + Texts.quote(column.name()) + " " + what + " the target " + Texts.quote(target.name()) + how
                        + ". If it is not known before the target is, leave it out",
                new Hint("drop", NameList.item(column.name()))));
    }

    private void classes(Column target) {
        boolean few = target.distinct() * ROWS_A_VALUE <= cases;
        for (Column column : columns) {
            boolean repeats = column.distinct() > 1 && column.distinct() * ROWS_A_VALUE <= cases;
            boolean forth = follows(column, target);
            boolean back = follows(target, column);
            if (forth && back && column.distinct() > 1) {
                found(column, "tells", target, " exactly");
            } else if (forth && repeats) {
                found(column, "decides on", target, "");
            } else if (back && few && repeats) {
                found(column, "follows from", target, "");
            }
        }
    }

    /// Whether each value of one goes with one value of the other.
    private static boolean follows(Column from, Column to) {
        Map<String, String> values = new HashMap<>();
        for (int row = 0; row < from.rows(); row++) {
            if (!from.isMissing(row) && !to.isMissing(row)) {
                String value = to.text(row);
                String before = values.putIfAbsent(from.text(row), value);
                if (before != null && !before.equals(value)) {
                    return false;
                }
            }
        }
        return !values.isEmpty();
    }

    private void numbers(NumericColumn target) {
        List<NumericColumn> summands = new ArrayList<>();
        boolean alone = false;
        for (Column column : columns) {
            if (column instanceof NumericColumn numbers) {
                double correlation = Math.abs(correlation(numbers, target));
                if (correlation > PERFECT) {
                    found(column, "tells", target, " exactly");
                    alone = true;
                } else if (correlation > NEARLY) {
                    found(
                            column,
                            String.format(Locale.ROOT, "has a correlation of %.4f with", correlation),
                            target,
                            "");
                }
                if (column.missing() == 0) {
                    summands.add(numbers);
                }
            }
        }
        if (!alone && target.missing() == 0) {
            notes.addAll(Sums.of(summands, target));
        }
    }

    private static double correlation(NumericColumn x, NumericColumn y) {
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
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
    }
}
