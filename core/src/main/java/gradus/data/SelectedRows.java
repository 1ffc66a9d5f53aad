package gradus.data;

/// A selection of the rows of another table.
record SelectedRows(Rows all, int[] rows) implements Rows {
    @Override
    public int count() {
        return rows.length;
    }

    @Override
    public int width() {
        return all.width();
    }

    @Override
    public void copy(int row, float[] target, int offset) {
        all.copy(rows[row], target, offset);
    }
}
