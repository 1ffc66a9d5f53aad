package gradus.experiment.comparisons;

import gradus.NotFiniteException;
import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.data.datasets.LoadedData;
import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.FinishedRun;
import gradus.experiment.Outcome;
import gradus.experiment.Settings;
import gradus.internal.Records;
import gradus.kernels.Kernels;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// This process: a run is made on the thread that asks for it.
public final class Here implements Place {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /// Creates the place.
    public Here() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public int runs(int threads) {
        return threads;
    }

    @Override
    public FinishedRun run(
            String key, Settings settings, CsvOptions csv, LoadedData data, boolean curve, BooleanSupplier stopped) {
        LossWatch watch = curve ? new LossWatch() : null;
        Counting counting = new Counting(watch, stopped);
        long start = System.nanoTime();
        Experiment experiment = null;
        String diverged = null;
        String failed = null;
        try {
            experiment = Experiment.of(settings, csv, data);
            if (watch != null && !experiment.isEnsemble()) {
                watch.watch(experiment);
            }
            Outcome outcome = experiment.run(watch == null ? List.of(counting) : List.of(counting, watch), 1);
            FinishedRun run = FinishedRun.of(
                    key, experiment, outcome, 1, counting.cost(experiment), watch == null ? null : watch.curve());
            return watch == null ? run : Records.with(run, "seconds", outcome.seconds() - watch.seconds());
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
                watch == null ? null : watch.curve(),
                diverged,
                failed,
                null);
    }

    /// Counts what a run does, and keeps what it logs even if it does not come to its end.
    private static final class Counting implements Callback {
        private final @Nullable LossWatch watch;
        private final BooleanSupplier stopped;
        private final Map<String, List<Double>> history = new LinkedHashMap<>();
        /// A run stays on one thread.
        private final long start = processorTime();

        private int epochs;
        private long passes;
        private long gradients;

        Counting(@Nullable LossWatch watch, BooleanSupplier stopped) {
            this.watch = watch;
            this.stopped = stopped;
        }

        @Override
        public boolean wantsBatches() {
            return true;
        }

        @Override
        public void on(TrainingEvent event, Training training) {
            if (event instanceof TrainingEvent.BatchEnded batch) {
                passes++;
                gradients += batch.rows();
                if (stopped.getAsBoolean()) {
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
            long memory = experiment == null ? 0 : Memory.of(experiment);
            double processor = (processorTime() - start) / 1e9 - (watch == null ? 0 : watch.processorSeconds());
            return new FinishedRun.Cost(passes, gradients, memory, processor);
        }
    }

    /// Nanoseconds of a processor that this thread took; 0 where they are not measured.
    static long processorTime() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }
}
