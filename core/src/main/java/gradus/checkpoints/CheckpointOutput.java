package gradus.checkpoints;

import gradus.internal.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Writes numbers and texts to a file, little-endian, with checksums; or only counts their bytes.
final class CheckpointOutput {
    private static final int BUFFER = 1 << 16;

    private final @Nullable WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final MessageDigest digest = Hash.sha256();
    private final CRC32C checksum = new CRC32C();
    private long flushed;
    /// The position up to which the buffer is included in the checksums.
    private int summed;

    /// @param channel the channel to write to, or null to count
    CheckpointOutput(@Nullable WritableByteChannel channel) {
        this.channel = channel;
    }

    /// Writes the content of a section.
    @FunctionalInterface
    interface Section {
        void write(CheckpointOutput out) throws IOException;
    }

    /// Writes the name, the length, the content, and its CRC-32C.
    void section(String name, Section section) throws IOException {
        CheckpointOutput count = new CheckpointOutput(null);
        section.write(count);
        text(name);
        number(count.size());
        sum();
        checksum.reset();
        section.write(this);
        sum();
        integer((int) checksum.getValue());
    }

    /// Writes the SHA-256 of everything so far, and flushes the buffer.
    void finish() throws IOException {
        sum();
        bytes(digest.digest());
        flush();
    }

    void integer(int value) throws IOException {
        room(Integer.BYTES);
        buffer.putInt(value);
    }

    void number(long value) throws IOException {
        room(Long.BYTES);
        buffer.putLong(value);
    }

    void real(double value) throws IOException {
        number(Double.doubleToRawLongBits(value));
    }

    void bytes(byte[] values) throws IOException {
        for (int done = 0; done < values.length; ) {
            room(1);
            int count = Math.min(buffer.remaining(), values.length - done);
            buffer.put(values, done, count);
            done += count;
        }
    }

    void text(String value) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        integer(bytes.length);
        bytes(bytes);
    }

    /// Writes a text that may be null.
    void optional(@Nullable String value) throws IOException {
        integer(value == null ? 0 : 1);
        if (value != null) {
            text(value);
        }
    }

    void floats(float[] values) throws IOException {
        integer(values.length);
        for (int done = 0; done < values.length; ) {
            room(Float.BYTES);
            int count = Math.min(buffer.remaining() / Float.BYTES, values.length - done);
            buffer.asFloatBuffer().put(values, done, count);
            buffer.position(buffer.position() + count * Float.BYTES);
            done += count;
        }
    }

    void doubles(double[] values) throws IOException {
        integer(values.length);
        for (double value : values) {
            real(value);
        }
    }

    void doubles(List<Double> values) throws IOException {
        integer(values.size());
        for (double value : values) {
            real(value);
        }
    }

    void arrays(Map<String, float[]> arrays) throws IOException {
        integer(arrays.size());
        for (Map.Entry<String, float[]> array : arrays.entrySet()) {
            text(array.getKey());
            floats(array.getValue());
        }
    }

    /// Returns the number of bytes written or counted.
    long size() {
        return flushed + buffer.position();
    }

    private void room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        sum();
        flushed += buffer.position();
        buffer.flip();
        while (channel != null && buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
        summed = 0;
    }

    private void sum() {
        if (channel != null) {
            digest.update(buffer.array(), summed, buffer.position() - summed);
            checksum.update(buffer.array(), summed, buffer.position() - summed);
        }
        summed = buffer.position();
    }
}
