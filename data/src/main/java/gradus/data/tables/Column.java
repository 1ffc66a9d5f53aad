package gradus.data.tables;

import java.io.Serializable;

/// A named column of a [Table].
public sealed interface Column extends Serializable permits NumericColumn, CategoryColumn {
    /// {@return the name in the header}
    String name();

    /// {@return the number of rows}
    int rows();

    /// Returns whether a row has no value.
    ///
    /// @param row row number from 0
    /// @return true if the value is missing
    boolean isMissing(int row);

    /// Returns the value of a row as text.
    ///
    /// @param row row number from 0
    /// @return the text; empty if the value is missing
    String text(int row);

    /// Returns a column of selected rows.
    ///
    /// @param rows row numbers from 0
    /// @return these rows, in this order
    Column select(int[] rows);

    /// {@return the number of distinct values, without missing ones}
    int distinct();

    /// {@return a description of the content} Examples: `number, 0 to 16, mean 5.2`; `3 categories: a, b, c`.
    String describe();

    /// {@return the number of rows without a value}
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
