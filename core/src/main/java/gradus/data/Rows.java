package gradus.data;

import static gradus.internal.Require.require;

/// A table of numbers that is read row by row.
public interface Rows {
    /// {@return the number of rows}
    int count();

    /// {@return the number of columns}
    int width();

    /// Copies a row to `target[offset, offset + width())`. Several threads may call this at the same time.
    ///
    /// @param row the index of the row
    /// @param target the array to copy to
    /// @param offset the index of the first number in `target`
    void copy(int row, float[] target, int offset);

    /// Creates a table from a copy of an array that holds the numbers row by row.
    ///
    /// @param values the numbers
    /// @param width the number of columns
    /// @return the table
    /// @throws IllegalArgumentException if the number of values is not a multiple of the width
    static Rows of(float[] values, int width) {
        return wrap(values.clone(), width);
    }

    /// Creates a table backed by an array that holds the numbers row by row; changes to the array change the table.
    ///
    /// @param values the numbers
    /// @param width the number of columns
    /// @return the table
    /// @throws IllegalArgumentException if the number of values is not a multiple of the width
    static Rows wrap(float[] values, int width) {
        require(
                width >= 1 && values.length % width == 0,
                "the number of values must be a multiple of the width, %s, got %s",
                width,
                values.length);
        return new FloatRows(values, values.length / width, width);
    }

    /// Creates a table from a copy of an array of rows.
    ///
    /// @param rows the rows, all of the same length
    /// @return the table
    /// @throws IllegalArgumentException if there are no rows, or if their lengths differ
    static Rows of(float[][] rows) {
        require(rows.length > 0, "a table must have at least one row, got none");
        int width = rows[0].length;
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            require(rows[i].length == width, "row %s must have %s numbers, got %s", i, width, rows[i].length);
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return wrap(values, width);
    }

    /// Creates a table with one column of class labels.
    ///
    /// @param labels the labels
    /// @return the table
    static Rows of(int[] labels) {
        float[] values = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            values[i] = labels[i];
        }
        return wrap(values, 1);
    }

    /// {@return all numbers, row by row, in a new array}
    default float[] toArray() {
        float[] values = new float[count() * width()];
        for (int row = 0; row < count(); row++) {
            copy(row, values, row * width());
        }
        return values;
    }

    /// Returns a view of the rows with the given indices, in the given order.
    ///
    /// @param rows the indices of the rows
    /// @return the selected rows
    default Rows select(int[] rows) {
        return new SelectedRows(this, rows);
    }
}
