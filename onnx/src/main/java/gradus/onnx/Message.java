package gradus.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A message of Protocol Buffers, field by field, on its way to a file. Each field is a tag `number << 3 | wire type`,
/// then a number of variable length, four bytes, or a length and that number of bytes. The size is known before
/// anything is written, and weights are never copied whole.
///
/// [Encoding](https://protobuf.dev/programming-guides/encoding/)
final class Message {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;
    private static final int CHUNK = 8192;

    private final List<Content> contents = new ArrayList<>();
    private long size;

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Adds a whole number.
    Message number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /// Adds a float.
    Message real(int field, float value) {
        tag(field, FIXED32);
        return bytes(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
    }

    /// Adds a text.
    Message text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Adds bytes.
    Message bytes(int field, byte[] value) {
        tag(field, LENGTH_DELIMITED);
        varint(value.length);
        return bytes(value);
    }

    /// Adds values `[from, to)` as little-endian bytes. They are read when the message is written.
    Message floats(int field, float[] values, int from, int to) {
        long length = (long) (to - from) * Float.BYTES;
        tag(field, LENGTH_DELIMITED);
        varint(length);
        return add(length, out -> writeFloats(out, values, from, to));
    }

    /// Adds a message, which must be complete.
    Message message(int field, Message value) {
        tag(field, LENGTH_DELIMITED);
        varint(value.size);
        return add(value.size, value::writeTo);
    }

    /// Adds all fields of another message, which must be complete.
    Message append(Message other) {
        return add(other.size, other::writeTo);
    }

    /// How many bytes it has.
    long size() {
        return size;
    }

    /// Writes all bytes.
    void writeTo(OutputStream out) throws IOException {
        for (Content content : contents) {
            content.writeTo(out);
        }
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    /// Seven bits a byte, the lowest first; the eighth bit says that more follow.
    private void varint(long value) {
        byte[] bytes = new byte[(Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value)) + 6) / 7];
        for (int i = 0; i < bytes.length; i++) {
            boolean last = i == bytes.length - 1;
            bytes[i] = (byte) (((value >>> (7 * i)) & 0x7f) | (last ? 0 : 0x80));
        }
        bytes(bytes);
    }

    private Message bytes(byte[] value) {
        return add(value.length, out -> out.write(value));
    }

    private Message add(long length, Content content) {
        size = Math.addExact(size, length);
        contents.add(content);
        return this;
    }

    private static void writeFloats(OutputStream out, float[] values, int from, int to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = from; start < to; start += CHUNK) {
            int count = Math.min(CHUNK, to - start);
            buffer.asFloatBuffer().put(values, start, count);
            out.write(buffer.array(), 0, count * Float.BYTES);
        }
    }
}
