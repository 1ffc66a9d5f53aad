package gradus.checkpoints;

import gradus.checkpoints.CheckpointException.Problem;
import gradus.internal.Uninterrupted;
import gradus.training.AtomicFile;
import gradus.training.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The checkpoints of one training, in a folder that one process at a time writes to. They are named by the
/// optimizer's step, not by time.
final class CheckpointFolder implements AutoCloseable {
    private static final String START = "step-";
    private static final Pattern NAME = Pattern.compile(START + "([0-9]{8,18})\\.checkpoint");
    private static final String LOCK = ".lock";
    /// The locked bytes lie beyond the end of any file, so that others can read who holds the lock.
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private final Path folder;
    private final Storage storage;
    private final FileChannel lock;

    private CheckpointFolder(Path folder, Storage storage, FileChannel lock) {
        this.folder = folder;
        this.storage = storage;
        this.lock = lock;
    }

    /// Creates the folder if necessary, locks it, and deletes what a process that died while saving left behind.
    ///
    /// @throws CheckpointException if the folder cannot be written to, or another process writes to it
    static CheckpointFolder open(Path folder, Storage storage) {
        try {
            Files.createDirectories(folder);
            FileChannel lock = Uninterrupted.call(() -> lock(folder));
            try {
                sweep(folder, storage);
            } catch (IOException e) {
                lock.close();
                throw e;
            }
            return new CheckpointFolder(folder, storage, lock);
        } catch (IOException e) {
            throw new CheckpointException(
                    Problem.NOT_USABLE,
                    "the folder " + folder + " must be writable to keep checkpoints, got " + reason(e)
                            + "; choose another folder",
                    e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            // The file will be written to, and the target of a link belongs to someone else.
            throw new IOException(file + " is a link or a device, not a file");
        }
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw new CheckpointException(
                        Problem.IN_USE,
                        "the folder " + folder + " is in use: " + holder(channel)
                                + " saves checkpoints there. Wait until it has ended, or choose another folder");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED, 1, false);
        } catch (OverlappingFileLockException e) {
            // This process holds the lock.
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        int length = channel.read(text, 0);
        String process = new String(text.array(), 0, Math.max(0, length), StandardCharsets.UTF_8);
        return process.equals(Long.toString(ProcessHandle.current().pid()))
                ? "another training of this process (" + process + ")"
                : "process " + process;
    }

    private static void sweep(Path folder, Storage storage) throws IOException {
        for (Path file : storage.list(folder)) {
            if (AtomicFile.isTemporary(file, START)) {
                storage.delete(file);
            }
        }
    }

    /// Describes what went wrong: messages of file systems are often just the name of a file.
    static String reason(IOException e) {
        String type = e.getClass().getSimpleName();
        String message = e.getMessage() == null ? "" : e.getMessage();
        return switch (type) {
            case "AccessDeniedException" -> "no permission (" + message + ")";
            case "NoSuchFileException" -> "no such file or folder (" + message + ")";
            case "IOException", "FileSystemException" -> message;
            default -> type.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT) + " (" + message + ")";
        };
    }

    /// Returns the file of the checkpoint after a number of steps.
    Path file(long steps) {
        return folder.resolve(String.format(Locale.ROOT, "%s%08d.checkpoint", START, steps));
    }

    /// Returns the existing checkpoints, newest first.
    List<Path> files() throws IOException {
        return files(storage, folder);
    }

    /// Returns the checkpoints of a folder that another process may be using, newest first.
    static List<Path> files(Storage storage, Path folder) throws IOException {
        List<Path> files = new ArrayList<>(storage.list(folder));
        files.removeIf(file -> !NAME.matcher(file.getFileName().toString()).matches());
        files.sort(Comparator.comparingLong(CheckpointFolder::steps).reversed());
        return files;
    }

    private static long steps(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    /// Renames a file so that it no longer counts as a checkpoint.
    void setAside(Path file) throws IOException {
        storage.move(file, file.resolveSibling(file.getFileName() + ".damaged"));
    }

    /// Deletes all checkpoints except the newest ones.
    void keep(int count) throws IOException {
        List<Path> files = files();
        for (Path old : files.subList(Math.min(count, files.size()), files.size())) {
            storage.delete(old);
        }
    }

    /// Deletes the oldest checkpoints, but never the last one, until there is space for another.
    ///
    /// @return whether any were deleted
    boolean makeRoom(long bytes) throws IOException {
        List<Path> files = files();
        int left = files.size();
        while (left > 1 && storage.usable(folder) < bytes) {
            storage.delete(files.get(--left));
        }
        return left < files.size();
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new CheckpointException(Problem.NOT_USABLE, folder + " cannot be unlocked: " + reason(e), e);
        }
    }
}
