package gradus.experiment.comparisons;

import gradus.NotFiniteException;
import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.data.datasets.Data;
import gradus.data.datasets.LoadedData;
import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.FinishedRun;
import gradus.experiment.Outcome;
import gradus.experiment.Settings;
import gradus.kernels.Kernels;
import gradus.registry.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
        this.threads = threads;
        this.listener = listener;
        dataKey = dataName + "\n" + reading(csv) + "\n" + contents(dataName);
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
        Map<String, Settings> missing = new LinkedHashMap<>();
        for (Settings settings : wanted) {
            String key = key(settings);
            if (store.find(key) == null) {
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
                    FinishedRun result = run(key, settings);
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
        wanted.forEach(settings -> results.add(store.find(key(settings))));
        return results;
    }

    private FinishedRun run(String key, Settings settings) {
        Counting counting = new Counting();
        long start = System.nanoTime();
        Experiment experiment = null;
        String diverged = null;
        String failed = null;
        try {
            experiment = Experiment.of(settings, csv, data);
            Outcome outcome = experiment.run(List.of(counting), 1);
            return FinishedRun.of(key, experiment, outcome, 1, counting.cost(experiment));
        } catch (NotFiniteException e) {
            diverged = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            failed = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        return new FinishedRun(
                key,
                experiment == null ? null : experiment.task().name().toLowerCase(Locale.ROOT),
                settings.seed(),
                counting.epochs,
                experiment == null ? 0 : experiment.model().parameterCount(),
                Kernels.current().name(),
                1,
                (System.nanoTime() - start) / 1e9,
                Map.of(),
                Map.of(),
                Map.of(),
                counting.history,
                counting.cost(experiment),
                diverged,
                failed,
                null);
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

    /// How a file is read, in one order: that of sets and maps is another in every JVM. How much memory it may
    /// take, and who is notified of its progress, changes no result.
    private static String reading(CsvOptions csv) {
        Map<String, Object> options = new LinkedHashMap<>();
        Config.of(csv).forEach((name, value) -> options.put(name, ordered(value)));
        options.remove("memory_limit");
        options.remove("listener");
        return options.toString();
    }

    private static Object ordered(@Nullable Object value) {
        if (value instanceof Set<?> set) {
            return set.stream().map(String::valueOf).sorted().toList();
        }
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream().map(String::valueOf).sorted().toList()
                : String.valueOf(value);
    }

    private static String contents(String dataName) {
        try {
            Path path = Path.of(dataName);
            if (!Files.isRegularFile(path)) {
                return "";
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
            return HexFormat.of().formatHex(digest);
        } catch (InvalidPathException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Counts what a run does, and keeps what it logs even if it does not come to its end.
    private final class Counting implements Callback {
        private final Map<String, List<Double>> history = new LinkedHashMap<>();
        private int epochs;
        private long passes;
        private long gradients;

        @Override
        public boolean wantsBatches() {
            return true;
        }

        @Override
        public void on(TrainingEvent event, Training training) {
            if (event instanceof TrainingEvent.BatchEnded batch) {
                passes++;
                gradients += batch.rows();
                if (stopped) {
                    training.stop("interrupted");
                }
            } else if (event instanceof TrainingEvent.EpochEnded epoch) {
                epoch.logs().forEach((name, value) -> {
                    List<Double> column = history.computeIfAbsent(name, n -> new ArrayList<>());
                    // Something logged for some epochs only, as validation, is NaN for the others.
                    column.addAll(Collections.nCopies(epochs - column.size(), Double.NaN));
                    column.add(value);
                });
                epochs++;
            }
        }

        FinishedRun.Cost cost(@Nullable Experiment experiment) {
            return new FinishedRun.Cost(passes, gradients, experiment == null ? 0 : Memory.of(experiment));
        }
    }
}
