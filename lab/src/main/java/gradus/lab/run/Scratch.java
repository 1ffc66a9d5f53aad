package gradus.lab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A private folder for what a lab holds only while it runs. A lab that was killed leaves its folder behind; the next
/// one deletes it. Whether a lab still runs shows the lock that it holds on a file in its folder.
final class Scratch implements AutoCloseable {
    private static final String NAME = "gradus-lab";
    private static final String LOCK = "lock";
    /// Folders without a lock, of labs before there was one, go at this age.
    private static final Duration OLD = Duration.ofDays(1);
    private static final System.Logger LOG = System.getLogger("gradus.lab");
    /// The folders of this process. It must not even look at their locks: a system that follows POSIX frees a lock when
    /// the process that holds it closes any channel to the file.
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lock;

    /// Makes an empty folder that only this user may read, and deletes those of labs that are gone.
    Scratch() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /// Makes it in another place.
    Scratch(Path parent) {
        sweep(parent);
        try {
            // It gets its name when it is locked, so that nobody takes it for abandoned.
            Path fresh = Files.createTempDirectory(parent, "gradus-new");
            lock = FileChannel.open(fresh.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            String unique = fresh.getFileName().toString().substring("gradus-new".length());
            folder = parent.resolve(NAME + unique);
            OWN.add(folder);
            Files.move(fresh, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for uploads can be made in " + parent, e);
        }
    }

    Path folder() {
        return folder;
    }

    private static void sweep(Path parent) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, NAME + "*")) {
            for (Path folder : folders) {
                if (!OWN.contains(folder) && isAbandoned(folder)) {
                    delete(folder);
                }
            }
        } catch (IOException | SecurityException e) {
            LOG.log(System.Logger.Level.DEBUG, "leftovers of labs were not swept", e);
        }
    }

    private static boolean isAbandoned(Path folder) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isDirectory()) {
                return false;
            }
            Path lock = folder.resolve(LOCK);
            if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
                return attributes
                        .lastModifiedTime()
                        .toInstant()
                        .isBefore(Instant.now().minus(OLD));
            }
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                    FileLock free = channel.tryLock()) {
                return free != null;
            }
        } catch (OverlappingFileLockException e) {
            // Held by something else in this process.
            return false;
        } catch (IOException e) {
            // Of another user, or gone meanwhile.
            return false;
        }
    }

    /// Deletes a folder that holds files only; what is not a file in it keeps it.
    private static void delete(Path folder) {
        try {
            List<Path> files;
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
                files = java.util.stream.StreamSupport.stream(inside.spliterator(), false)
                        .toList();
            }
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a leftover of a lab was not deleted", e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a lock was not freed", e);
        }
        delete(folder);
        OWN.remove(folder);
    }
}
