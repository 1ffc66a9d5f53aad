package gradus.training;

import gradus.data.Shape;
import gradus.kernels.KernelCompute;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.layers.Binding;
import gradus.layers.BoundLayer;
import gradus.layers.Head;
import gradus.layers.Pass;
import gradus.math.Compute;
import gradus.math.RandomStream;
import gradus.math.RangeTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A graph at work: every layer bound to the parameters and to buffers for batches of up to `capacity` rows. It
/// runs forward in the order of the graph and backward in the opposite one, and allocates nothing after it was
/// made. Used by one thread at a time; any number of networks may share parameters for inference.
///
/// ```
/// gather rows into input(i)  →  forward  →  output(i), head(i)
///                                loss     →  outputGradient(i)  →  backward  →  gradients()
/// ```
public final class Network {
    private static final float[] NONE = {};

    private final Graph graph;
    private final Parameters parameters;
    private final int capacity;
    private final float[] gradients;
    private final Pass pass = new Pass();
    private final float[][] values;
    private final float[][] valueGradients;
    /// For each call whose value goes to several places, one gradient from each; empty where one place is enough.
    private final List<List<float[]>> gradientParts;
    private final @Nullable BoundLayer[] bound;
    private final boolean[] needsGradient;
    /// The number of the output that a call is, or -1.
    private final int[] outputs;

    private RangeTask settled = RangeTask.NOTHING;

    private Network(Graph graph, Parameters parameters, int capacity, boolean trains, long seed, Compute compute) {
        this.graph = graph;
        this.parameters = parameters;
        this.capacity = capacity;
        gradients = trains ? new float[parameters.trainableSize()] : NONE;
        int count = graph.calls().size();
        values = new float[count][];
        valueGradients = new float[count][];
        bound = new BoundLayer[count];
        needsGradient = needsGradient(graph, parameters, trains);
        gradientParts = new ArrayList<>();
        int[] consumers = consumers(graph);
        outputs = IntStream.range(0, count).map(graph.outputs()::indexOf).toArray();
        for (int call = 0; call < count; call++) {
            int size =
                    Math.multiplyExact(capacity, graph.calls().get(call).shape().size());
            values[call] = new float[size];
            valueGradients[call] = needsGradient[call] ? new float[size] : NONE;
            gradientParts.add(new ArrayList<>());
        }
        RandomStream noise = RandomStream.of(seed).derive("noise");
        int[] uses = new int[graph.layers().size()];
        for (int call = 0; call < count; call++) {
            Graph.Entry entry = graph.entry(graph.calls().get(call));
            if (!entry.isInput()) {
                long key = noise.derive(entry.key())
                        .derive(uses[graph.calls().get(call).layer()])
                        .key();
                bound[call] = entry.layer().bind(binding(call, consumers, uses, key, compute));
                uses[graph.calls().get(call).layer()]++;
            }
        }
    }

    /// A network that can run forward and backward.
    ///
    /// @param capacity the largest number of rows of a batch
    /// @param seed of dropout and noise
    /// @param kernels of the layers
    public static Network forTraining(
            Graph graph, Parameters parameters, int capacity, long seed, Kernels kernels, Workers workers) {
        return new Network(graph, parameters, capacity, true, seed, new KernelCompute(kernels, workers));
    }

    /// A network that can only run forward, without buffers for gradients.
    public static Network forInference(Graph graph, Parameters parameters, int capacity, Workers workers) {
        return new Network(graph, parameters, capacity, false, 0, new KernelCompute(Kernels.current(), workers));
    }

    private Binding binding(int index, int[] consumers, int[] uses, long key, Compute compute) {
        Graph.Call call = graph.calls().get(index);
        List<float[]> inputs = new ArrayList<>();
        List<float @Nullable []> inputGradients = new ArrayList<>();
        for (int input : call.inputs()) {
            inputs.add(values[input]);
            if (!needsGradient[index] || !needsGradient[input]) {
                inputGradients.add(null);
            } else if (consumers[input] == 1) {
                inputGradients.add(valueGradients[input]);
            } else {
                float[] part = new float[values[input].length];
                gradientParts.get(input).add(part);
                inputGradients.add(part);
            }
        }
        int[] offsets = parameters.slices(call.layer()).stream()
                .mapToInt(Parameters.Slice::offset)
                .toArray();
        return new Binding(
                call.inputs().stream().map(i -> graph.calls().get(i).shape()).toList(),
                call.shape(),
                capacity,
                inputs,
                values[index],
                inputGradients,
                valueGradients[index],
                parameters.values(),
                gradients,
                offsets,
                usesInGraph(call.layer()) == 1 ? this::settle : RangeTask.NOTHING,
                uses[call.layer()] < usesInGraph(call.layer()) - 1,
                graph.entry(call).trainable(),
                key,
                compute);
    }

    /// How many rows a batch may have.
    public int capacity() {
        return capacity;
    }

    /// Where the rows of an input go, `[capacity, size]`.
    public float[] input(int i) {
        return values[graph.inputs().get(i)];
    }

    /// What came out, `[capacity, size]`.
    public float[] output(int i) {
        return values[graph.outputs().get(i)];
    }

    /// Where the gradient of the loss with respect to an output goes.
    public float[] outputGradient(int i) {
        return valueGradients[graph.outputs().get(i)];
    }

