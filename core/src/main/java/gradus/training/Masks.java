package gradus.training;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.layers.*;
import gradus.layers.operations.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// Masks in a graph: which steps of a sequence are missing is known from the input of the layer that says so, a
/// [Masking] or an [Embedding] with `maskZero`. From there the mask goes through layers of single steps and merges to
/// the layers and losses that leave missing steps out, or it is dropped, all as in Keras. Where several masks meet, a
/// step counts that does so in one of them.
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
            Normalization.class,
            TimeDistributed.class);

    /// Layers that compute otherwise with a mask than Gradus does.
    private static final Set<Class<? extends Layer>> USE =
            Set.of(Softmax.class, BatchNormalization.class, Maximum.class, Minimum.class, Multiply.class);

    private static final NavigableSet<Integer> NONE = new TreeSet<>();

    private Masks() {}

    /// Whether a layer computes each step by itself and passes the mask of its input on.
    ///
    /// @param layer the layer
    /// @return whether it does
    public static boolean passes(Layer layer) {
        return PASS.contains(layer.getClass());
    }

    /// What tells missing steps from others.
    ///
    /// @param call the call in whose values it is seen
    /// @param missing the value that all features of a missing step have
    /// @param width the number of features of a step
    record Source(int call, float missing, int width) {}

    /// Refuses a graph in which a mask comes to something that Gradus does not use it in.
    ///
    /// @throws IllegalArgumentException if it does; the message names the layers
    static void requireUnderstood(Graph graph) {
        List<NavigableSet<Integer>> makers = makers(graph);
        for (int output : graph.outputs()) {
            Shape shape = graph.calls().get(output).shape();
            requireSteps(graph, makers.get(output), shape.positions(), "an output of the model");
        }
    }

    /// Returns what tells the missing steps of each output; nothing for one that has no mask.
    static List<List<Source>> ofOutputs(Graph graph) {
        List<NavigableSet<Integer>> makers = makers(graph);
        return graph.outputs().stream()
                .map(output -> makers.get(output).stream()
                        .map(maker -> source(graph, maker))
                        .toList())
                .toList();
    }

    /// Returns a graph in which layers that leave out missing steps have the inputs from which they are known as their
    /// further ones. Indices of layers and calls stay the same.
    ///
    /// @param graph the graph
    /// @return the graph, the same if no layer uses a mask
    public static Graph explicit(Graph graph) {
        List<NavigableSet<Integer>> makers = makers(graph);
        List<Graph.Entry> layers = new ArrayList<>(graph.layers());
        List<Graph.Call> calls = new ArrayList<>(graph.calls());
        boolean used = false;
        for (int i = 0; i < calls.size(); i++) {
            Graph.Call call = calls.get(i);
            Graph.Entry entry = graph.entry(call);
            if (entry.layer() instanceof GlobalAveragePooling1D pooling
                    && !makers.get(call.inputs().getFirst()).isEmpty()) {
                List<Integer> inputs = new ArrayList<>(call.inputs());
                List<Double> missing = new ArrayList<>();
                for (int maker : makers.get(call.inputs().getFirst())) {
                    Source source = source(graph, maker);
                    inputs.add(source.call());
                    missing.add((double) source.missing());
                }
                Layer masked = pooling.masked(missing);
                layers.set(call.layer(), new Graph.Entry(entry.name(), entry.key(), masked, entry.trainable()));
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

    private static Source source(Graph graph, int maker) {
        Graph.Call call = graph.calls().get(maker);
        int input = call.inputs().getFirst();
        return graph.entry(call).layer() instanceof Masking masking
                ? new Source(input, (float) masking.maskValue(), call.shape().last())
                : new Source(input, 0, 1);
    }

    /// Returns for each call the calls whose layers make the mask of its values, none if it has no mask.
    private static List<NavigableSet<Integer>> makers(Graph graph) {
        List<NavigableSet<Integer>> makers = new ArrayList<>();
        for (int i = 0; i < graph.calls().size(); i++) {
            Graph.Call call = graph.calls().get(i);
            Layer layer = graph.entry(call).layer();
            if (layer instanceof Masking || (layer instanceof Embedding each && each.maskZero())) {
                makers.add(new TreeSet<>(Set.of(i)));
                continue;
            }
            List<NavigableSet<Integer>> met =
                    call.inputs().stream().map(makers::get).toList();
            boolean all = !met.isEmpty() && met.stream().noneMatch(Set::isEmpty);
            NavigableSet<Integer> any = new TreeSet<>();
            met.forEach(any::addAll);
            requireUnderstood(graph, call, any);
            boolean passes = passes(layer) || isMerge(layer) || layer instanceof Concatenate;
            makers.add(passes && all ? any : NONE);
        }
        return makers;
    }

    private static void requireUnderstood(Graph graph, Graph.Call call, NavigableSet<Integer> makers) {
        if (makers.isEmpty()) {
            return;
        }
        Layer layer = graph.entry(call).layer();
        Shape shape = graph.calls().get(call.inputs().getFirst()).shape();
        boolean used = !USE.contains(layer.getClass());
        if (layer instanceof GlobalAveragePooling1D pooling) {
            // A layer has one kind of input.
            used = pooling.dataFormat() == DataFormat.CHANNELS_LAST && uses(graph, call.layer()) == 1;
            requireSteps(graph, makers, shape.dimensions().getFirst(), layer.className());
        } else if (layer instanceof TimeDistributed each) {
            used = !USE.contains(each.layer().getClass()) && !(each.layer() instanceof GlobalAveragePooling1D);
        } else if (layer instanceof Concatenate concatenate) {
            used = concatenate.axis() == -1 || concatenate.axis() == shape.rank();
        } else if (isMerge(layer)) {
            requireSteps(graph, makers, call.shape().positions(), layer.className());
        }
        require(
                used,
                "the mask of \"%s\" must not lead to %s, which would leave missing steps out in Keras; Gradus does so"
                        + " in a GlobalAveragePooling1D of the steps, used once, and in losses. A Reshape to the same"
                        + " shape before it drops the mask",
                name(graph, makers),
                layer.className());
    }

    /// Whether a layer is Add or one of its kin. Operations of the same formula drop masks.
    private static boolean isMerge(Layer layer) {
        return layer instanceof ElementwiseMerge && !(layer instanceof Operation);
    }

    private static long uses(Graph graph, int layer) {
        return graph.calls().stream().filter(call -> call.layer() == layer).count();
    }

    private static String name(Graph graph, NavigableSet<Integer> makers) {
        return graph.entry(graph.calls().get(makers.getFirst())).name();
    }

    private static void requireSteps(Graph graph, NavigableSet<Integer> makers, int steps, String user) {
        for (int maker : makers) {
            Source source = source(graph, maker);
            int size = graph.calls().get(source.call()).shape().size();
            require(
                    size == steps * source.width(),
                    "the mask of \"%s\" has %s steps, and must have as many as %s, got %s",
                    graph.entry(graph.calls().get(maker)).name(),
                    size / source.width(),
                    user,
                    steps);
        }
    }
}
