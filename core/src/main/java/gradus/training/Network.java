package gradus.training;

import static gradus.internal.Require.require;

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

/// A graph that is ready to run: every layer is bound to the parameters and to buffers for batches of up to
/// `capacity` rows. It runs forward in the order of the graph and backward in the opposite order, and does not
/// allocate after construction. It is used by one thread at a time; any number of networks may share parameters for
/// inference.
///
/// ```
/// gather rows into input(i)  →  forward  →  output(i), head(i)
///                                loss     →  outputGradient(i)  →  backward  →  gradients()
/// ```
public final class Network {
    private static final float[] NONE = {};

    private final Graph graph;
    private final List<List<Masks.Source>> masks;
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

    private Network(Graph whole, Parameters parameters, int capacity, boolean trains, long seed, Compute compute) {
        Graph numeric = TextInputs.numeric(whole);
        graph = Masks.explicit(numeric);
        masks = Masks.ofOutputs(numeric);
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
            int size = count(graph, call, capacity);
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

    /// How many numbers the output of a call has, for a batch.
    static int count(Graph graph, int call, int capacity) {
        int row = graph.calls().get(call).shape().size();
        require(
                (long) capacity * row <= Integer.MAX_VALUE - 8,
                "a batch of %s rows of %,d numbers, the output of layer \"%s\", is too large for an array;"
                        + " make the batch or the layer smaller",
                capacity,
                row,
                graph.entry(graph.calls().get(call)).name());
        return capacity * row;
    }

    /// Creates a network that can run forward and backward.
    ///
    /// @param graph the layers
    /// @param parameters the parameters
    /// @param capacity the largest number of rows of a batch
    /// @param seed the seed of dropout and noise
    /// @param kernels the kernels of the layers
    /// @param workers the threads that share the work
    /// @return the network
    public static Network forTraining(
            Graph graph, Parameters parameters, int capacity, long seed, Kernels kernels, Workers workers) {
        return new Network(graph, parameters, capacity, true, seed, new KernelCompute(kernels, workers));
    }

    /// Creates a network that can only run forward, without buffers for gradients.
    ///
    /// @param graph the layers
    /// @param parameters the parameters
    /// @param capacity the largest number of rows of a batch
    /// @param workers the threads that share the work
    /// @return the network
    public static Network forInference(Graph graph, Parameters parameters, int capacity, Workers workers) {
        return new Network(graph, parameters, capacity, false, 0, new KernelCompute(Kernels.current(), workers));
    }

    /// Creates a network that can only run forward, and in which an answer does not depend on the batch: a row has the
    /// same bits alone and among any others, on any kernels.
    ///
    /// @param graph the layers
    /// @param parameters the parameters
    /// @param capacity the largest number of rows of a batch
    /// @param workers the threads that share the work
    /// @return the network
    public static Network forSingleRows(Graph graph, Parameters parameters, int capacity, Workers workers) {
        Kernels kernels = Kernels.current().rowwise();
        return new Network(graph, parameters, capacity, false, 0, new KernelCompute(kernels, workers));
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

    /// {@return the largest number of rows of a batch}
    public int capacity() {
        return capacity;
    }

    /// {@return the number of its inputs, see [#input]}
    public int inputs() {
        return graph.inputs().size();
    }

    /// Returns the array to fill with the rows of an input, or with what a layer gives that reads text, see
    /// [TextInputs#encode].
    ///
    /// @param i the index of the input
    /// @return the array, `[capacity, size]`
    public float[] input(int i) {
        return values[graph.inputs().get(i)];
    }

    /// Returns the values of an output.
    ///
    /// @param i the index of the output
    /// @return the array, `[capacity, size]`
    public float[] output(int i) {
        return values[graph.outputs().get(i)];
    }

    /// Returns the array to fill with the gradient of the loss with respect to an output.
    ///
    /// @param i the index of the output
    /// @return the array, `[capacity, size]`
    public float[] outputGradient(int i) {
        return valueGradients[graph.outputs().get(i)];
    }

    /// Returns whether the gradient of an output is used; it is not if all layers before the output are frozen.
    ///
    /// @param i the index of the output
    /// @return whether it is used
    public boolean wantsOutputGradient(int i) {
        return needsGradient[graph.outputs().get(i)];
    }

    /// Returns the shape of a row of an output.
    ///
    /// @param i the index of the output
    /// @return the shape
    public Shape outputShape(int i) {
        return graph.calls().get(graph.outputs().get(i)).shape();
    }

    /// Returns the mask of an output.
    OutputMask mask(int i) {
        return new OutputMask(this, masks.get(i));
    }

    /// Returns the head of an output, with the values before its activation.
    ///
    /// @param i the index of the output
    /// @return the head; null if the last layer does not keep these values, or something else uses the output
    public @Nullable Head head(int i) {
        int call = graph.outputs().get(i);
        BoundLayer layer = bound[call];
        return layer == null || consumers(graph)[call] != 1 ? null : layer.head();
    }

    /// {@return the gradients of the trainable parameters, in their layout} Those of frozen layers are not written.
    public float[] gradients() {
        return gradients;
    }

    /// Returns the values that a call of the graph computed last.
    ///
    /// @param call the index of the call
    /// @return the array, `[capacity, size]`
    public float[] value(int call) {
        return values[call];
    }

    /// Returns the gradient of the loss with respect to the values of a call. Layers may have overwritten it.
    ///
    /// @param call the index of the call
    /// @return the array, `[capacity, size]`; empty if the gradient is not needed
    public float[] valueGradient(int call) {
        return valueGradients[call];
    }

    /// Runs all layers on the first rows of the inputs.
    ///
    /// @param rows the number of rows
    /// @param training whether the pass trains
    /// @param step the number of the training step, for random numbers; any number for inference
    public void forward(int rows, boolean training, long step) {
        pass.begin(rows, training, step);
        for (BoundLayer layer : bound) {
            if (layer != null) {
                layer.forward(pass);
            }
        }
    }

    /// Sets the share of its strength that noise, such as dropout, has from the next pass on; 1 before.
    ///
    /// @param share the share, in `[0, 1]`
    void noiseShare(double share) {
        pass.noiseShare(share);
    }

    /// {@return what layers add to the loss of the last forward pass, as activity regularizers do}
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
    /// @param fromLogits for each output, whether the gradient is in its head's `logitsGradient` instead
    public void backward(boolean[] fromLogits) {
        backward(fromLogits, RangeTask.NOTHING);
    }

    /// Runs all layers backward and reports gradients as soon as they are final.
    ///
    /// @param settled called with a range whose gradients are final and in the cache; it may update the parameters
    ///     of the range, and is called by several threads at once
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

    /// {@return the name of the first layer, in the order of the graph, whose output in the last pass has a
    /// non-finite value; null if there is none}
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

    /// Returns the number of places that each value goes to; being an output counts as one.
    private static int[] consumers(Graph graph) {
        int[] consumers = new int[graph.calls().size()];
        graph.calls().forEach(call -> call.inputs().forEach(input -> consumers[input]++));
        graph.outputs().forEach(output -> consumers[output]++);
        return consumers;
    }

    /// Returns whether the gradient with respect to each value is needed: it, or something before it, is trainable,
    /// and an output depends on it.
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
            // An output of a block may be unused.
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
