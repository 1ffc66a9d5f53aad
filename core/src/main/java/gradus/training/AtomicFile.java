package gradus.training;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import gradus.internal.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Replaces a file atomically, so that it is either the old one or the new one, complete, whatever happens: the new
/// content is written to a fresh file in the same folder, forced to the disk, and moved to the place of the old one
/// in one atomic step. An interrupt of the thread does not stop it, and stays set.
public final class AtomicFile {
    private static final String ENDING = ".tmp";
    private static final AtomicLong COUNTER = new AtomicLong();

    private AtomicFile() {}

    /// Writes, and verifies, the new content.
    @FunctionalInterface
    public interface Content {
        /// Writes to an empty file that nothing else uses. It is called again, with another file, if the thread is
        /// interrupted meanwhile.
        ///
        /// @param temporary the file to write to
        /// @throws IOException if writing fails
        void writeTo(Path temporary) throws IOException;
    }

    /// Replaces or creates a file. If anything fails, the old file is unchanged and nothing else is left behind.
    ///
    /// @param file the file; symbolic links are followed and stay links
    /// @param content writes the new content
    /// @throws IOException if writing fails
    public static void replace(Path file, Content content) throws IOException {
        replace(Storage.disk(), file, content);
    }

    /// Replaces or creates a file with a text.
    ///
    /// @param file the file
    /// @param text the new content
    /// @throws IOException if writing fails
    public static void replace(Path file, String text) throws IOException {
        replace(file, temporary -> Files.writeString(temporary, text));
    }

    /// Appends a text to a file, or creates it: either all of the text or nothing, unless the process dies
    /// meanwhile.
    ///
    /// @param file the file
    /// @param text the text to append
    /// @throws IOException if writing fails
    public static void append(Path file, String text) throws IOException {
        Uninterrupted.call(() -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                long size = channel.size();
                boolean complete = false;
                try {
                    channel.position(size);
                    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    complete = true;
                } finally {
                    if (!complete && channel.isOpen()) {
                        channel.truncate(size);
                    }
                }
            }
            return file;
        });
    }

    /// Replaces or creates a file in a given file system. After an exception it can be the new one only if forcing
    /// its folder to the disk has failed.
    ///
    /// @param storage the file system
    /// @param file the file
    /// @param content writes the new content
    /// @throws IOException if writing fails
    public static void replace(Storage storage, Path file, Content content) throws IOException {
        Uninterrupted.call(() -> {
            replaceOnce(storage, file, content);
            return file;
        });
    }

    private static void replaceOnce(Storage storage, Path file, Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new IOException(
                    file + " is " + (Files.isDirectory(target) ? "a folder" : "a device or a pipe") + ", not a file");
        }
        Path temporary = temporaryBeside(storage, target);
        boolean moved = false;
        try {
            content.writeTo(temporary);
            storage.force(temporary);
            keepPermissions(target, temporary, Set.of());
            storage.move(temporary, target);
            moved = true;
        } finally {
            if (!moved) {
                delete(storage, temporary);
            }
        }
        Path folder = target.getParent();
        if (folder != null) {
            storage.forceFolder(folder);
        }
    }

    /// Keeps restricted permissions of the old file, from before the first byte is written; a new file follows the
    /// umask.
    ///
    /// @param more what is permitted beside, as long as it is written
    private static void keepPermissions(Path old, Path fresh, Set<PosixFilePermission> more) throws IOException {
        PosixFileAttributeView from = Files.getFileAttributeView(old, PosixFileAttributeView.class);
        PosixFileAttributeView to = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (from != null && to != null && Files.exists(old) && Files.exists(fresh)) {
            Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
            permissions.addAll(from.readAttributes().permissions());
            permissions.addAll(more);
            to.setPermissions(permissions);
        }
    }

    /// Creates an empty file in the folder of another, with a hidden name derived from it. If the other exists, it is
    /// read by the same users.
    ///
    /// @param target the other file
    /// @return the new file
    /// @throws IOException if it cannot be created
    public static Path temporaryBeside(Path target) throws IOException {
        return temporaryBeside(Storage.disk(), target);
    }

    /// Returns whether a file was left behind by a process that died while it replaced a file.
    ///
    /// @param file the file
    /// @param start the start of the name of the file that was being replaced
    /// @return whether it was left behind
    public static boolean isTemporary(Path file, String start) {
        String name = file.getFileName().toString();
        return name.startsWith("." + start) && name.endsWith(ENDING);
    }

    private static Path temporaryBeside(Storage storage, Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(
                    "there is no folder " + folder + " to write " + target.getFileName() + " to; create it first");
        }
        Path fresh = null;
        while (fresh == null) {
            long process = ProcessHandle.current().pid();
            Path candidate = folder.resolve(
                    "." + target.getFileName() + "." + process + "-" + COUNTER.incrementAndGet() + ENDING);
            try {
                storage.create(candidate);
                fresh = candidate;
            } catch (FileAlreadyExistsException ignored) {
                // A process that died and had the same number left it behind: the next name is free.
            } catch (AccessDeniedException e) {
                throw new IOException("no permission to write to the folder " + folder, e);
            }
        }
        boolean kept = false;
        try {
            keepPermissions(target, fresh, Set.of(OWNER_READ, OWNER_WRITE));
            kept = true;
            return fresh;
        } finally {
            if (!kept) {
                delete(storage, fresh);
            }
        }
    }

    /// The earlier failure is reported; a file that stays behind is deleted later.
    private static void delete(Storage storage, Path temporary) {
        try {
            storage.delete(temporary);
        } catch (IOException ignored) {
            // see above
        }
    }
}
