package gradus.examples;

import gradus.callbacks.Callback;
import gradus.callbacks.CallbackRule;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;

/// A callback of one's own: ends the training as soon as a log has passed a value. It keeps no state, so all
/// trainings may have the same one, and it is its own rule.
///
/// @param name such as `binary_accuracy`
/// @param goal the value, to be reached from below
public record StopOnce(String name, double goal) implements Callback, CallbackRule {
    @Override
    public Callback start() {
        return this;
    }

    @Override
    public void on(TrainingEvent event, Training training) {
        if (event instanceof TrainingEvent.EpochEnded ended && ended.logs().getOrDefault(name, 0.0) >= goal) {
            training.stop(name + " has reached " + goal);
        }
    }
}
