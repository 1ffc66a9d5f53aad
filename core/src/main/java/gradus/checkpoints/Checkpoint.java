package gradus.checkpoints;

import gradus.callbacks.CallbackState;
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

/// A moment between two steps of a training: all it takes to go on with the same bits. Random numbers need no
/// state, they follow from the seed, the epoch and the step.
///
/// @param fingerprint what the training is made of, as text by name: seed, layers, optimizer, data
/// @param epoch in which it is, from 0; the number of epochs if it is over
/// @param batch how many batches of the epoch are done; all of them if only its end is left
/// @param stopReason why a callback ended training, or null
/// @param parameters of the network, in the layout of [gradus.training.Parameters]; not copied
/// @param optimizer its slots, step and learning rate
/// @param progress loss and metrics of the epoch so far
/// @param callbacks those that remember something, in order
/// @param epochs the numbers of those that are over
/// @param history what was logged for each of them, by name
@SuppressWarnings("exports") // types of this project's own modules
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
    /// The line of a fingerprint that says what the kernels compute with: instruction set, vector width, version.
    /// On others the bits of results are others, but training can go on.
    public static final String INSTRUCTIONS = "instructions";

    private static final int SHOWN = 160;

    /// Keeps the order of the names.
    public Checkpoint {
        fingerprint = Collections.unmodifiableMap(new LinkedHashMap<>(fingerprint));
        callbacks = List.copyOf(callbacks);
        epochs = List.copyOf(epochs);
        history = Collections.unmodifiableMap(new LinkedHashMap<>(history));
    }

    /// What a callback remembers.
    ///
    /// @param name of its class
    public record NamedState(String name, CallbackState state) {}

    /// A line for everything that another training is made of differently; none if it is the same. What the kernels
    /// compute with does not count.
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
                lines.add(name + ": the checkpoint has " + shown(ours, same) + ", this run has " + shown(theirs, same));
            }
        }
        return lines;
    }

    /// What makes it impossible that this was saved by the training that another checkpoint is the start of,
    /// although the file is what was written; null if there is nothing.
    ///
    /// @param batches of an epoch
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

    /// The part of a long text where it becomes different.
    private static String shown(String text, int different) {
        int from = text.length() <= SHOWN ? 0 : Math.max(0, Math.min(different - SHOWN / 2, text.length() - SHOWN));
        int to = Math.min(text.length(), from + SHOWN);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }
}