    /// Whether a gradient of an output is of use: not if all layers before it are frozen.
    public boolean wantsOutputGradient(int i) {
        return needsGradient[graph.outputs().get(i)];
    }

    /// The shape of a row of an output.
    public Shape outputShape(int i) {
        return graph.calls().get(graph.outputs().get(i)).shape();
    }

    /// The values before the last activation of an output, if the last layer keeps them and nobody else needs the
    /// output. Null otherwise.
    public @Nullable Head head(int i) {
        int call = graph.outputs().get(i);
        BoundLayer layer = bound[call];
        return layer == null || consumers(graph)[call] != 1 ? null : layer.head();
    }

    /// The gradients of the trainable parameters, in their layout. Those of frozen layers are not written.
    public float[] gradients() {
        return gradients;
    }

    /// What a call of the graph computed last, `[capacity, size]`.
    public float[] value(int call) {
        return values[call];
    }

    /// The gradient of the loss with respect to what a call computed; empty where none is needed. Layers may have
    /// overwritten it.
    public float[] valueGradient(int call) {
        return valueGradients[call];
    }

    /// Runs all layers on the first rows of the inputs.
    ///
    /// @param step the number of the training step, for random numbers; any for inference
    public void forward(int rows, boolean training, long step) {
        pass.begin(rows, training, step);
        for (BoundLayer layer : bound) {
            if (layer != null) {
                layer.forward(pass);
            }
        }
    }

    /// What layers add to the loss of the last forward pass: activity regularizers.
    public double penalty() {
        double penalty = 0;
        for (BoundLayer layer : bound) {
            if (layer != null) {
                penalty += layer.penalty(pass);
            }
        }
        return penalty;
    }

    /// Runs all layers backward, from the gradients of the outputs.
    ///
    /// @param fromLogits for each output, whether the gradient stands in its head's `logitsGradient` instead
    public void backward(boolean[] fromLogits) {
        backward(fromLogits, RangeTask.NOTHING);
    }

    /// The same, telling of gradients that are final as soon as layers tell.
    ///
    /// @param settled may update the parameters of a range, whose gradients are in the cache. Called by many
    ///     threads at once
    void backward(boolean[] fromLogits, RangeTask settled) {
        this.settled = settled;
        for (int call = bound.length - 1; call >= 0; call--) {
            BoundLayer layer = bound[call];
            if (layer == null || !needsGradient[call]) {
                continue;
            }
            addParts(call);
            int output = outputs[call];
            Head head = output >= 0 && fromLogits[output] ? layer.head() : null;
            if (head == null) {
                layer.backward(pass);
            } else {
                head.backwardFromLogits(pass);
            }
        }
    }

    private void settle(int from, int to) {
        settled.run(from, to);
    }

    private void addParts(int call) {
        List<float[]> parts = gradientParts.get(call);
        if (parts.isEmpty()) {
            return;
        }
        float[] gradient = valueGradients[call];
        int length = pass.rows() * graph.calls().get(call).shape().size();
        if (outputs[call] < 0) {
            Arrays.fill(gradient, 0, length, 0);
        }
        for (int part = 0; part < parts.size(); part++) {
            float[] values = parts.get(part);
            for (int i = 0; i < length; i++) {
                gradient[i] += values[i];
            }
        }
    }

    /// The name of the first layer, in the order of the graph, whose output of the last pass has a NaN or an
    /// infinity; null if there is none.
    public @Nullable String firstNotFinite() {
        for (int call = 0; call < values.length; call++) {
            int length = pass.rows() * graph.calls().get(call).shape().size();
            for (int i = 0; i < length; i++) {
                if (!Float.isFinite(values[call][i])) {
                    return graph.entry(graph.calls().get(call)).name();
                }
            }
        }
        return null;
    }

    private int usesInGraph(int layer) {
        return (int)
                graph.calls().stream().filter(call -> call.layer() == layer).count();
    }

    /// How many places each value goes to; being an output counts as one.
    private static int[] consumers(Graph graph) {
        int[] consumers = new int[graph.calls().size()];
        graph.calls().forEach(call -> call.inputs().forEach(input -> consumers[input]++));
        graph.outputs().forEach(output -> consumers[output]++);
        return consumers;
    }

    /// Whether the gradient with respect to each value is of use: it or something before it can be trained, and an
    /// output depends on it.
    private static boolean[] needsGradient(Graph graph, Parameters parameters, boolean trains) {
        boolean[] needs = new boolean[graph.calls().size()];
        boolean[] leadsToOutput = leadsToOutput(graph);
        for (int i = 0; trains && i < needs.length; i++) {
            Graph.Call call = graph.calls().get(i);
            needs[i] = graph.entry(call).trainable()
                    && parameters.slices(call.layer()).stream()
                            .anyMatch(slice -> slice.spec().trainable());
            for (int input : call.inputs()) {
                needs[i] |= needs[input];
            }
            // An output of a block may be left unused.
            needs[i] &= leadsToOutput[i];
        }
        return needs;
    }

    private static boolean[] leadsToOutput(Graph graph) {
        boolean[] leads = new boolean[graph.calls().size()];
        graph.outputs().forEach(output -> leads[output] = true);
        for (int i = leads.length - 1; i >= 0; i--) {
            if (leads[i]) {
                graph.calls().get(i).inputs().forEach(input -> leads[input] = true);
            }
        }
        return leads;
    }
}
