package gradus.training;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The disk operations needed to save something: only a few, so that tests can make each of them fail.
public interface Storage {
    /// {@return the disk of this machine}
    static Storage disk() {
        return DiskStorage.DISK;
    }

    /// Creates an empty file.
    ///
    /// @param file the file
    /// @throws java.nio.file.FileAlreadyExistsException if a file with that name exists
    /// @throws IOException if it cannot be created
    void create(Path file) throws IOException;

    /// Opens a file to write it from its start. Until [#force(Path)] has returned, written data may be lost.
    ///
    /// @param file the file
    /// @return the channel to write to
    /// @throws IOException if it cannot be opened
    WritableByteChannel write(Path file) throws IOException;

    /// Opens a file to read it from its start.
    ///
    /// @param file the file
    /// @return the channel to read from
    /// @throws IOException if it cannot be opened
    ReadableByteChannel read(Path file) throws IOException;

    /// Returns the size of a file.
    ///
    /// @param file the file
    /// @return the number of bytes
    /// @throws IOException if it cannot be determined
    long size(Path file) throws IOException;

    /// Returns the space left on the disk of a folder.
    ///
    /// @param folder the folder
    /// @return the number of bytes
    /// @throws IOException if it cannot be determined
    default long usable(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /// Forces the content of a file to the disk, so that it would survive a power failure.
    ///
    /// @param file the file
    /// @throws IOException if it fails
    void force(Path file) throws IOException;

    /// Renames a file in one step, replacing an existing file. Until [#forceFolder(Path)] has returned, the step
    /// may be lost.
    ///
    /// @param from the old name
    /// @param to the new name
    /// @throws IOException if it fails
    void move(Path from, Path to) throws IOException;

    /// Forces the file names of a folder to the disk, so that they would survive a power failure.
    ///
    /// @param folder the folder
    /// @throws IOException if it fails
    void forceFolder(Path folder) throws IOException;

    /// Deletes a file if it exists.
    ///
    /// @param file the file
    /// @throws IOException if it fails
    void delete(Path file) throws IOException;

    /// Lists the files of a folder.
    ///
    /// @param folder the folder
    /// @return the files, in any order
    /// @throws IOException if it cannot be read
    List<Path> list(Path folder) throws IOException;
}
