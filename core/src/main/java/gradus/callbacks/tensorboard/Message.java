package gradus.callbacks.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A message in the format of Protocol Buffers: fields in the order of their numbers.
///
/// [Encoding](https://protobuf.dev/programming-guides/encoding/)
final class Message {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// Adds a number; 0, the default, is left out.
    Message integer(int field, long value) {
        if (value != 0) {
            varint((long) field << 3 | VARINT);
            varint(value);
        }
        return this;
    }

    /// Adds a number; 0, the default, is left out.
    Message number(int field, double value) {
        return value == 0 ? this : set(field, value);
    }

    /// Adds a number of a field that is set even to 0.
    Message set(int field, double value) {
        varint((long) field << 3 | FIXED_64);
        out.writeBytes(bytes(Long.BYTES).putDouble(value).array());
        return this;
    }

    /// Adds a number of a field that is set even to 0.
    Message set(int field, float value) {
        varint((long) field << 3 | FIXED_32);
        out.writeBytes(bytes(Float.BYTES).putFloat(value).array());
        return this;
    }

    /// Adds a truth value of a field that is set even to false.
    Message set(int field, boolean value) {
        varint((long) field << 3 | VARINT);
        varint(value ? 1 : 0);
        return this;
    }

    /// Adds numbers, one after another.
    Message numbers(int field, double[] values) {
        byte[] packed = new byte[values.length * Double.BYTES];
        ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
        return content(field, packed);
    }

    Message text(int field, String value) {
        return content(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
        return content(field, value.toBytes());
    }

    private Message content(int field, byte[] value) {
        varint(((long) field << 3) | BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
