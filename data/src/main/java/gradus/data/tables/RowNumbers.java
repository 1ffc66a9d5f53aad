package gradus.data.tables;

import gradus.data.Rows;

/// Rows that know only their number, so that a split of them tells which rows went where. A float holds 24 bits of a
/// whole number, so it takes two.
record RowNumbers(int count) implements Rows {
    private static final int BITS = 16;

    @Override
    public int width() {
        return 2;
    }

    @Override
    public void copy(int row, float[] target, int offset) {
        target[offset] = row >>> BITS;
        target[offset + 1] = row & (1 << BITS) - 1;
    }

    /// The numbers of selected rows.
    static int[] of(Rows selected) {
        int[] numbers = new int[selected.count()];
        float[] pair = new float[2];
        for (int i = 0; i < numbers.length; i++) {
            selected.copy(i, pair, 0);
            numbers[i] = (int) pair[0] << BITS | (int) pair[1];
        }
        return numbers;
    }
}
