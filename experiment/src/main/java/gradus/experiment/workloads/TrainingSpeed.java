package gradus.experiment.workloads;

import gradus.kernels.Kernels;
import java.util.Arrays;

/// How fast a workload was trained.
///
/// @param workload the workload
/// @param stepsPerSecond in the best window
/// @param medianStepsPerSecond in the one in the middle
/// @param rowsPerSecond in the best window
/// @param kernels that computed
/// @param threads that computed
public record TrainingSpeed(
        String workload,
        double stepsPerSecond,
        double medianStepsPerSecond,
        double rowsPerSecond,
        String kernels,
        int threads) {
    /// Of windows with some steps per second each, which are sorted.
    static TrainingSpeed of(Workload workload, double[] windows, int threads) {
        Arrays.sort(windows);
        double best = windows[windows.length - 1];
        double rowsPerStep = workload.rows() / Math.ceil((double) workload.rows() / workload.batchSize());
        return new TrainingSpeed(
                workload.name(),
                best,
                windows[windows.length / 2],
                best * rowsPerStep,
                Kernels.current().name(),
                threads);
    }
}
