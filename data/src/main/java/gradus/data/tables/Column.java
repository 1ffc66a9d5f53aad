package gradus.data.tables;

/// A named column of a [Table].
public sealed interface Column permits NumericColumn, CategoryColumn {
    /// What the header calls it.
    String name();

    /// How many rows.
    int rows();

    /// Whether a row has no value.
    boolean isMissing(int row);

    /// The value of a row as text; empty if it is missing.
    String text(int row);

    /// The rows of these numbers, in this order.
    Column select(int[] rows);

    /// How many different values there are, missing ones apart.
    int distinct();

    /// Describes the content in words: `number, 0 to 16, mean 5.2` or `3 categories: a, b, c`.
    String describe();

    /// How many rows have no value.
    default int missing() {
        int missing = 0;
        for (int row = 0; row < rows(); row++) {
            if (isMissing(row)) {
                missing++;
            }
        }
        return missing;
    }
}
