package gradus;

import static gradus.internal.Require.require;

import gradus.training.Graph;
import gradus.training.Outline;
import gradus.training.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Parts of trained models in new ones: feature extraction, freezing and fine-tuning.
///
/// ```java
/// Model features = Transfer.upTo(trained, "dense_1");
/// Model model = features.append(List.of(dense(3, SOFTMAX)));
/// Transfer.trainable(model, false, "dense", "dense_1");
/// ```
public final class Transfer {
    private Transfer() {}

    /// Returns an uncompiled model whose outputs are those of inner layers. Its weights are copies: training it changes
    /// nothing of the first.
    ///
    /// @param model the model
    /// @param layers the names of layers or blocks, one for each output; of a layer with several calls, the first
    ///     counts
    /// @return the model that ends there, a chain if the first is one and there is one output
    /// @throws IllegalArgumentException if there is no such layer; the message lists the names
    public static Model upTo(Model model, String... layers) {
        Model part = new Model(Outline.of(model.graph()).upTo(List.of(layers)));
        part.seed(model.seed());
        require(
                copy(model, part, "") > 0,
                "Transfer.upTo must name layers that have something before them, got %s",
                List.of(layers));
        return part;
    }

    /// Copies the weights of a model to the block that it became in another one by [Model#asBlock].
    ///
    /// @param from the model whose weights are copied
    /// @param to the model that has its layers as a block
    /// @param block the name of the block
    /// @throws IllegalArgumentException if `to` has no such block, or its weights have other shapes
    public static void weights(Model from, Model to, String block) {
        long layers =
                from.graph().layers().stream().filter(entry -> !entry.isInput()).count();
        int copied = copy(from, to, block + "/");
        require(
                copied == layers,
                "block \"%s\" must have the %s layers of the other model, got %s; name the block that asBlock made",
                block,
                layers,
                copied);
    }

    /// Freezes or unfreezes layers, with immediate effect. The state of the optimizer is discarded.
    ///
    /// @param model the model
    /// @param value whether optimizers may change their weights
    /// @param layers names of layers, or of blocks, which stand for all of their layers; `*` in a name stands for any
    ///     text, as in `encoder*`
    /// @throws IllegalArgumentException if there is no such layer or block; the message lists the names
    public static void trainable(Model model, boolean value, String... layers) {
        for (String layer : layers) {
            Pattern names = Pattern.compile("\\Q" + layer.replace("*", "\\E.*\\Q") + "\\E(/.*)?");
            List<String> named = model.graph().layers().stream()
                    .filter(entry -> !entry.isInput())
                    .map(Graph.Entry::name)
                    .filter(name -> names.matcher(name).matches())
                    .toList();
            (named.isEmpty() ? List.of(layer) : named).forEach(name -> model.trainable(name, value));
        }
    }

    /// Copies the weights of layers of the same names.
    ///
    /// @return the number of layers that both have, without inputs
    private static int copy(Model from, Model to, String prefix) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < to.graph().layers().size(); i++) {
            places.put(to.graph().layers().get(i).name(), i);
        }
        int copied = 0;
        for (int i = 0; i < from.graph().layers().size(); i++) {
            Graph.Entry entry = from.graph().layers().get(i);
            Integer place = places.get(prefix + entry.name());
            if (place != null && !entry.isInput()) {
                List<Parameters.Slice> sources = from.parameters().slices(i);
                List<Parameters.Slice> targets = to.parameters().slices(place);
                require(
                        sources.stream()
                                .map(Parameters.Slice::shape)
                                .toList()
                                .equals(targets.stream()
                                        .map(Parameters.Slice::shape)
                                        .toList()),
                        "layer \"%s\" must have weights of the same shapes in both models",
                        entry.name());
                for (int k = 0; k < sources.size(); k++) {
                    System.arraycopy(
                            from.parameters().values(),
                            sources.get(k).offset(),
                            to.parameters().values(),
                            targets.get(k).offset(),
                            sources.get(k).size());
                }
                copied++;
            }
        }
        return copied;
    }
}
