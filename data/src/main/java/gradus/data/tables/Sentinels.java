package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.Locale;

/// Numbers that stand for a missing value, such as -999 among temperatures, or 0 where none is near it.
final class Sentinels {
    private static final int FEWEST_ROWS = 3;
    private static final int FEWEST_VALUES = 6;
    /// How far from all others, as a share of their range.
    private static final double FAR = 0.5;

    private static final double FAR_ZERO = 0.25;

    private Sentinels() {}

    /// The value; not a number if there is none.
    static double of(NumericColumn column) {
        double[] values = column.distinctValues();
        if (values.length < FEWEST_VALUES) {
            return Double.NaN;
        }
        int last = values.length - 1;
        if (stands(values[0], values[1], values[last]) && count(column, values[0]) >= FEWEST_ROWS) {
            return values[0];
        }
        return stands(values[last], values[last - 1], values[0]) && count(column, values[last]) >= FEWEST_ROWS
                ? values[last]
                : Double.NaN;
    }

    /// Whether a number at the end of others may stand for none of them.
    ///
    /// @param next its neighbour
    /// @param end the one at the other end
    private static boolean stands(double value, double next, double end) {
        double gap = Math.abs(value - next) / Math.abs(end - next);
        boolean nines = Long.toString((long) Math.abs(value)).matches("9+|8+");
        boolean whole = value == Math.rint(value);
        boolean negative = value < 0 && next >= 0 && end >= 0;
        return whole
                && ((value == 0 && next > 0)
                        ? gap > FAR_ZERO
                        : (negative || (nines && Math.abs(value) > 10)) && gap > FAR);
    }

    private static int count(NumericColumn column, double value) {
        int count = 0;
        for (double other : column.values()) {
            count += other == value ? 1 : 0;
        }
        return count;
    }

    /// What is said of it; empty if there is none.
    static String note(NumericColumn column) {
        double value = of(column);
        if (Double.isNaN(value)) {
            return "";
        }
        double[] values = column.distinctValues();
        boolean first = value == values[0];
        return String.format(
                Locale.ROOT,
                "column %s has %s in %,d rows, far from all others (%s to %s)",
                Texts.quote(column.name()),
                Numbers.text(value),
                count(column, value),
                Numbers.text(values[first ? 1 : 0]),
                Numbers.text(values[first ? values.length - 1 : values.length - 2]));
    }
}
