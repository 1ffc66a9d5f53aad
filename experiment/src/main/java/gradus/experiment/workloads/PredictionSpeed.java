package gradus.experiment.workloads;

/// How fast the network of a workload predicts.
///
/// @param workload the workload
/// @param medianMicroseconds of a single row
/// @param slowMicroseconds that 99 of 100 single rows do not take longer than
/// @param rowsPerSecond1 row by row, on one thread
/// @param rowsPerSecond32 in batches of 32
/// @param rowsPerSecond1024 in batches of 1024
/// @param kernels that computed
/// @param threads that computed batches
public record PredictionSpeed(
        String workload,
        double medianMicroseconds,
        double slowMicroseconds,
        double rowsPerSecond1,
        double rowsPerSecond32,
        double rowsPerSecond1024,
        String kernels,
        int threads) {}
