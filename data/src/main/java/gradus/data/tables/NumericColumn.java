package gradus.data.tables;

import java.util.Arrays;
import java.util.Locale;

/// A column of numbers.
///
/// @param name what the header calls it
/// @param values one a row; NaN where it is missing
/// @param decimal the decimal mark with which they were written
public record NumericColumn(String name, double[] values, char decimal) implements Column {
    /// Creates a column of numbers that were written with a point.
    ///
    /// @param name what the header calls it
    /// @param values one a row; NaN where it is missing
    public NumericColumn(String name, double[] values) {
        this(name, values, '.');
    }

    @Override
    public int rows() {
        return values.length;
    }

    @Override
    public boolean isMissing(int row) {
        return Double.isNaN(values[row]);
    }

    @Override
    public String text(int row) {
        return isMissing(row) ? "" : Numbers.text(values[row]);
    }

    @Override
    public NumericColumn select(int[] rows) {
        double[] selected = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = values[rows[i]];
        }
        return new NumericColumn(name, selected, decimal);
    }

    /// {@return the smallest value; NaN if all are missing}
    public double min() {
        double min = Double.NaN;
        for (double value : values) {
            if (!(value >= min) && !Double.isNaN(value)) {
                min = value;
            }
        }
        return min;
    }

    /// {@return the largest value; NaN if all are missing}
    public double max() {
        double max = Double.NaN;
        for (double value : values) {
            if (!(value <= max) && !Double.isNaN(value)) {
                max = value;
            }
        }
        return max;
    }

    /// {@return the mean of the values that are not missing; NaN if all are}
    public double mean() {
        double sum = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return sum / count;
    }

    /// {@return the variance} It is the mean squared distance from the mean (divided by the count, as in Keras's
    /// Normalization); NaN if all values are missing.
    public double variance() {
        double mean = mean();
        double sum = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += (value - mean) * (value - mean);
                count++;
            }
        }
        return sum / count;
    }

    /// What is known of the values that are not missing; the numbers are those of [#mean()], [#variance()], [#min()],
    /// [#max()] and [#isWhole()].
    ///
    /// @param count how many they are
    record Summary(int count, double mean, double variance, double min, double max, boolean whole) {}

    /// Everything at once, as a large column is gone through no more often than it must be.
    Summary summary() {
        double sum = 0;
        int count = 0;
        double min = Double.NaN;
        double max = Double.NaN;
        boolean whole = true;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
                min = value >= min ? min : value;
                max = value <= max ? max : value;
                whole &= value == Math.rint(value);
            }
        }
        double mean = sum / count;
        double squares = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                squares += (value - mean) * (value - mean);
            }
        }
        return new Summary(count, mean, squares / count, min, max, whole);
    }

    /// Whether all values that are not missing are the same.
    boolean isConstant() {
        return distinct(2) == 1;
    }

    /// The number of distinct values, or a limit if it is reached, which is found out without sorting.
    int distinct(int most) {
        double[] found = new double[most];
        int count = 0;
        for (double value : values) {
            int place = 0;
            while (place < count && found[place] != value) {
                place++;
            }
            if (place == count && !Double.isNaN(value)) {
                found[count] = value;
                count++;
                if (count == most) {
                    return most;
                }
            }
        }
        return count;
    }

    /// {@return the distinct values in ascending order, without missing ones}
    public double[] distinctValues() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (double value : sorted) {
            // The two zeros are one value, though they sort apart.
            if (!Double.isNaN(value) && (count == 0 || sorted[count - 1] != value)) {
                sorted[count++] = value;
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /// {@return whether all are whole numbers}
    boolean isWhole() {
        for (double value : values) {
            if (!Double.isNaN(value) && value != Math.rint(value)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int distinct() {
        return distinctValues().length;
    }

    @Override
    public String describe() {
        if (missing() == rows()) {
            return "no values";
        }
        return String.format(
                Locale.ROOT, "number, %s to %s, mean %.4g", Numbers.text(min()), Numbers.text(max()), mean());
    }
}
