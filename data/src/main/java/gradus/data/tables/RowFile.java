package gradus.data.tables;

import gradus.data.Rows;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Rows of numbers in a mapped file: a header, then each row with its numbers as little-endian floats, then a checksum.
/// They are in the order of the table, so that any row is found by its number.
///
/// @param bytes the file
/// @param count the number of rows
/// @param width the numbers of a row
record RowFile(MemorySegment bytes, int count, int width) implements Rows {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final String MAGIC = "GRADUSR1";
    private static final int HEADER = 24;

    /// Where row files of a table go, and who is notified of their making.
    ///
    /// @param name the beginning of the path of each
    /// @param kept whether they are for later runs too
    /// @param listener is notified of how far one is
    record Place(Path name, boolean kept, ReadListener listener) {}

    /// The rows of a table as the inputs of a schema: those that are there, or new ones.
    static Rows of(Place place, Schema schema, StoredColumns columns, String source) {
        int width = schema.inputWidth();
        String features = String.valueOf(schema.toMap().get("features")) + schema.missing();
        Path file = Path.of(place.name() + "-" + CheckedFile.key(features) + ".rows");
        long length = HEADER + 4L * width * columns.rows();
        MemorySegment bytes = CheckedFile.open(file, MAGIC, length);
        if (bytes == null) {
            bytes = CheckedFile.write(file, place.kept(), out -> write(out, place, schema, columns, source));
        }
        return new RowFile(bytes, columns.rows(), width);
    }

    private static void write(CheckedFile.Output out, Place place, Schema schema, StoredColumns columns, String source)
            throws IOException {
        int width = schema.inputWidth();
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .putLong(columns.rows())
                .putLong(width);
        out.write(header.flip());
        int done = 0;
        for (Table block = columns.block(source, 0); block != null; block = columns.block(source, done)) {
            float[] inputs = new Encoder(schema, block).inputs(new Doubts()).toArray();
            ByteBuffer buffer = ByteBuffer.allocate(4 * inputs.length).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asFloatBuffer().put(inputs);
            out.write(buffer);
            done += block.rows();
            place.listener().rows("encoding " + source, done, columns.rows());
        }
    }

    @Override
    public void copy(int row, float[] target, int offset) {
        MemorySegment.copy(bytes, FLOAT, HEADER + 4L * width * row, target, offset, width);
    }
}
