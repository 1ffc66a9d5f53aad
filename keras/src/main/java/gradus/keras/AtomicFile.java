package gradus.keras;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/// Replaces a file so that it is either the old one or the new one, whole, whatever happens: the new content goes to a
/// fresh file in the same folder, is forced to the disk, and takes the old one's place in one atomic move.
public final class AtomicFile {
    private static final AtomicLong COUNTER = new AtomicLong();

    private AtomicFile() {}

    /// What writes, and checks, the new content.
    @FunctionalInterface
    public interface Content {
        /// Writes to an empty file that nobody else knows.
        void writeTo(Path temporary) throws IOException;
    }

    /// Replaces a file, or makes it. If anything fails, the old file stays as it was and nothing else is left behind.
    ///
    /// @param file the file; a symbolic link is followed, so that the link stays one
    public static void replace(Path file, Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new ModelFileException(file + " is a folder, not a file");
        }
        Path temporary = temporaryBeside(target);
        try {
            content.writeTo(temporary);
            force(temporary, StandardOpenOption.WRITE);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            // After the move there is nothing to delete.
            Files.deleteIfExists(temporary);
        }
        forceFolder(target);
    }

    /// A new, empty file in the folder of another, with a hidden name derived from it.
    static Path temporaryBeside(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ModelFileException(
                    "there is no folder " + folder + " to write " + target.getFileName() + " to; create it first");
        }
        while (true) {
            long process = ProcessHandle.current().pid();
            Path candidate = folder.resolve(
                    "." + target.getFileName() + "." + process + "-" + COUNTER.incrementAndGet() + ".tmp");
            try {
                return Files.createFile(candidate);
            } catch (FileAlreadyExistsException ignored) {
                // A process that died and had the same number left it behind: the next name is free.
            } catch (AccessDeniedException e) {
                throw new ModelFileException("no permission to write to the folder " + folder, e);
            }
        }
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    /// Makes the move itself survive a power cut. Systems that cannot open a folder order their writes themselves.
    private static void forceFolder(Path target) throws IOException {
        Path folder = target.getParent();
        if (folder != null
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            force(folder, StandardOpenOption.READ);
        }
    }
}
