package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.activations.Activation;
import gradus.activations.Linear;
import gradus.layers.ActivationLayer;
import gradus.layers.AppliedActivation;
import gradus.layers.Dense;
import gradus.layers.Dropout;
import gradus.layers.Layer;
import gradus.layers.WeightNormalization;
import gradus.registry.Config;
import gradus.regularizers.L1;
import gradus.regularizers.L1L2;
import gradus.regularizers.L2;
import gradus.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Changes one thing in a chain of hidden layers: what was there before the first dense layer, then blocks that each
/// begin with one.
final class HiddenLayers {
    private HiddenLayers() {}

    /// Another activation after every dense layer, wherever it stands: in the layer or as one of its own.
    static List<Layer> activation(List<Layer> layers, Activation value) {
        List<Layer> changed = new ArrayList<>();
        for (List<Layer> block : blocks(layers)) {
            boolean apart = block.stream().anyMatch(layer -> layer instanceof AppliedActivation);
            for (Layer layer : block) {
                changed.add(
                        layer instanceof AppliedActivation
                                ? new ActivationLayer(value)
                                : apart ? layer : onDense(layer, dense -> dense.activation(value)));
            }
        }
        return changed;
    }

    /// A normalization between sum and activation of every dense layer, or none anywhere.
    static List<Layer> normalization(List<Layer> layers, Layer normalization, boolean on) {
        List<Layer> changed = new ArrayList<>();
        for (List<Layer> block : blocks(layers)) {
            boolean there = block.stream().anyMatch(layer -> layer.getClass() == normalization.getClass());
            if (!on) {
                block.stream()
                        .filter(layer -> layer.getClass() != normalization.getClass())
                        .forEach(changed::add);
                continue;
            }
            for (Layer layer : block) {
                Dense dense = dense(layer);
                if (there || dense == null) {
                    changed.add(layer);
                    continue;
                }
                Activation activation = dense.activation();
                changed.add(onDense(layer, linear -> linear.activation(new Linear())));
                changed.add(normalization);
                if (!(activation instanceof Linear)) {
                    changed.add(new ActivationLayer(activation));
                }
            }
        }
        return changed;
    }

    /// Every dense layer with weights of a length and a direction, or without.
    static List<Layer> weightNormalization(List<Layer> layers, boolean on) {
        return layers.stream()
                .map(layer -> {
                    Dense dense = dense(layer);
                    return dense == null
                            ? layer
                            : !on
                                    ? dense
                                    : layer instanceof WeightNormalization ? layer : new WeightNormalization(dense);
                })
                .toList();
    }

    /// The rate of every dropout there is, or dropout after every block if there is none; 0 is without.
    static List<Layer> dropout(List<Layer> layers, double rate) {
        boolean there = layers.stream().anyMatch(layer -> layer instanceof Dropout);
        List<Layer> changed = new ArrayList<>();
        for (List<Layer> block : blocks(layers)) {
            for (Layer layer : block) {
                if (!(layer instanceof Dropout)) {
                    changed.add(layer);
                } else if (rate > 0) {
                    changed.add(new Dropout(rate));
                }
            }
            if (!there && rate > 0 && isBlock(block)) {
                changed.add(new Dropout(rate));
            }
        }
        return changed;
    }

    /// Returns this number of blocks: the first ones, or the last one repeated.
    static List<Layer> depth(List<Layer> layers, int depth) {
        require(depth >= 0, "depth must be at least 0, got %s", depth);
        List<Layer> changed = new ArrayList<>();
        List<List<Layer>> dense = new ArrayList<>();
        for (List<Layer> block : blocks(layers)) {
            if (isBlock(block)) {
                dense.add(block);
            } else {
                changed.addAll(block);
            }
        }
        require(!dense.isEmpty() || depth == 0, "depth needs a dense layer to repeat, and there is none");
        for (int i = 0; i < depth; i++) {
            changed.addAll(dense.get(Math.min(i, dense.size() - 1)));
        }
        return changed;
    }

    /// Every dense layer changed.
    static List<Layer> dense(List<Layer> layers, UnaryOperator<Dense> change) {
        require(
                layers.stream().anyMatch(layer -> dense(layer) != null),
                "there is no hidden dense layer that could be changed");
        return layers.stream().map(layer -> onDense(layer, change)).toList();
    }

    /// Every dense layer with a penalty on its weights changed.
    ///
    /// @param l1 the new one on absolute weights, or null to keep it
    /// @param l2 the new one on squared weights, or null to keep it
    static List<Layer> regularized(List<Layer> layers, @Nullable Double l1, @Nullable Double l2) {
        return dense(layers, dense -> dense.kernelRegularizer(regularizer(dense.kernelRegularizer(), l1, l2)));
    }

    private static @Nullable Regularizer regularizer(
            @Nullable Regularizer old, @Nullable Double l1, @Nullable Double l2) {
        double first = l1 != null ? l1 : old instanceof L1 one ? one.l1() : old instanceof L1L2 both ? both.l1() : 0;
        double second = l2 != null ? l2 : old instanceof L2 two ? two.l2() : old instanceof L1L2 both ? both.l2() : 0;
        if (first == 0) {
            return second == 0 ? null : new L2(second);
        }
        return second == 0 ? new L1(first) : new L1L2(first, second);
    }

    private static List<List<Layer>> blocks(List<Layer> layers) {
        List<List<Layer>> blocks = new ArrayList<>();
        blocks.add(new ArrayList<>());
        for (Layer layer : layers) {
            if (dense(layer) != null) {
                blocks.add(new ArrayList<>());
            }
            blocks.getLast().add(layer);
        }
        return blocks;
    }

    private static boolean isBlock(List<Layer> block) {
        return !block.isEmpty() && dense(block.getFirst()) != null;
    }

    private static @Nullable Dense dense(Layer layer) {
        return layer instanceof Dense dense
                ? dense
                : layer instanceof WeightNormalization wrapped ? wrapped.layer() : null;
    }

    private static Layer onDense(Layer layer, UnaryOperator<Dense> change) {
        return switch (layer) {
            case Dense dense -> change.apply(dense);
            case WeightNormalization wrapped -> Config.with(wrapped, Map.of("layer", change.apply(wrapped.layer())));
            default -> layer;
        };
    }
}
