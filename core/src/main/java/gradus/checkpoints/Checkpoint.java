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

/// A moment between two steps of a training: all it takes to go on with the same bits. Random numbers need no state,
/// they follow from the seed, the epoch and the step.
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

    /// A line for everything that another training is made of differently; none if it is the same.
    public List<String> differences(Map<String, String> other) {
        Set<String> names = new LinkedHashSet<>(fingerprint.keySet());
        names.addAll(other.keySet());
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

    /// The part of a long text where it becomes different.
    private static String shown(String text, int different) {
        int from = text.length() <= SHOWN ? 0 : Math.max(0, Math.min(different - SHOWN / 2, text.length() - SHOWN));
        int to = Math.min(text.length(), from + SHOWN);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }
}
