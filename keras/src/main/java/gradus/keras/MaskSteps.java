package gradus.keras;

import gradus.layers.Concatenate;
import gradus.layers.ElementwiseMerge;
import gradus.layers.Embedding;
import gradus.layers.GlobalAveragePooling1D;
import gradus.layers.Layer;
import gradus.layers.Masking;
import gradus.layers.NamedLayer;
import gradus.layers.TimeDistributed;
import gradus.training.Masks;
import gradus.training.Outline;
import gradus.training.Outline.Application;
import gradus.training.Outline.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The operations with which Keras computes masks. They are not in a graph of Gradus, yet in Keras's, where they lie
/// between the values that show which steps are missing and the layers that are called with the mask: they make these
/// values deeper, see [LayerOrder]. The counts are those of Keras 3.15.
final class MaskSteps {
    /// By the values that are looked at, how many operations lie between them and the mask.
    private final List<Map<Integer, Integer>> masks = new ArrayList<>();

    private final Outline level;

    MaskSteps(Outline level) {
        this.level = level;
        level.applications().forEach(application -> masks.add(mask(application)));
    }

    /// What the mask that an application is called with is computed from: applications, and how many operations lie
    /// between.
    Map<Integer, Integer> of(int application) {
        Application called = level.applications().get(application);
        Layer layer = layer(called);
        return layer instanceof TimeDistributed || layer instanceof GlobalAveragePooling1D
                ? masks.get(called.inputs().getFirst().application())
                : Map.of();
    }

    private Layer layer(Application application) {
        Layer layer = level.units().get(application.unit()).layer();
        return layer instanceof NamedLayer named ? named.layer() : layer;
    }

    private Map<Integer, Integer> mask(Application application) {
        Layer layer = layer(application);
        List<Integer> inputs =
                application.inputs().stream().map(Place::application).toList();
        if (layer instanceof Masking) {
            return Map.of(inputs.getFirst(), 2); // x != value, any of a step's
        }
        if (layer instanceof Embedding embedding && embedding.maskZero()) {
            return Map.of(inputs.getFirst(), 1); // x != 0
        }
        Map<Integer, Integer> found = new HashMap<>();
        boolean any = inputs.stream().anyMatch(input -> !masks.get(input).isEmpty());
        boolean all = inputs.stream().noneMatch(input -> masks.get(input).isEmpty());
        if (any && layer instanceof Concatenate) {
            for (int input : inputs) {
                boolean masked = !masks.get(input).isEmpty();
                // Any, Concatenate, and ones of its shape, or the mask with a further axis or zeros of its shape.
                found.merge(input, masked ? 4 : 3, Math::max);
                further(found, input, 4);
            }
        } else if (all && layer instanceof ElementwiseMerge) {
            for (int i = 0; i < inputs.size(); i++) {
                further(found, inputs.get(i), inputs.size() - Math.max(1, i)); // one or another
            }
        } else if (any && Masks.passes(layer)) {
            further(found, inputs.getFirst(), 0);
        }
        return found;
    }

    private void further(Map<Integer, Integer> found, int input, int steps) {
        masks.get(input).forEach((source, before) -> found.merge(source, before + steps, Math::max));
    }
}
