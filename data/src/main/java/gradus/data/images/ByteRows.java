package gradus.data.images;

import gradus.data.Rows;

/// Rows of bytes, read as numbers from 0 to 255: a quarter of the memory of floats.
record ByteRows(byte[] values, int count, int width) implements Rows {
    @Override
    public void copy(int row, float[] target, int offset) {
        int from = row * width;
        for (int i = 0; i < width; i++) {
            target[offset + i] = values[from + i] & 0xFF;
        }
    }
}
