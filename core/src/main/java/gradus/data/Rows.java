package gradus.data;

import static gradus.internal.Require.require;

/// A table of numbers, read row by row.
public interface Rows {
    /// How many rows.
    int count();

    /// How many numbers a row has.
    int width();

    /// Copies a row to `target[offset, offset + width())`. May be called from many threads at once.
    void copy(int row, float[] target, int offset);

    /// Numbers in an array, row after row, copied.
    static Rows of(float[] values, int width) {
        return wrap(values.clone(), width);
    }

    /// Numbers in an array, row after row, without a copy: what is written there changes the rows.
    static Rows wrap(float[] values, int width) {
        require(width >= 1 && values.length % width == 0, "%s numbers are no rows of %s", values.length, width);
        return new FloatRows(values, values.length / width, width);
    }

    /// One array a row, copied.
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

    /// One column of class labels.
    static Rows of(int[] labels) {
        float[] values = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            values[i] = labels[i];
        }
        return wrap(values, 1);
    }

    /// All numbers, row after row, in a new array.
    default float[] toArray() {
        float[] values = new float[count() * width()];
        for (int row = 0; row < count(); row++) {
            copy(row, values, row * width());
        }
        return values;
    }

    /// The rows of these numbers, in this order, without a copy.
    default Rows select(int[] rows) {
        return new SelectedRows(this, rows);
    }
}
