package gradus.training;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a disk is asked for when something is saved: few operations, so that tests can make each of them fail.
public interface Storage {
    /// The disk of this machine.
    static Storage disk() {
        return DiskStorage.DISK;
    }

    /// Makes an empty file.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if there is one of that name
    void create(Path file) throws IOException;

    /// Opens a file to write it from its start. What is written may be lost until [#force(Path)] has returned.
    WritableByteChannel write(Path file) throws IOException;

    /// Opens a file to read it from its start.
    ReadableByteChannel read(Path file) throws IOException;

    /// How many bytes a file has.
    long size(Path file) throws IOException;

    /// How many bytes can still be written to the disk of a folder.
    default long usable(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /// Returns when the content of a file would survive a power cut.
    void force(Path file) throws IOException;

    /// Gives a file another name in one step. A file that had that name is replaced. The step may be lost until
    /// [#forceFolder(Path)] has returned.
    void move(Path from, Path to) throws IOException;

    /// Returns when the names of the files of a folder would survive a power cut.
    void forceFolder(Path folder) throws IOException;

    /// Deletes a file, if it is there.
    void delete(Path file) throws IOException;

    /// The files of a folder, in any order.
    List<Path> list(Path folder) throws IOException;
}
