package gradus;

import gradus.callbacks.Callback;
import gradus.callbacks.CallbackState;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.checkpoints.Checkpoint;
import java.util.List;

/// The callbacks of a training, in their order.
final class Callbacks {
    private final List<Callback> all;
    private final Training training;
    private final boolean wantBatches;

    Callbacks(List<Callback> all, Training training) {
        this.all = all;
        this.training = training;
        wantBatches = all.stream().anyMatch(Callback::wantsBatches);
    }

    /// Returns whether any callback wants [TrainingEvent.BatchEnded].
    boolean wantBatches() {
        return wantBatches;
    }

    void tell(TrainingEvent event) {
        for (Callback callback : all) {
            if (!(event instanceof TrainingEvent.BatchEnded) || callback.wantsBatches()) {
                callback.on(event, training);
            }
        }
    }

    /// Returns the states of the callbacks that have one.
    List<Checkpoint.NamedState> states() {
        return stateful().stream()
                .map(callback -> new Checkpoint.NamedState(callback.getClass().getName(), callback.state()))
                .toList();
    }

    void restore(List<Checkpoint.NamedState> states) {
        List<Callback> callbacks = stateful();
        for (int i = 0; i < callbacks.size(); i++) {
            callbacks.get(i).restore(states.get(i).state());
        }
    }

    private List<Callback> stateful() {
        return all.stream()
                .filter(callback -> !callback.state().equals(CallbackState.EMPTY))
                .toList();
    }
}
