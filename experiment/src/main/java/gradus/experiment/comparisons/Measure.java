package gradus.experiment.comparisons;

import gradus.experiment.FinishedRun;
import gradus.experiment.Judgement;
import gradus.metrics.Metric;
import gradus.problems.Task;
import org.jspecify.annotations.Nullable;

/// What the levels of a comparison are measured by.
///
/// @param name as in the metrics of a run
/// @param taskLoss whether it is the loss of the task, which a run that learns by it calls `loss`
/// @param up whether more is better
record Measure(String name, boolean taskLoss, boolean up) {
    /// @param metric the name that was asked for, or null for the first metric of the task
    /// @param losses whether the levels learn by different losses, which say nothing of each other: then `loss` is that
    ///     of the task
    static Measure of(@Nullable String metric, Task task, boolean losses) {
        if (metric == null) {
            return of(task.metrics().getFirst());
        }
        String own = Judgement.taskLoss(task);
        if (metric.equals(own) || (losses && metric.equals("loss"))) {
            return new Measure(own, true, false);
        }
        if (metric.equals("loss")) {
            return new Measure(metric, false, false);
        }
        for (Metric known : task.metrics()) {
            if (known.name().equals(metric)) {
                return of(known);
            }
        }
        throw new IllegalArgumentException("no metric \"" + metric + "\" fits this task; choose one of loss, "
                + String.join(", ", task.metrics().stream().map(Metric::name).toList()));
    }

    private static Measure of(Metric metric) {
        return new Measure(metric.name(), false, metric.direction() == Metric.Direction.UP);
    }

    /// {@return the value of a run; NaN if it has none}
    ///
    /// @param rows `train`, `val` or `test`
    double of(FinishedRun run, String rows) {
        String known = rows + "_" + name;
        return run.measure(taskLoss && !run.measures().containsKey(known) ? rows + "_loss" : known);
    }
}
