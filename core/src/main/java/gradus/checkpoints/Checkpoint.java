package gradus.checkpoints;

import gradus.callbacks.CallbackState;
import gradus.internal.Printable;
import gradus.training.SavedModel;
import gradus.training.Trainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The state of a training between two steps, complete enough to continue with the same bits. Random numbers need
/// no state: they follow from the seed, the epoch and the step.
///
/// @param fingerprint what the training consists of, as text by name: seed, layers, optimizer, data
/// @param epoch the current epoch, from 0; the number of epochs if training is over
/// @param batch the number of batches of the epoch that are done; all of them if only the end of the epoch remains
/// @param stopReason why a callback ended training, or null
/// @param parameters the parameters of the network, in the layout of [gradus.training.Parameters]; not copied
/// @param optimizer the slots, step and learning rate of the optimizer
/// @param progress loss and metrics of the current epoch so far
/// @param callbacks the states of callbacks that have one, in order
/// @param epochs the numbers of the completed epochs
/// @param history the logs of the completed epochs, by name
public record Checkpoint(
        Map<String, String> fingerprint,
        int epoch,
        int batch,
        @Nullable String stopReason,
        float[] parameters,
        SavedModel.OptimizerState optimizer,
        Trainer.Progress progress,
        List<NamedState> callbacks,
        List<Integer> epochs,
        Map<String, List<Double>> history) {
    /// The key of the fingerprint for the instructions that the kernels use: instruction set, vector width,
    /// version. With other instructions, results differ in their last bits, but training can continue.
    public static final String INSTRUCTIONS = "instructions";

    private static final int SHOWN = 160;

    /// Makes the maps unmodifiable and keeps the order of the names.
    public Checkpoint {
        fingerprint = Collections.unmodifiableMap(new LinkedHashMap<>(fingerprint));
        callbacks = List.copyOf(callbacks);
        epochs = List.copyOf(epochs);
        history = Collections.unmodifiableMap(new LinkedHashMap<>(history));
    }

    /// The state of a callback.
    ///
    /// @param name the name of its class
    /// @param state the state
    public record NamedState(String name, CallbackState state) {}

    /// Compares the fingerprint with that of another training. The instructions that the kernels use do not count.
    ///
    /// @param other the other fingerprint
    /// @return a line for every difference; none if the trainings are the same
    public List<String> differences(Map<String, String> other) {
        Set<String> names = new LinkedHashSet<>(fingerprint.keySet());
        names.addAll(other.keySet());
        names.remove(INSTRUCTIONS);
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            String ours = fingerprint.getOrDefault(name, "nothing");
            String theirs = other.getOrDefault(name, "nothing");
            if (!ours.equals(theirs)) {
                int same = 0;
                while (same < Math.min(ours.length(), theirs.length()) && ours.charAt(same) == theirs.charAt(same)) {
                    same++;
                }
                lines.add(Printable.line(
                        name + ": the checkpoint has " + shown(ours, same) + ", this run has " + shown(theirs, same)));
            }
        }
        return lines;
    }

    /// Returns why this cannot have been saved by the training that starts with another checkpoint, although the
    /// file is intact; null if it can.
    ///
    /// @param batches the number of batches in an epoch
    @Nullable
    String nonsense(Checkpoint start, int batches) {
        if (parameters.length != start.parameters.length) {
            return "it has " + parameters.length + " parameters, the model has " + start.parameters.length;
        }
        for (Map.Entry<String, float[]> slot : start.optimizer.slots().entrySet()) {
            float[] saved = optimizer.slots().get(slot.getKey());
            if (saved == null || saved.length != slot.getValue().length) {
                return "the optimizer's \"" + slot.getKey() + "\" has " + (saved == null ? 0 : saved.length)
                        + " numbers, not " + slot.getValue().length;
            }
        }
        if (optimizer.slots().size() != start.optimizer.slots().size() || optimizer.steps() < 0) {
            return "its optimizer has " + optimizer.slots().size() + " arrays after " + optimizer.steps() + " steps";
        }
        if (!(optimizer.learningRate() >= 0) || Double.isInfinite(optimizer.learningRate())) {
            return "its learning rate is " + optimizer.learningRate();
        }
        if (batch > batches) {
            return "it is after batch " + batch + " of an epoch of " + batches;
        }
        if (progress.rowSum() < 0
                || progress.metrics().size() != start.progress.metrics().size()) {
            return "it has " + progress.metrics().size() + " metrics of " + progress.rowSum() + " rows, the model has "
                    + start.progress.metrics().size() + " metrics";
        }
        if (callbacks.size() != start.callbacks.size()) {
            return "it has the state of " + callbacks.size() + " callbacks, not of " + start.callbacks.size();
        }
        for (List<Double> values : history.values()) {
            if (values.size() != epochs.size()) {
                return "its history has " + values.size() + " values for " + epochs.size() + " epochs";
            }
        }
        return null;
    }

    /// Returns the part of a long text around the first difference.
    private static String shown(String text, int different) {
        int from = text.length() <= SHOWN ? 0 : Math.max(0, Math.min(different - SHOWN / 2, text.length() - SHOWN));
        int to = Math.min(text.length(), from + SHOWN);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }
}
