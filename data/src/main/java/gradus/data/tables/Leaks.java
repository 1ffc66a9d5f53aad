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
    /// Sums are looked for among at most this many columns, in at most this many rows.
    private static final int MOST_SUMMANDS = 40;

    private static final int MOST_ROWS = 2000;

    private final Table table;
    private final List<Column> columns;
    private final List<Advice> notes = new ArrayList<>();

    private Leaks(Table table, List<Column> columns) {
        this.table = table;
        this.columns = columns;
    }

    static List<Advice> of(Schema schema, Table table, List<Column> columns) {
        Leaks leaks = new Leaks(table, columns);
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
                new Hint("drop", column.name())));
    }

    private void classes(Column target) {
        boolean few = target.distinct() * ROWS_A_VALUE <= target.rows();
        for (Column column : columns) {
            boolean repeats = column.distinct() > 1 && column.distinct() * ROWS_A_VALUE <= column.rows();
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
        if (!alone && summands.size() > 1 && summands.size() <= MOST_SUMMANDS && target.missing() == 0) {
            sums(summands, target);
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

    /// Looks for a sum of columns, each times some factor, that is the target: the best such sum by least squares
    /// leaves nothing.
    private void sums(List<NumericColumn> summands, NumericColumn target) {
        int rows = Math.min(MOST_ROWS, table.rows());
        int count = summands.size();
        if (rows < 3 * count) {
            return;
        }
        double[][] columns = new double[count + 1][];
        for (int i = 0; i <= count; i++) {
            columns[i] = standardized((i < count ? summands.get(i) : target).values(), rows);
        }
        // One after the other, columns lose what those before them say (Gram and Schmidt); then the target does.
        double[][] factors = new double[count][count + 1];
        for (int i = 0; i <= count; i++) {
            for (int round = 0; round < 2; round++) {
                for (int j = 0; j < i && j < count; j++) {
                    double square = dot(columns[j], columns[j]);
                    double factor = square > 1e-8 ? dot(columns[i], columns[j]) / square : 0;
                    for (int row = 0; row < rows; row++) {
                        columns[i][row] -= factor * columns[j][row];
                    }
                    factors[j][i] += factor;
                }
            }
        }
        if (dot(columns[count], columns[count]) < 1e-9) {
            double[] shares = new double[count];
            List<String> names = new ArrayList<>();
            for (int j = count - 1; j >= 0; j--) {
                shares[j] = factors[j][count];
                for (int k = j + 1; k < count; k++) {
                    shares[j] -= factors[j][k] * shares[k];
                }
                if (Math.abs(shares[j]) > 1e-3) {
                    names.addFirst(Texts.quote(summands.get(j).name()));
                }
            }
            notes.add(Advice.of(
                    "a sum of the columns " + Texts.list(names) + ", each times some factor, is the target "
                            + Texts.quote(target.name())
                            + ". If they are not known before the target is, leave one out",
                    Hint.of("drop")));
        }
    }

    /// Mean 0, and squares that sum up to 1.
    private static double[] standardized(double[] values, int rows) {
        double[] standard = new double[rows];
        double mean = 0;
        for (int row = 0; row < rows; row++) {
            mean += values[row] / rows;
        }
        for (int row = 0; row < rows; row++) {
            standard[row] = values[row] - mean;
        }
        double length = Math.sqrt(dot(standard, standard));
        for (int row = 0; row < rows && length > 0; row++) {
            standard[row] /= length;
        }
        return standard;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
