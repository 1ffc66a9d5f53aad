package gradus.spark;

import gradus.Model;
import gradus.TrainingRun;
import gradus.training.SavedModel.OptimizerState;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The state of a training between two rounds, the same for all shards.
///
/// @param numbers the parameters of the network, with the statistics of its layers, then the slots of the optimizer
/// @param slots the names of the slots, in order
/// @param lengths how many numbers each slot has
/// @param steps the updates so far
/// @param learningRate of the next update
record State(float[] numbers, List<String> slots, int[] lengths, long steps, double learningRate)
        implements Serializable {
    /// The state of a model that is about to be trained.
    static State of(Model model) {
        return of(model.parameters().values(), model.updater().state());
    }

    /// The state that a run has reached.
    static State of(TrainingRun run) {
        return of(run.parameters(), run.trainer().updater().state());
    }

    private static State of(float[] parameters, OptimizerState optimizer) {
        List<String> slots = List.copyOf(optimizer.slots().keySet());
        int[] lengths = optimizer.slots().values().stream()
                .mapToInt(slot -> slot.length)
                .toArray();
        int total = parameters.length;
        for (int length : lengths) {
            total = Math.addExact(total, length);
        }
        float[] numbers = new float[total];
        System.arraycopy(parameters, 0, numbers, 0, parameters.length);
        int at = parameters.length;
        for (float[] slot : optimizer.slots().values()) {
            System.arraycopy(slot, 0, numbers, at, slot.length);
            at += slot.length;
        }
        return new State(numbers, slots, lengths, optimizer.steps(), optimizer.learningRate());
    }

    /// The parameters alone.
    float[] parameters() {
        int count = numbers.length;
        for (int length : lengths) {
            count -= length;
        }
        float[] parameters = new float[count];
        System.arraycopy(numbers, 0, parameters, 0, count);
        return parameters;
    }

    /// This with other parameters.
    State parameters(float[] values) {
        float[] changed = numbers.clone();
        System.arraycopy(values, 0, changed, 0, values.length);
        return new State(changed, slots, lengths, steps, learningRate);
    }

    State withoutNumbers() {
        return new State(new float[0], slots, lengths, steps, learningRate);
    }

    State learningRate(double value) {
        return new State(numbers, slots, lengths, steps, value);
    }

    private OptimizerState optimizer() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        int at = numbers.length;
        for (int length : lengths) {
            at -= length;
        }
        for (int i = 0; i < lengths.length; i++) {
            float[] slot = new float[lengths[i]];
            System.arraycopy(numbers, at, slot, 0, slot.length);
            arrays.put(slots.get(i), slot);
            at += slot.length;
        }
        return new OptimizerState(steps, learningRate, arrays);
    }

    /// Continues from this state.
    void into(TrainingRun run) {
        run.parameters(parameters());
        run.trainer().updater().restore(optimizer());
    }

    /// Gives the model this state.
    void into(Model model) {
        float[] values = parameters();
        System.arraycopy(values, 0, model.parameters().values(), 0, values.length);
        model.updater().restore(optimizer());
    }
}
