package gradus.data.tables;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that is read twice from its start to its end, and a listener that knows how far that is. A pipe, which can be
/// read only once, is first copied to a temporary file.
final class WatchedFile implements Csv.Source, AutoCloseable {
    private static final int PASSES = 2;

    private final String name;
    private final ReadListener listener;
    private final Path file;
    private final boolean copied;
    private final long total;
    private long done;

    WatchedFile(Path file, ReadListener listener) throws IOException {
        name = file.toString();
        this.listener = listener;
        copied = Files.exists(file) && !Files.isRegularFile(file);
        this.file = copied ? copy(file) : file;
        total = PASSES * Files.size(this.file);
    }

    private Path copy(Path pipe) throws IOException {
        Path copy = Files.createTempFile("gradus-", ".csv"); // for its owner only
        boolean complete = false;
        // Written into the file that is there: a new one could be read by others.
        try (InputStream bytes = new Watched(Files.newInputStream(pipe), 0);
                OutputStream out = Files.newOutputStream(copy)) {
            bytes.transferTo(out);
            complete = true;
            return copy;
        } finally {
            done = 0;
            if (!complete) {
                Files.deleteIfExists(copy);
            }
        }
    }

    @Override
    public InputStream open() throws IOException {
        return new Watched(Files.newInputStream(file), total);
    }

    /// Says whether once was enough.
    void finished(boolean once) {
        if (once) {
            listener.read(name, total, total);
        }
    }

    @Override
    public void close() throws IOException {
        if (copied) {
            Files.deleteIfExists(file);
        }
    }

    private final class Watched extends FilterInputStream {
        private final long end;
        private long position;

        Watched(InputStream stream, long end) {
            super(stream);
            this.end = end;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int count = super.read(buffer, from, length);
            if (count > 0) {
                position += count;
                listener.read(name, end == 0 ? position : Math.min(end, done + position), end);
            } else if (count < 0) {
                done += position;
                position = 0;
            }
            return count;
        }
    }
}
