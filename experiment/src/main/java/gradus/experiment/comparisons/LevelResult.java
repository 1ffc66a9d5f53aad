package gradus.experiment.comparisons;

import gradus.experiment.FinishedRun;
import gradus.experiment.statistics.ConfidenceInterval;
import gradus.experiment.statistics.Median;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the runs of one level gave.
///
/// @param level which
/// @param tuning how its nuisance parameter was chosen, or null
/// @param runs one a seed, in the order of the seeds
/// @param values of the measure, one a seed; NaN where a run diverged
/// @param toTarget passes until the loss that is asked for, one a seed; NaN where it was not reached
public record LevelResult(
        Level level, @Nullable Tuning tuning, List<FinishedRun> runs, double[] values, double[] toTarget) {
    /// {@return how many runs diverged}
    public int diverged() {
        return (int) runs.stream().filter(run -> !run.finished()).count();
    }

    /// {@return the mean over the runs that did not diverge, or null if all did}
    public @Nullable ConfidenceInterval interval() {
        double[] finite = finite(values);
        return finite.length == 0 ? null : ConfidenceInterval.of(finite);
    }

    /// {@return mean seconds of a run}
    public double seconds() {
        return runs.stream().mapToDouble(FinishedRun::seconds).average().orElse(0);
    }

    /// {@return how many parameters a run trains; the mean, should runs differ}
    public double parameters() {
        return runs.stream().mapToLong(FinishedRun::parameters).average().orElse(0);
    }

    /// {@return the median of the time of a processor for a run, which the first runs of a process that is not warm
    /// yet do not change; infinite if it was not measured}
    public double processorSeconds() {
        return Median.of(
                runs.stream().mapToDouble(FinishedRun::processorSeconds).toArray());
    }

    /// {@return mean epochs of a run}
    public double epochs() {
        return runs.stream().mapToDouble(FinishedRun::epochs).average().orElse(0);
    }

    /// {@return mean passes of a run}
    public double passes() {
        return runs.stream().mapToDouble(FinishedRun::passes).average().orElse(0);
    }

    /// {@return mean gradients of a run}
    public double gradients() {
        return runs.stream().mapToDouble(FinishedRun::gradients).average().orElse(0);
    }

    /// {@return the memory of a run, in bytes}
    public long memory() {
        return runs.stream().mapToLong(FinishedRun::memory).max().orElse(0);
    }

    /// {@return how many runs reached the target}
    public int reached() {
        return finite(toTarget).length;
    }

    /// {@return the median of the passes to the target; infinite if half of the runs or more did not reach it}
    public double medianToTarget() {
        return Median.of(toTarget);
    }

    private static double[] finite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).toArray();
    }
}
