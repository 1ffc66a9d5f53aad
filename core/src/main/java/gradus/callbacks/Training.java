package gradus.callbacks;

import gradus.metrics.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A running training, as callbacks see it.
public interface Training {
    /// {@return the names in the logs: `loss` and metrics, then the same with `val_` if there is validation data}
    List<String> logNames();

    /// Returns the direction in which a logged value improves.
    ///
    /// @param logName its name in the logs
    /// @return the direction
    Metric.Direction direction(String logName);

    /// {@return means over the epoch so far, of `loss` and metrics, computed on each call}
    Map<String, Double> logs();

    /// {@return a copy of all parameters of the model}
    float[] parameters();

    /// Replaces the values of all parameters.
    ///
    /// @param values the values, in the order of [#parameters()]
    /// @throws IllegalArgumentException if their number is not that of the model's parameters
    void parameters(float[] values);

    /// {@return a copy of all parameters with the average of each that the optimizer averages, see
    /// [gradus.optimizers.Optimizer#movingAverage]; null if it averages none}
    default float @Nullable [] averagedParameters() {
        return null;
    }

    /// {@return the layers of the network in the order in which they are applied, with copies of their parameters; none
    /// if this training does not know them}
    default List<LayerView> layers() {
        return List.of();
    }

    /// {@return the learning rate of the next update}
    double learningRate();

    /// Sets the learning rate from now on.
    ///
    /// @param value the learning rate
    /// @throws IllegalStateException if the optimizer follows a schedule
    void learningRate(double value);

    /// Ends training after the current batch. Any thread may call it.
    ///
    /// @param reason the reason to report
    void stop(String reason);

    /// Interrupts training after the current batch for an external reason, such as Ctrl-C. Any thread may call it.
    /// Resuming a checkpoint of this moment continues as if nothing had happened, whereas a checkpoint after
    /// [#stop(String)] records that training had ended.
    ///
    /// @param reason the reason to report
    default void pause(String reason) {
        stop(reason);
    }

    /// Saves the model as it is now.
    ///
    /// @param file the file to write; its extension determines the format
    void save(Path file);

    /// {@return the number of updates so far, including those of earlier trainings of the model}
    long steps();
}
