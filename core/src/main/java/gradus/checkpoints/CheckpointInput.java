package gradus.checkpoints;

import gradus.checkpoints.CheckpointException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Reads what [CheckpointOutput] wrote. It reads, and allocates memory for, no more than what remains of the file
/// or section; numbers in the file are trusted only within that limit.
final class CheckpointInput {
    private static final int BUFFER = 1 << 16;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private final CRC32C checksum = new CRC32C();
    private long left;

    /// @param size the number of bytes available
    CheckpointInput(ReadableByteChannel channel, long size) {
        this.channel = channel;
        left = size;
    }

    /// Reads the content of a section.
    @FunctionalInterface
    interface Section<T> {
        T read(CheckpointInput in) throws IOException;
    }

    /// Reads the section with the given name and checks its CRC-32C.
    <T> T section(String name, Section<T> section) throws IOException {
        String found = text();
        long length = number();
        check(found.equals(name), "it has a part \"" + shown(found) + "\" where \"" + name + "\" should be");
        check(length >= 0 && length <= left - Integer.BYTES, "its part \"" + name + "\" is cut off");
        long after = left - length;
        left = length;
        checksum.reset();
        T value = section.read(this);
        check(left == 0, "its part \"" + name + "\" is longer than its content");
        int expected = (int) checksum.getValue();
        left = after;
        check(integer() == expected, "the checksum of its part \"" + name + "\" is wrong");
        return value;
    }

    /// Requires a condition that holds for every intact file.
    static void check(boolean condition, String what) {
        if (!condition) {
            throw new CheckpointException(Problem.DAMAGED, what);
        }
    }

    private static String shown(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }

    int integer() throws IOException {
        take(Integer.BYTES);
        return buffer.getInt();
    }

    long number() throws IOException {
        take(Long.BYTES);
        return buffer.getLong();
    }

    double real() throws IOException {
        return Double.longBitsToDouble(number());
    }

    /// Reads the number of items that take at least the given number of bytes each.
    int count(int bytesEach) throws IOException {
        int count = integer();
        check(count >= 0 && count <= left / bytesEach, "it claims " + count + " items, but ends before");
        return count;
    }

    byte[] bytes(int length) throws IOException {
        check(length <= left, "it ends too early");
        byte[] values = new byte[length];
        for (int done = 0; done < length; ) {
            int count = Math.min(BUFFER, length - done);
            take(count);
            buffer.get(values, done, count);
            done += count;
        }
        return values;
    }

    String text() throws IOException {
        return new String(bytes(count(1)), StandardCharsets.UTF_8);
    }

    @Nullable
    String optional() throws IOException {
        return integer() == 0 ? null : text();
    }

    float[] floats() throws IOException {
        float[] values = new float[count(Float.BYTES)];
        for (int done = 0; done < values.length; ) {
            int count = Math.min(BUFFER / Float.BYTES, values.length - done);
            take(count * Float.BYTES);
            buffer.asFloatBuffer().get(values, done, count);
            buffer.position(buffer.position() + count * Float.BYTES);
            done += count;
        }
        return values;
    }

    double[] doubles() throws IOException {
        double[] values = new double[count(Double.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = real();
        }
        return values;
    }

    Map<String, float[]> arrays() throws IOException {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (int count = count(2 * Integer.BYTES); count > 0; count--) {
            arrays.put(text(), floats());
        }
        return arrays;
    }

    /// Skips floats.
    ///
    /// @return how many there are
    int skipFloats() throws IOException {
        int count = count(Float.BYTES);
        for (int done = 0; done < count; ) {
            int next = Math.min(BUFFER / Float.BYTES, count - done);
            take(next * Float.BYTES);
            buffer.position(buffer.position() + next * Float.BYTES);
            done += next;
        }
        return count;
    }

    /// Skips arrays.
    ///
    /// @return the length of each, by name
    Map<String, Integer> skipArrays() throws IOException {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        for (int count = count(2 * Integer.BYTES); count > 0; count--) {
            lengths.put(text(), skipFloats());
        }
        return lengths;
    }

    /// Returns the number of bytes left in the file or section.
    long left() {
        return left;
    }

    /// Makes sure that the next bytes are in the buffer.
    private void take(int bytes) throws IOException {
        check(bytes <= left, "it ends too early");
        left -= bytes;
        if (buffer.remaining() < bytes) {
            buffer.compact();
            while (buffer.position() < bytes) {
                check(channel.read(buffer) >= 0, "it ends too early");
            }
            buffer.flip();
        }
        checksum.update(buffer.array(), buffer.position(), bytes);
    }
}
