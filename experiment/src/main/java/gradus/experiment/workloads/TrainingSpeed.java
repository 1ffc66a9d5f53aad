package gradus.experiment.workloads;

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
        int threads) {}
