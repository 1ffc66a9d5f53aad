package gradus.experiment.comparisons;

import gradus.data.tables.Advice;
import gradus.data.tables.DataException;
import gradus.data.tables.Hint;
import gradus.experiment.FinishedRun;
import gradus.experiment.Json;
import gradus.training.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Finished runs in a file, one JSON object a line, written as each ends. A run is found again by the key of its
/// settings and data, so that a comparison that was interrupted, or one that is asked for more seeds or levels, makes
/// only the runs that are missing.
public final class RunLog {
    private final @Nullable Path file;
    private final Map<String, FinishedRun> runs = new LinkedHashMap<>();

    private RunLog(@Nullable Path file) {
        this.file = file;
    }

    /// Runs that are kept in memory only.
    ///
    /// @return the log
    public static RunLog inMemory() {
        return new RunLog(null);
    }

    /// Runs that are written to a new file.
    ///
    /// @param file the file
    /// @return the log
    /// @throws DataException if the file exists: someone's results are not overwritten
    public static RunLog create(Path file) {
        if (Files.exists(file)) {
            throw new DataException(Advice.of(
                    file + " has runs of an earlier comparison; go on",
                    Hint.of("resume"),
                    ", or name another folder",
                    Hint.of("out")));
        }
        return new RunLog(file);
    }

    /// Runs that are read from a file, if it is there, and added to it. A last line that was cut off is left out.
    ///
    /// @param file the file
    /// @return the log
    public static RunLog resume(Path file) {
        RunLog store = new RunLog(file);
        if (!Files.exists(file)) {
            return store;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            StringBuilder kept = new StringBuilder();
            for (int i = 0; i < lines.size(); i++) {
                FinishedRun run = parse(lines.get(i));
                if (run == null && i < lines.size() - 1) {
                    throw new DataException(file + " line " + (i + 1) + " is not a run; delete the line, or the file");
                }
                if (run != null) {
                    store.runs.put(Objects.requireNonNull(run.key()), run);
                    kept.append(lines.get(i)).append('\n');
                }
            }
            AtomicFile.replace(file, kept.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store;
    }

    private static @Nullable FinishedRun parse(String line) {
        try {
            FinishedRun run = Json.read(current(Json.map(line)), FinishedRun.class);
            return run.key() == null ? null : run;
        } catch (JacksonException | NullPointerException e) {
            return null;
        }
    }

    /// A line as this version writes it. Earlier ones had every measure in one map, and costs outside.
    private static Map<String, @Nullable Object> current(Map<String, @Nullable Object> run) {
        if (run.remove("measures") instanceof Map<?, ?> measures) {
            Map<String, Map<String, @Nullable Object>> rows =
                    Map.of("train", new LinkedHashMap<>(), "val", new LinkedHashMap<>(), "test", new LinkedHashMap<>());
            measures.forEach((measure, value) -> {
                String[] name = String.valueOf(measure).split("_", 2);
                Objects.requireNonNull(rows.get(name[0])).put(name[name.length - 1], value);
            });
            run.put("metrics", rows.get("train"));
            run.put("validation", rows.get("val"));
            run.put("test", rows.get("test"));
            Map<String, @Nullable Object> cost = new LinkedHashMap<>();
            List.of("passes", "gradients", "memory").forEach(name -> cost.put(name, run.remove(name)));
            run.put("cost", cost);
            run.put("parameters", 0);
            run.put("threads", 1);
            run.put("weights_sha256", run.remove("weights"));
        }
        return run;
    }

    /// {@return the run of a key, or null}
    ///
    /// @param key the key
    public synchronized @Nullable FinishedRun find(String key) {
        return runs.get(key);
    }

    /// {@return how many runs there are}
    public synchronized int size() {
        return runs.size();
    }

    /// {@return how long all of them trained, together}
    public synchronized double seconds() {
        return runs.values().stream().mapToDouble(FinishedRun::seconds).sum();
    }

    synchronized void add(FinishedRun run) {
        runs.put(Objects.requireNonNull(run.key()), run);
        if (file == null) {
            return;
        }
        try {
            AtomicFile.append(file, Json.line(run) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
