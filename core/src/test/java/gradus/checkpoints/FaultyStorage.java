package gradus.checkpoints;

import gradus.training.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/// A disk on which one operation fails, or all from one on.
final class FaultyStorage implements Storage {
    /// How it fails.
    enum Fault {
        DISK_FULL,
        BROKEN,
        /// Half of what is written gets there before the disk is full.
        SHORT_WRITE,
        NO_PERMISSION,
        NO_QUOTA;

        IOException exception() {
            return switch (this) {
                case DISK_FULL, SHORT_WRITE -> new IOException("No space left on device");
                case BROKEN -> new IOException("Input/output error");
                case NO_PERMISSION -> new AccessDeniedException("somewhere");
                case NO_QUOTA -> new FileSystemException("somewhere", null, "Disk quota exceeded");
            };
        }
    }

    private final Storage disk = Storage.disk();
    private final Fault fault;
    private final int first;
    private final boolean forever;
    int operations;
    /// The names of the operations that failed.
    String failed = "";

    /// @param first the number of the operation that fails, from 0
    FaultyStorage(Fault fault, int first, boolean forever) {
        this.fault = fault;
        this.first = first;
        this.forever = forever;
    }

    private boolean fails(String operation) {
        int number = operations++;
        boolean fails = number == first || (forever && number > first);
        failed += fails ? operation + " " : "";
        return fails;
    }

    private void operate(String operation) throws IOException {
        if (fails(operation)) {
            throw fault.exception();
        }
    }

    @Override
    public void create(Path file) throws IOException {
        operate("create");
        disk.create(file);
    }

    @Override
    public WritableByteChannel write(Path file) throws IOException {
        operate("open");
        WritableByteChannel channel = disk.write(file);
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer from) throws IOException {
                if (fails("write")) {
                    if (fault == Fault.SHORT_WRITE) {
                        channel.write(from.limit(from.limit() / 2));
                    }
                    throw fault.exception();
                }
                return channel.write(from);
            }

            @Override
            public boolean isOpen() {
                return channel.isOpen();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    public ReadableByteChannel read(Path file) throws IOException {
        operate("read");
        return disk.read(file);
    }

    @Override
    public long size(Path file) throws IOException {
        operate("size");
        return disk.size(file);
    }

    @Override
    public void force(Path file) throws IOException {
        operate("force");
        disk.force(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        operate("move");
        disk.move(from, to);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        operate("forceFolder");
        disk.forceFolder(folder);
    }

    @Override
    public void delete(Path file) throws IOException {
        operate("delete");
        disk.delete(file);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        operate("list");
        return disk.list(folder);
    }
}
