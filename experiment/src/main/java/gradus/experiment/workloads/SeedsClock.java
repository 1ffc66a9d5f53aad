package gradus.experiment.workloads;

import gradus.Fit;
import gradus.TrainingRun;
import gradus.data.Dataset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Measures trainings of one network from several seeds, side by side as comparisons run them: each on a thread of its
/// own, as many at a time as there are threads.
public final class SeedsClock {
    private static final int WINDOWS = 5;
    /// A window has at least this number of rounds, or handing out the work would count.
    private static final int ROUNDS = 10;

    private SeedsClock() {}

    /// Measures the speed of all trainings together.
    ///
    /// @param workload the workload
    /// @param seeds number of trainings
    /// @param threads how many train at a time
    /// @param warmUpSeconds minimum duration before timing starts; the compiler needs some
    /// @param windowSeconds minimum length of a window; there are five
    /// @return the speed; its steps are those of all trainings
    public static TrainingSpeed measure(
            Workload workload, int seeds, int threads, double warmUpSeconds, double windowSeconds) {
        Dataset data = workload.data();
        Fit fit = Fit.epochs(Integer.MAX_VALUE).batchSize(workload.batchSize());
        List<TrainingRun> runs = IntStream.range(0, seeds)
                .mapToObj(seed -> workload.model(1).seed(seed).start(data, fit))
                .toList();
        double[] speeds = new double[WINDOWS];
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            int epochs = 1;
            double warm = 0;
            while (warm < warmUpSeconds) {
                double seconds = round(pool, runs, epochs);
                warm += seconds;
                epochs = seconds < windowSeconds / ROUNDS ? 2 * epochs : epochs;
            }
            for (int window = 0; window < WINDOWS; window++) {
                long before = steps(runs);
                double seconds = 0;
                while (seconds < windowSeconds) {
                    seconds += round(pool, runs, epochs);
                }
                speeds[window] = (steps(runs) - before) / seconds;
            }
        }
        return TrainingSpeed.of(workload, speeds, threads);
    }

    private static long steps(List<TrainingRun> runs) {
        return runs.stream().mapToLong(TrainingRun::steps).sum();
    }

    /// {@return the seconds that some epochs of all trainings take}
    private static double round(ExecutorService pool, List<TrainingRun> runs, int epochs) {
        long start = System.nanoTime();
        CompletableFuture.allOf(runs.stream()
                        .map(run -> CompletableFuture.runAsync(() -> train(run, epochs), pool))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        return (System.nanoTime() - start) * 1e-9;
    }

    private static void train(TrainingRun run, int epochs) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            run.epoch();
        }
    }
}
