package gradus.experiment.comparisons;

import gradus.data.datasets.Data;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.TableData;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.TableSource;
import gradus.experiment.Experiment;
import gradus.experiment.FinishedRun;
import gradus.experiment.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Makes many runs on the same data, several at a time, each on one thread: small networks use the processors best so,
/// and no result depends on how many run side by side.
public final class Runner {
    /// Called when a run has ended; calls come one at a time.
    @FunctionalInterface
    public interface Listener {
        /// A run has ended.
        ///
        /// @param done how many of them have
        /// @param total how many there are
        /// @param run the one that ended
        void ended(int done, int total, FinishedRun run);
    }

    private final LoadedData data;
    private final String dataKey;
    private final CsvOptions csv;
    private final RunLog store;
    private final int threads;
    private final Listener listener;
    private final Place place;
    private volatile boolean stopped;

    /// A runner.
    ///
    /// @param dataName what all runs learn from
    /// @param csv how it is read if it is a CSV file
    /// @param store where runs are kept, and found if they were made before
    /// @param threads how many runs are made side by side
    /// @param listener called after every run
    public Runner(String dataName, CsvOptions csv, RunLog store, int threads, Listener listener) {
        data = Data.open(dataName, csv);
        this.csv = csv;
        this.store = store;
        place = Place.best();
        this.threads = place.runs(threads);
        this.listener = listener;
        dataKey = dataName + "\n" + csv.reading() + "\n" + contents(dataName, csv, data);
    }

    /// Stops: runs that are under way are given up, those that have ended are kept.
    public void stop() {
        stopped = true;
    }

    /// {@return whether [#stop()] was called}
    public boolean stopped() {
        return stopped;
    }

    /// {@return an experiment on the data, not yet run}
    ///
    /// @param settings the settings
    public Experiment experiment(Settings settings) {
        return Experiment.of(settings, csv, data);
    }

    /// Makes the runs.
    ///
    /// @param wanted settings of the runs
    /// @return the results, in the order of their settings; null for a run that was stopped
    public List<@Nullable FinishedRun> run(List<Settings> wanted) {
        return run(wanted, false);
    }

    /// Makes the runs and looks at the loss between their passes. A stored run without such looks is made again.
    ///
    /// @param wanted settings of the runs
    /// @return the results, each with a [curve][FinishedRun#curve()], in the order of their settings; null for a
    ///     run that was stopped
    public List<@Nullable FinishedRun> runWithCurves(List<Settings> wanted) {
        return run(wanted, true);
    }

    private List<@Nullable FinishedRun> run(List<Settings> wanted, boolean curve) {
        Map<String, Settings> missing = new LinkedHashMap<>();
        for (Settings settings : wanted) {
            String key = key(settings);
            if (find(key, curve) == null) {
                missing.put(key, settings);
            }
        }
        int[] done = {0};
        ExecutorService pool = Executors.newFixedThreadPool(
                Math.max(1, Math.min(threads, missing.size())),
                Thread.ofPlatform().daemon().name("gradus-run-", 0).factory());
        try {
            List<Future<?>> futures = new ArrayList<>();
            missing.forEach((key, settings) -> futures.add(pool.submit(() -> {
                if (!stopped) {
                    FinishedRun result = place.run(key, settings, csv, data, curve, this::stopped);
                    if (!stopped) {
                        store.add(result);
                        synchronized (done) {
                            done[0]++;
                            listener.ended(done[0], missing.size(), result);
                        }
                    }
                }
            })));
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            stopped = true;
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
        List<@Nullable FinishedRun> results = new ArrayList<>();
        wanted.forEach(settings -> results.add(find(key(settings), curve)));
        return results;
    }

    private @Nullable FinishedRun find(String key, boolean curve) {
        FinishedRun run = store.find(key);
        return run == null || (curve && run.curve() == null) ? null : run;
    }

    /// {@return the key of a run: equal keys give equal results}
    ///
    /// @param settings the settings
    public String key(Settings settings) {
        try {
            byte[] text = (dataKey + "\n" + settings).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// A digest of the files, or of the rows of a query; empty for data that have neither.
    private static String contents(String dataName, CsvOptions csv, LoadedData data) {
        TableSource source = Data.source(dataName, csv);
        if (source == null || source.files().stream().noneMatch(Files::isRegularFile)) {
            return source != null && data instanceof TableData rows
                    ? HexFormat.of().toHexDigits(rows.table().contentHash())
                    : "";
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : source.files()) {
                try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
                    bytes.transferTo(OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
