package gradus.data.tables;

import java.util.List;

/// How many inputs the words of columns may be. A table has a budget of them, which keeps its encoded rows and the
/// network small. Each column has its 255 most frequent words; the rest of the budget goes to those that have more, to
/// each the same number.
final class WordInputs {
    /// As many words every column may have.
    static final int FEWEST = 255;
    /// As many words all columns may have.
    private static final int MOST = 4000;
    /// As many numbers all rows may have, of 4 bytes each.
    private static final long NUMBERS = 32_000_000;

    private WordInputs() {}

    /// {@return the largest number of words of a column if no other has more than it}
    ///
    /// @param rows the number of rows
    static int most(long rows) {
        return Math.clamp(NUMBERS / Math.max(1, rows), FEWEST, MOST);
    }

    /// {@return the largest number of words of each column, so that all together are within the budget}
    ///
    /// @param features the columns, with as many words as each has
    /// @param rows the number of rows
    static int most(List<Feature> features, long rows) {
        int[] words = features.stream()
                .filter(CategoryFeature.class::isInstance)
                .mapToInt(feature -> ((CategoryFeature) feature).categories().size())
                .sorted()
                .toArray();
        int left = most(rows);
        for (int i = 0; i < words.length; i++) {
            int share = left / (words.length - i);
            if (words[i] > share) {
                return Math.max(FEWEST, share);
            }
            left -= words[i];
        }
        return Integer.MAX_VALUE;
    }
}
