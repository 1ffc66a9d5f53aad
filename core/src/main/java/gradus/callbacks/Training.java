package gradus.callbacks;

import gradus.metrics.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A training that is under way, as callbacks see it.
public interface Training {
    /// The names that logs will have, `loss` and metrics first, the same with `val_` if there is validation.
    List<String> logNames();

    /// Which way is better for a log name.
    Metric.Direction direction(String logName);

    /// Means over the epoch so far: `loss` and metrics. Computed when asked.
    Map<String, Double> logs();

    /// A copy of all parameters of the model.
    float[] parameters();

    /// Gives all parameters other values.
    ///
    /// @param values in the order of [#parameters()]
    /// @throws IllegalArgumentException if there are more or fewer than the model has
    void parameters(float[] values);

    /// The learning rate of the next update.
    double learningRate();

    /// Sets the learning rate from now on.
    ///
    /// @throws IllegalStateException if the optimizer follows a schedule
    void learningRate(double value);

    /// Ends training after the current batch. Any thread may call it.
    void stop(String reason);

    /// Ends training after the current batch, for a reason that has nothing to do with it: somebody wants the machine,
    /// or pressed Ctrl-C. Any thread may call it. A checkpoint of this moment goes on as if nothing had happened, where
    // one of a
    /// [#stop(String)] remembers that it was the end.
    default void pause(String reason) {
        stop(reason);
    }

    /// Saves the model as it is now. The ending of the name tells the format.
    void save(Path file);

    /// How many updates were made, those of earlier trainings of the model included.
    long steps();
}
