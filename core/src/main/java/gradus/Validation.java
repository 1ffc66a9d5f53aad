package gradus;

import gradus.callbacks.TrainingEvent;
import gradus.data.Dataset;
import gradus.metrics.Metric;
import gradus.training.Evaluator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The validation of a training, if it has one. Its logs have the names of those of the training after `val_`.
final class Validation {
    private static final String PREFIX = "val_";

    private final @Nullable Evaluator evaluator;

    Validation(Model model, @Nullable Dataset rows, int batchSize) {
        evaluator = rows == null ? null : model.evaluator(rows, Math.max(batchSize, BatchPredictor.ROWS));
    }

    /// Adds the names of its logs to those of the training.
    void addNames(Map<String, Metric.Direction> logs) {
        if (evaluator != null) {
            new LinkedHashMap<>(logs).forEach((name, direction) -> logs.put(PREFIX + name, direction));
        }
    }

    /// Evaluates the rows between two events, and adds the values to the logs of the epoch.
    void evaluate(int epoch, Callbacks callbacks, Map<String, Double> logs) {
        if (evaluator != null) {
            callbacks.tell(new TrainingEvent.ValidationStarted(epoch));
            evaluator.evaluate().forEach((name, value) -> logs.put(PREFIX + name, value));
            callbacks.tell(new TrainingEvent.ValidationEnded(epoch));
        }
    }
}
