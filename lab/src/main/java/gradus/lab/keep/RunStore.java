package gradus.lab.keep;

import gradus.lab.messages.KeptRun;
import gradus.lab.messages.StrictJson;
import gradus.training.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A folder in which runs are kept when the lab ends: a file each, `run-12.json`, and one for its model,
/// `run-12-0123456789abcdef.keras`, which are whole or not there. One lab at a time has it.
public final class RunStore implements AutoCloseable {
    private static final long LARGEST = 8 << 20;
    private static final Pattern MODEL = Pattern.compile("run-([0-9]{1,9})-[0-9a-f]{16}\\.keras");
    private static final System.Logger LOG = System.getLogger("gradus.lab");
    private static final JsonMapper JSON = StrictJson.mapper();

    private final @Nullable Path folder;
    private final @Nullable FileChannel lock;
    private final List<String> warnings = new ArrayList<>();
    /// Where there is no folder.
    private final Map<String, byte[]> modelsInMemory = new HashMap<>();

    private RunStore(@Nullable Path folder, @Nullable FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// Keeps nothing.
    public static RunStore nowhere() {
        return new RunStore(null, null);
    }

    /// Where runs of this user are kept unless told otherwise.
    public static Path usual() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path home = Path.of(System.getProperty("user.home", "."));
        String given = System.getenv(system.contains("windows") ? "LOCALAPPDATA" : "XDG_STATE_HOME");
        Path base;
        if (given != null && !given.isBlank()) {
            base = Path.of(given);
        } else if (system.contains("mac")) {
            base = home.resolve("Library").resolve("Application Support");
        } else {
            base = home.resolve(".local").resolve("state");
        }
        return base.resolve("gradus").resolve("lab");
    }

    /// Keeps runs in a folder, which is made if it is not there, for this user alone.
    ///
    /// @throws UncheckedIOException if that is not possible
    /// @throws IllegalStateException if another lab keeps its runs there
    public static RunStore in(Path folder) {
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
            FileChannel lock =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lock)) {
                lock.close();
                throw new IllegalStateException(
                        "another lab keeps its runs in " + folder + "; close it, or choose another folder");
            }
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(folder, file -> AtomicFile.isTemporary(file, "run-"))) {
                // A lab that was ended by force may have left some.
                for (Path temporary : files) {
                    Files.deleteIfExists(temporary);
                }
            }
            return new RunStore(folder, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("runs cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /// The runs that were kept, oldest first. What cannot be read stays where it is, with a warning.
    List<KeptRun> load() {
        List<KeptRun> runs = new ArrayList<>();
        if (folder == null) {
            return runs;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches("run-[0-9]{1,9}\\.json"))
                    .toList()) {
                KeptRun run = read(file);
                if (run != null) {
                    runs.add(run);
                }
            }
        } catch (IOException e) {
            warn("runs of before cannot be listed: " + e.getMessage());
        }
        runs.sort(Comparator.comparingInt(KeptRun::id));
        return runs;
    }

    private @Nullable KeptRun read(Path file) {
        String why;
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
                why = "it was not written by the lab";
            } else {
                KeptRun run = JSON.treeToValue(current(JSON.readTree(Files.readAllBytes(file))), KeptRun.class);
                if (run.version() == KeptRun.VERSION && file(run.id()).equals(file)) {
                    return run;
                }
                why = "it was written by another version";
            }
        } catch (JacksonException e) {
            why = "it is damaged or was written by another version (" + e.getOriginalMessage() + ")";
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            why = "it is damaged";
        }
        warn("the run in " + file + " is left out: " + why);
        return null;
    }

    /// What was read, as this version would have written it.
    private static JsonNode current(JsonNode read) {
        if (read instanceof ObjectNode run && run.path("version").asInt(0) == 1) {
            run.put("version", KeptRun.VERSION);
            run.putArray("changes");
        }
        return read;
    }

    private Path file(int id) {
        return Objects.requireNonNull(folder).resolve("run-" + id + ".json");
    }

    /// Writes a run atomically: a reader finds either the earlier file or the new one.
    void save(KeptRun run) {
        if (folder == null) {
            return;
        }
        try {
            write(file(run.id()), JSON.writeValueAsBytes(run));
        } catch (IOException e) {
            // Training goes on without.
            warn("run " + run.id() + " could not be kept: " + e.getMessage());
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        AtomicFile.replace(file, temporary -> Files.write(temporary, content));
    }

    /// Keeps the model of a run beside it, in place of an older one. Its name carries the hash of the weights, so
    /// that a run never gets a model of other weights.
    ///
    /// @param model writes a `.keras` file
    void saveModel(KeptRun run, Supplier<byte[]> model) {
        try {
            if (folder == null) {
                modelsInMemory.put(modelName(run), model.get());
            } else {
                write(folder.resolve(modelName(run)), model.get());
            }
            deleteModels(Set.of(run.id()), modelName(run));
        } catch (IOException | RuntimeException e) {
            // The lab can work without this file, for any cause.
            warn("the model of run " + run.id() + " could not be kept: " + e.getMessage());
        }
    }

    private static String modelName(KeptRun run) {
        return "run-" + run.id() + "-" + run.sha256().substring(0, 16) + ".keras";
    }

    /// How many bytes the model of a run has; 0 if it is not kept.
    long modelBytes(KeptRun run) {
        if (folder == null) {
            return modelsInMemory.getOrDefault(modelName(run), new byte[0]).length;
        }
        try {
            Path file = folder.resolve(modelName(run));
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /// The model of a run, a `.keras` file.
    ///
    /// @throws UncheckedIOException if it cannot be read
    byte[] model(KeptRun run) {
        if (folder == null) {
            return Objects.requireNonNull(modelsInMemory.get(modelName(run)));
        }
        try {
            return Files.readAllBytes(folder.resolve(modelName(run)));
        } catch (IOException e) {
            throw new UncheckedIOException("the model of run " + run.id() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Forgets the models of some runs.
    void deleteModels(Set<Integer> ids) {
        deleteModels(ids, "");
    }

    private void deleteModels(Set<Integer> ids, String kept) {
        Predicate<String> goes = name -> {
            Matcher model = MODEL.matcher(name);
            return !name.equals(kept) && model.matches() && ids.contains(Integer.valueOf(model.group(1)));
        };
        modelsInMemory.keySet().removeIf(goes);
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> goes.test(path.getFileName().toString()))
                    .toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            warn("models of " + runs(ids) + " could not be deleted: " + e.getMessage());
        }
    }

    /// Forgets some runs and their models; the folder is listed once.
    void delete(Set<Integer> ids) {
        deleteModels(ids);
        if (folder == null) {
            return;
        }
        try {
            for (int id : ids) {
                Files.deleteIfExists(file(id));
            }
        } catch (IOException e) {
            warn(runs(ids) + " could not be deleted: " + e.getMessage());
        }
    }

    private static String runs(Set<Integer> ids) {
        return ids.size() == 1 ? "run " + ids.iterator().next() : ids.size() + " runs";
    }

    private void warn(String text) {
        LOG.log(System.Logger.Level.DEBUG, text);
        synchronized (warnings) {
            if (warnings.size() < 20 && !warnings.contains(text)) {
                warnings.add(text);
            }
        }
    }

    /// Reports what went wrong.
    public List<String> warnings() {
        synchronized (warnings) {
            return List.copyOf(warnings);
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
