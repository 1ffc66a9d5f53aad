package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Sums of columns that give the target away: the target is such a sum, or a column is one of the target and others, as
/// a total is. Found by least squares, up to rounding or a few rows.
final class Sums {
    /// Sums are looked for among at most this many columns, in at most this many rows.
    private static final int MOST_SUMMANDS = 40;

    private static final int MOST_ROWS = 2000;
    /// What may be left of a column whose squares sum up to 1.
    private static final double NOTHING = 1e-9;

    private static final double LITTLE = 0.01;
    /// The share that the target must say of what the other columns leave of a total.
    private static final double MOSTLY = 0.75;
    /// The share of rows that may be exceptions.
    private static final double FEW = 0.05;

    private final List<NumericColumn> summands;
    private final NumericColumn target;

    private Sums(List<NumericColumn> summands, NumericColumn target) {
        this.summands = summands;
        this.target = target;
    }

    /// @param summands columns without missing values
    static List<Advice> of(List<NumericColumn> summands, NumericColumn target) {
        int rows = Math.min(MOST_ROWS, target.rows());
        if (summands.size() < 2 || summands.size() > MOST_SUMMANDS || rows < 3 * summands.size()) {
            return List.of();
        }
        return new Sums(summands, target).notes(IntStream.range(0, rows).toArray());
    }

    private List<Advice> notes(int[] all) {
        Fit exact = new Fit(summands, target, all);
        if (exact.left() < NOTHING) {
            return List.of(found("a sum of the columns " + exact.names(1e-3) + ", each times some factor, is"));
        }
        int[] most = exact.without((int) (FEW * all.length));
        Fit trimmed = new Fit(summands, target, most);
        if (trimmed.left() < NOTHING) {
            return List.of(found("but for a few rows, a sum of the columns " + trimmed.names(1e-3)
                    + ", each times some factor, is"));
        }
        if (exact.left() < LITTLE) {
            return List.of(found(String.format(
                    Locale.ROOT,
                    "a sum of the columns %s, each times some factor, is nearly (r2 %.4f)",
                    exact.names(0.02),
                    1 - exact.left())));
        }
        return totals(all);
    }

    private Advice found(String what) {
        return Advice.of(
                what + " the target " + Texts.quote(target.name())
                        + ". If they are not known before the target is, leave one out",
                Hint.of("drop"));
    }

    /// Columns that are a sum of the target and others.
    private List<Advice> totals(int[] all) {
        List<Advice> notes = new ArrayList<>();
        for (NumericColumn total : summands) {
            List<NumericColumn> others = new ArrayList<>(summands);
            others.remove(total);
            others.add(target);
            Fit fit = new Fit(others, total, all);
            double before = fit.leftBefore();
            if (before > LITTLE * LITTLE && fit.left() < LITTLE && fit.left() < (1 - MOSTLY) * before) {
                notes.add(Advice.of(
                        String.format(
                                Locale.ROOT,
                                "column %s is nearly a sum of the target and others (%s), each times some factor (r2"
                                        + " %.4f). If it is not known before the target is, leave it out",
                                Texts.quote(total.name()),
                                fit.names(0.02),
                                1 - fit.left()),
                        new Hint("drop", NameList.item(total.name()))));
            }
        }
        return notes;
    }

    /// A column, as a sum of others by least squares: one after the other, columns lose what those before them say
    /// (Gram and Schmidt); then the column does.
    private static final class Fit {
        private final List<NumericColumn> summands;
        private final int[] rows;
        private final double[][] columns;
        private final double[][] factors;
        private double before;

        Fit(List<NumericColumn> summands, NumericColumn aim, int[] rows) {
            this.summands = summands;
            this.rows = rows;
            int count = summands.size();
            columns = new double[count + 1][];
            for (int i = 0; i <= count; i++) {
                columns[i] = standardized((i < count ? summands.get(i) : aim).values(), rows);
            }
            factors = new double[count][count + 1];
            for (int i = 0; i <= count; i++) {
                for (int round = 0; round < 2; round++) {
                    for (int j = 0; j < i; j++) {
                        before = i == count && j == count - 1 && round == 0 ? dot(columns[i], columns[i]) : before;
                        double square = dot(columns[j], columns[j]);
                        double factor = square > 1e-8 ? dot(columns[i], columns[j]) / square : 0;
                        for (int row = 0; row < rows.length; row++) {
                            columns[i][row] -= factor * columns[j][row];
                        }
                        factors[j][i] += factor;
                    }
                }
            }
        }

        /// The share of its squares that is left.
        double left() {
            return dot(columns[summands.size()], columns[summands.size()]);
        }

        /// What was left before the last summand.
        double leftBefore() {
            return before;
        }

        /// The rows without those of which most is left.
        int[] without(int exceptions) {
            double[] left = columns[summands.size()];
            double[] sizes = Arrays.stream(left).map(Math::abs).sorted().toArray();
            double most = sizes[sizes.length - 1 - exceptions];
            return IntStream.range(0, rows.length)
                    .filter(i -> Math.abs(left[i]) <= most)
                    .map(i -> rows[i])
                    .toArray();
        }

        /// The summands that matter.
        ///
        /// @param least share of the deviation of the sum
        String names(double least) {
            int count = summands.size();
            double[] shares = new double[count];
            List<String> names = new ArrayList<>();
            for (int j = count - 1; j >= 0; j--) {
                shares[j] = factors[j][count];
                for (int k = j + 1; k < count; k++) {
                    shares[j] -= factors[j][k] * shares[k];
                }
                if (Math.abs(shares[j]) > least) {
                    names.addFirst(Texts.quote(summands.get(j).name()));
                }
            }
            return Texts.list(names);
        }
    }

    /// Mean 0, and squares that sum up to 1.
    private static double[] standardized(double[] values, int[] rows) {
        double[] standard = new double[rows.length];
        double mean = 0;
        for (int row : rows) {
            mean += values[row] / rows.length;
        }
        for (int i = 0; i < rows.length; i++) {
            standard[i] = values[rows[i]] - mean;
        }
        double length = Math.sqrt(dot(standard, standard));
        for (int i = 0; i < rows.length && length > 0; i++) {
            standard[i] /= length;
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
