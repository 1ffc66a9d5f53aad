package gradus.checkpoints;

import gradus.training.Storage;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A disk that has room for so many bytes in a folder.
record TightStorage(long room) implements Storage {
    @Override
    public long usable(Path folder) throws IOException {
        long left = room;
        for (Path file : list(folder)) {
            left -= Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        return left;
    }

    @Override
    public void create(Path file) throws IOException {
        Storage.disk().create(file);
    }

    @Override
    public WritableByteChannel write(Path file) throws IOException {
        return Storage.disk().write(file);
    }

    @Override
    public ReadableByteChannel read(Path file) throws IOException {
        return Storage.disk().read(file);
    }

    @Override
    public long size(Path file) throws IOException {
        return Storage.disk().size(file);
    }

    @Override
    public void force(Path file) throws IOException {
        if (usable(Objects.requireNonNull(file.getParent())) < 0) {
            throw new IOException("No space left on device");
        }
        Storage.disk().force(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Storage.disk().move(from, to);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        Storage.disk().forceFolder(folder);
    }

    @Override
    public void delete(Path file) throws IOException {
        Storage.disk().delete(file);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return Storage.disk().list(folder);
    }
}
