package gradus.training;

import static gradus.internal.Require.require;

import gradus.layers.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Masks in a graph: which steps of a sequence are missing is known from the input of the layer that says so, a
/// [Masking] or an [Embedding] with `maskZero`. From there the mask goes through layers of single steps to the layers
/// that leave missing steps out, or that drop the mask, all as in Keras.
public final class Masks {
    /// Layers that compute each step by itself and pass the mask on.
    private static final Set<Class<? extends Layer>> PASS = Set.of(
            Dense.class,
            ActivationLayer.class,
            ReLU.class,
            LeakyReLU.class,
            PReLU.class,
            ELU.class,
            LayerNormalization.class,
            UnitNormalization.class,
            GroupNormalization.class,
            Dropout.class,
            SpatialDropout1D.class,
            AlphaDropout.class,
            GaussianDropout.class,
            GaussianNoise.class,
            ActivityRegularization.class,
            Identity.class,
            Rescaling.class,
            Normalization.class);

    /// Layers that do as if there were no mask, and so do all after them.
    private static final Set<Class<? extends Layer>> DROP =
            Set.of(Flatten.class, Reshape.class, Permute.class, RepeatVector.class, GlobalMaxPooling1D.class);

    private Masks() {}

    /// Refuses a graph in which a mask comes to something that Gradus does not use it in.
    ///
    /// @throws IllegalArgumentException if it does; the message names the layers
    static void requireUnderstood(Graph graph) {
        int[] makers = makers(graph);
        for (int output : graph.outputs()) {
            requireUse(graph, makers[output], false, "an output of the model");
        }
    }

    /// Returns a graph in which layers that leave out missing steps have the input from which they are known as their
    /// second one. Indices of layers and calls stay the same.
    ///
    /// @param graph the graph
    /// @return the graph, the same if no layer uses a mask
    public static Graph explicit(Graph graph) {
        int[] makers = makers(graph);
        List<Graph.Entry> layers = new ArrayList<>(graph.layers());
        List<Graph.Call> calls = new ArrayList<>(graph.calls());
        boolean used = false;
        for (int i = 0; i < calls.size(); i++) {
            Graph.Call call = calls.get(i);
            Graph.Entry entry = graph.entry(call);
            if (entry.layer() instanceof GlobalAveragePooling1D pooling
                    && makers[call.inputs().getFirst()] >= 0) {
                Graph.Call maker = calls.get(makers[call.inputs().getFirst()]);
                double missing = graph.entry(maker).layer() instanceof Masking masking ? masking.maskValue() : 0;
                Layer masked = pooling.masked(missing);
                layers.set(call.layer(), new Graph.Entry(entry.name(), entry.key(), masked, entry.trainable()));
                List<Integer> inputs =
                        List.of(call.inputs().getFirst(), maker.inputs().getFirst());
                calls.set(i, new Graph.Call(call.layer(), inputs, call.shape()));
                used = true;
            }
        }
        return !used
                ? graph
                : new Graph(
                        graph.name(),
                        graph.sequential(),
                        layers,
                        calls,
                        graph.inputs(),
                        graph.outputs(),
                        graph.nests(),
                        graph.uses(),
                        graph.keys());
    }

    /// Returns for each call the call whose layer makes the mask of its values, or -1 for none.
    private static int[] makers(Graph graph) {
        int[] makers = new int[graph.calls().size()];
        for (int i = 0; i < makers.length; i++) {
            Graph.Call call = graph.calls().get(i);
            Layer layer = graph.entry(call).layer();
            int maker = -1;
            for (int input : call.inputs()) {
                maker = Math.max(maker, makers[input]);
            }
            boolean makes = layer instanceof Masking || (layer instanceof Embedding each && each.maskZero());
            boolean passes = passes(layer);
            if (!makes && !passes && maker >= 0) {
                boolean drops = DROP.contains(layer.getClass());
                requireUse(graph, maker, drops || isAverage(graph, call), layer.className());
            }
            makers[i] = makes ? i : passes ? maker : -1;
        }
        return makers;
    }

    private static boolean passes(Layer layer) {
        return PASS.contains(layer.getClass()) || (layer instanceof TimeDistributed each && passes(each.layer()));
    }

    /// Whether a call takes the mean of steps whose mask can be used: along the first axis, and at one place only, as a
    /// layer has one kind of input.
    private static boolean isAverage(Graph graph, Graph.Call call) {
        return graph.entry(call).layer() instanceof GlobalAveragePooling1D pooling
                && pooling.dataFormat() == DataFormat.CHANNELS_LAST
                && graph.calls().stream()
                                .filter(other -> other.layer() == call.layer())
                                .count()
                        == 1;
    }

    private static void requireUse(Graph graph, int maker, boolean used, String user) {
        require(
                used || maker < 0,
                "the mask of \"%s\" must lead to a GlobalAveragePooling1D of the steps, used once, or to Flatten,"
                        + " Reshape, Permute, RepeatVector or GlobalMaxPooling1D, which drop it, through layers of single"
                        + " steps such as Dense, got %s",
                maker < 0 ? "" : graph.entry(graph.calls().get(maker)).name(),
                user);
    }
}
