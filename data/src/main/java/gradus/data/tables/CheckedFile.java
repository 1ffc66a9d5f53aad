package gradus.data.tables;

import gradus.training.AtomicFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Files that end in a checksum of all before it, and are complete or not there.
final class CheckedFile {
    static final int CHECKSUM = 8;
    private static final long PIECE = 1 << 24;
    private static final int KEPT_DAYS = 30;
    private static final List<String> ENDINGS = List.of(".rows", ".columns");

    private CheckedFile() {}

    /// Takes what is written, piece by piece.
    static final class Output {
        private final FileChannel channel;
        private final CRC32C sum = new CRC32C();

        private Output(FileChannel channel) {
            this.channel = channel;
        }

        void write(ByteBuffer bytes) throws IOException {
            sum.update(bytes.duplicate());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /// What goes into a file.
    @FunctionalInterface
    interface Content {
        void writeTo(Output out) throws IOException;
    }

    /// Opens a file if it is there, begins as it must, and its checksum is right.
    ///
    /// @param length how long it must be without the checksum; -1 if that is not known
    static @Nullable MemorySegment open(Path file, String magic, long length) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            MemorySegment all = map(file);
            long content = all.byteSize() - CHECKSUM;
            if (content < magic.length() || (length >= 0 && content != length) || !begins(all, magic)) {
                return null;
            }
            CRC32C sum = new CRC32C();
            for (long at = 0; at < content; at += PIECE) {
                sum.update(all.asSlice(at, Math.min(PIECE, content - at)).asByteBuffer());
            }
            if (all.get(longs(), content) != sum.getValue()) {
                return null;
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return all.asSlice(0, content);
        } catch (IOException e) {
            return null; // it is written anew
        }
    }

    private static boolean begins(MemorySegment all, String magic) {
        byte[] start = all.asSlice(0, magic.length()).toArray(ValueLayout.JAVA_BYTE);
        return new String(start, StandardCharsets.US_ASCII).equals(magic);
    }

    private static ValueLayout.OfLong longs() {
        return ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    }

    private static MemorySegment map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        }
    }

    /// Writes a file, and opens it.
    ///
    /// @param kept whether it stays when the program ends
    static MemorySegment write(Path file, boolean kept, Content content) {
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.replace(file, temporary -> {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    Output out = new Output(channel);
                    content.writeTo(out);
                    ByteBuffer sum = ByteBuffer.allocate(CHECKSUM).order(ByteOrder.LITTLE_ENDIAN);
                    out.write(sum.putLong(out.sum.getValue()).flip());
                }
            });
            if (!kept) {
                file.toFile().deleteOnExit();
            }
            tidy(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            MemorySegment all = map(file);
            return all.asSlice(0, all.byteSize() - CHECKSUM);
        } catch (IOException e) {
            throw new DataException(
                    "cannot write " + file + ": " + Csv.reason(e)
                            + ". A table that does not fit in memory needs about its own size there; choose another"
                            + " folder with the environment variable GRADUS_CACHE",
                    e);
        }
    }

    /// Deletes what has not been used for a month.
    private static void tidy(Path folder) throws IOException {
        Instant old = Instant.now().minus(java.time.Duration.ofDays(KEPT_DAYS));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                boolean ours = ENDINGS.stream().anyMatch(file.toString()::endsWith);
                if (ours && Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /// A short name for a text.
    static String key(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
