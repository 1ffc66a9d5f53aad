package gradus.experiment.workloads;

import gradus.Model;
import gradus.Predictor;
import gradus.data.Rows;
import gradus.kernels.Kernels;
import java.util.Arrays;

/// Measures how fast networks predict: a single row through a [Predictor], batches through `Model.predict`.
public final class PredictionClock {
    private static final int ROWS = 1024;
    private static final int MOST_SAMPLES = 1_000_000;
    private static final int WINDOWS = 5;

    private PredictionClock() {}

    /// Measures the speed of prediction.
    ///
    /// @param workload the workload
    /// @param threads number of threads for batches
    /// @param windowSeconds duration of each measurement; there are five, of which the first is the warm-up
    /// @return the speed
    public static PredictionSpeed measure(Workload workload, int threads, double windowSeconds) {
        Model model = workload.model(threads);
        Rows data = workload.data(ROWS).input();
        float[][] rows = new float[ROWS][workload.inputs()];
        for (int row = 0; row < ROWS; row++) {
            data.copy(row, rows[row], 0);
        }
        double[] latencies = latencies(model.predictor(), rows, windowSeconds);
        return new PredictionSpeed(
                workload.name(),
                latencies[latencies.length / 2] * 1e6,
                latencies[(int) (latencies.length * 0.99)] * 1e6,
                single(model.predictor(), rows, windowSeconds),
                batches(model, data, 32, windowSeconds),
                batches(model, data, ROWS, windowSeconds),
                Kernels.current().name(),
                threads);
    }

    /// Seconds a row, in rising order.
    private static double[] latencies(Predictor predictor, float[][] rows, double windowSeconds) {
        double[] seconds = new double[MOST_SAMPLES];
        float[] answer = new float[predictor.outputs()];
        int count = 0;
        for (int window = 0; window < WINDOWS; window++) {
            count = 0;
            long start = System.nanoTime();
            long before = start;
            while (count < MOST_SAMPLES && (before - start) * 1e-9 < windowSeconds) {
                predictor.predict(rows[count % ROWS], answer);
                long after = System.nanoTime();
                seconds[count] = (after - before) * 1e-9;
                count++;
                before = after;
            }
        }
        double[] sorted = Arrays.copyOf(seconds, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double single(Predictor predictor, float[][] rows, double windowSeconds) {
        float[] answer = new float[predictor.outputs()];
        return best(windowSeconds, ROWS, () -> {
            for (float[] row : rows) {
                predictor.predict(row, answer);
            }
        });
    }

    private static double batches(Model model, Rows data, int size, double windowSeconds) {
        int[] numbers = new int[size];
        Arrays.setAll(numbers, i -> i);
        Rows batch = Rows.wrap(data.select(numbers).toArray(), data.width());
        return best(windowSeconds, size, () -> model.predict(batch));
    }

    private static double best(double windowSeconds, int rowsPerRun, Runnable task) {
        double best = 0;
        for (int window = 0; window < WINDOWS; window++) {
            long start = System.nanoTime();
            long runs = 0;
            double seconds = 0;
            while (seconds < windowSeconds) {
                task.run();
                runs++;
                seconds = (System.nanoTime() - start) * 1e-9;
            }
            best = Math.max(best, runs * rowsPerRun / seconds);
        }
        return best;
    }
}
