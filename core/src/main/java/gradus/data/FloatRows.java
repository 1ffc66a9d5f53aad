package gradus.data;

/// Rows stored in one `float[]`.
record FloatRows(float[] values, int count, int width) implements Rows {
    @Override
    public void copy(int row, float[] target, int offset) {
        System.arraycopy(values, row * width, target, offset, width);
    }
}
