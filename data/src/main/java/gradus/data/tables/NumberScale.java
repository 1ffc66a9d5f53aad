package gradus.data.tables;

import java.util.Arrays;

/// Whether classes that are numbers look like steps of a scale, such as marks: few whole numbers, those in the middle
/// more frequent.
final class NumberScale {
    private static final int FEWEST = 3;
    /// With fewer classes, counts often rise and fall by chance.
    private static final int ENOUGH = 5;

    private NumberScale() {}

    /// Whether a column is taken for a scale by itself: at least five whole numbers whose counts rise to a middle and
    /// fall from it.
    static boolean isLikely(Column column) {
        return column instanceof NumericColumn numbers
                && numbers.isWhole()
                && numbers.distinct(ENOUGH) >= ENOUGH
                && rises(numbers, numbers.distinctValues());
    }

    /// Whether a column could be a scale: three numbers whose counts do so, or five or more in a row, but for those
    /// that count from 0, as digits and codes of classes do.
    static boolean isPossible(Column column, int classes) {
        if (!(column instanceof NumericColumn numbers) || classes < FEWEST) {
            return false;
        }
        boolean inRow = classes >= ENOUGH && numbers.min() != 0 && numbers.max() - numbers.min() == classes - 1;
        return inRow || rises(numbers, numbers.distinctValues());
    }

    private static boolean rises(NumericColumn numbers, double[] values) {
        int[] counts = new int[values.length];
        for (double value : numbers.values()) {
            if (!Double.isNaN(value)) {
                counts[Math.max(0, Arrays.binarySearch(values, value + 0.0))]++;
            }
        }
        int most = 0;
        int least = Integer.MAX_VALUE;
        int turns = 0;
        for (int i = 0; i < counts.length; i++) {
            most = Math.max(most, counts[i]);
            least = Math.min(least, counts[i]);
            turns += i > 1 && counts[i - 1] < counts[i - 2] && counts[i] > counts[i - 1] ? 1 : 0;
        }
        return turns == 0 && most > 3 * least && counts[0] < most && counts[counts.length - 1] < most;
    }
}
