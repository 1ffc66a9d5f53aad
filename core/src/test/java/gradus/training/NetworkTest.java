package gradus.training;

import static gradus.testing.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.activations.Softmax;
import gradus.activations.Tanh;
import gradus.data.Shape;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.layers.Add;
import gradus.layers.BatchNormalization;
import gradus.layers.Dense;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Node;
import gradus.math.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final int ROWS = 5;

    @Test
    void aChain_hasTheGradientOfFiniteDifferences() {
        Input in = new Input(Shape.of(3));
        Node out = new Dense(2).apply(new BatchNormalization().apply(new Dense(4, new Tanh()).apply(in)));
        assertGradient(Graph.of(null, List.of(in), List.of(out)));
    }

    @Test
    void aValueThatGoesToTwoPlaces_getsTheSumOfBothGradients() {
        Input in = new Input(Shape.of(3));
        Node hidden = new Dense(4, new Tanh()).apply(in);
        Node out = new Add().apply(new Dense(4, new Tanh()).apply(hidden), hidden);
        assertGradient(Graph.of(null, List.of(in), List.of(new Dense(2).apply(out))));
    }

    @Test
    void anOutputThatIsAlsoUsed_getsBothGradients() {
        Input in = new Input(Shape.of(3));
        Node first = new Dense(4, new Tanh()).apply(in);
        Node second = new Dense(2, new Tanh()).apply(first);
        assertGradient(Graph.of(null, List.of(in), List.of(first, second)));
    }

    @Test
    void aSharedLayer_addsTheGradientsOfAllItsPlaces() {
        Input left = new Input(Shape.of(3));
        Input right = new Input(Shape.of(3));
        Layer shared = new Dense(3, new Tanh());
        Node a = shared.apply(shared.apply(left));
        Node b = shared.apply(right);
        assertGradient(Graph.of(null, List.of(left, right), List.of(new Add().apply(a, b))));
    }

    @Test
    void theSameValueTwice_isAddedTwice() {
        Input in = new Input(Shape.of(3));
        Node hidden = new Dense(4, new Tanh()).apply(in);
        assertGradient(Graph.of(null, List.of(in), List.of(new Add().apply(hidden, hidden))));
    }

    @Test
    void aFrozenLayer_passesTheGradientOn_andHasNone() {
        Input in = new Input(Shape.of(3));
        Layer frozen = new Dense(4, new Tanh()).named("fixed").frozen();
        Node out = new Dense(2).apply(frozen.apply(new Dense(3, new Tanh()).apply(in)));
        Graph graph = Graph.of(null, List.of(in), List.of(out));
        assertGradient(graph);
    }

    @Test
    void layersBelowAFrozenStart_needNoGradient() {
        Input in = new Input(Shape.of(3));
        Node fixed = new Dense(4).frozen().apply(in);
        Graph graph = Graph.of(null, List.of(in), List.of(new Dense(1).apply(fixed)));
        Network network = Network.forTraining(graph, new Parameters(graph), ROWS, 0, Kernels.current(), Workers.of(1));
        assertThat(network.valueGradient(1)).isEmpty();
        assertThat(network.valueGradient(2)).hasSize(ROWS);
    }

    @Test
    void theLastActivation_isAHead_unlessItsOutputIsUsedElsewhere() {
        Input in = new Input(Shape.of(3));
        Node soft = new Dense(2, new Softmax()).apply(in);
        Graph head = Graph.of(null, List.of(in), List.of(soft));
        assertThat(Network.forTraining(head, new Parameters(head), 1, 0, Kernels.current(), Workers.of(1))
                        .head(0))
                .isNotNull();
        Graph used = Graph.of(null, List.of(in), List.of(soft, new Dense(1).apply(soft)));
        assertThat(Network.forTraining(used, new Parameters(used), 1, 0, Kernels.current(), Workers.of(1))
                        .head(0))
                .isNull();
    }

    @Test
    void moreParametersThanAnArrayHolds_areRefused() {
        Input in = new Input(Shape.of(30_000));
        Node hidden = new Dense(40_000).apply(in);
        Graph graph = Graph.of(null, List.of(in), List.of(new Dense(50_000).apply(hidden)));
        assertThatThrownBy(() -> new Parameters(graph))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a model has at most 2,147,483,639 parameters, this one has 3,200,090,000;"
                        + " the most, 2,000,050,000, are in layer \"dense_1\"");
    }

    @Test
    void moreParametersThanMemory_areRefusedBeforeTheyAreAllocated() {
        Input in = new Input(Shape.of(30_000));
        Graph graph = Graph.of(null, List.of(in), List.of(new Dense(40_000).apply(in)));
        assertThatThrownBy(() -> Parameters.requireRoom(graph, 1L << 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1,200,040,000 parameters take 4,577 MiB, and Java has 1,024 MiB; give it more with -Xmx,"
                        + " or make layers smaller; the most, 1,200,040,000, are in layer \"dense\"");
    }

    @Test
    void batchThatNoArrayHolds_isRefused() {
        Input in = new Input(Shape.of(1));
        Graph graph = Graph.of(null, List.of(in), List.of(new Dense(100_000_000).apply(in)));
        assertThat(Network.count(graph, 1, 21)).isEqualTo(2_100_000_000);
        assertThatThrownBy(() -> Network.count(graph, 1, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch of 32 rows of 100,000,000 numbers, the output of layer \"dense\", is too large"
                        + " for an array; make the batch or the layer smaller");
    }

    @Test
    void firstNotFinite_namesTheFirstLayerInOrder() {
        Input in = new Input(Shape.of(1));
        Node out =
                new Dense(1).named("second").apply(new Dense(1).named("first").apply(in));
        Graph graph = Graph.of(null, List.of(in), List.of(out));
        Parameters parameters = new Parameters(graph);
        parameters.initialize(graph, 1);
        parameters.values()[parameters.slices(1).getFirst().offset()] = Float.NaN;
        Network network = Network.forTraining(graph, parameters, 1, 0, Kernels.current(), Workers.of(1));
        network.input(0)[0] = 1;
        network.forward(1, true, 0);
        assertThat(network.firstNotFinite()).isEqualTo("first");
    }

    /// Compares with central differences of the sum of all outputs, each times a fixed factor.
    private static void assertGradient(Graph graph) {
        Parameters parameters = new Parameters(graph);
        parameters.initialize(graph, 3);
        Network network = Network.forTraining(graph, parameters, ROWS, 0, Kernels.current(), Workers.of(1));
        for (int i = 0; i < graph.inputs().size(); i++) {
            RandomStream.gaussians(i + 1, network.input(i), 0, network.input(i).length);
        }
        weigh(network, graph);
        for (int output = 0; output < graph.outputs().size(); output++) {
            float[] gradient = network.outputGradient(output);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = factor(output, i);
            }
        }
        network.backward(new boolean[graph.outputs().size()]);
        float[] values = parameters.values();
        for (Parameters.Slice slice : parameters.slices()) {
            if (!slice.spec().trainable() || !graph.layers().get(slice.layer()).trainable()) {
                continue;
            }
            for (int i = slice.offset(); i < slice.end(); i++) {
                float value = values[i];
                float step = 1e-2f;
                values[i] = value + step;
                double up = weigh(network, graph);
                values[i] = value - step;
                double down = weigh(network, graph);
                values[i] = value;
                assertClose(
                        slice.spec().name() + "[" + i + "]", network.gradients()[i], (up - down) / (2 * step), 2e-3);
            }
        }
    }

    private static double weigh(Network network, Graph graph) {
        network.forward(ROWS, true, 0);
        double sum = 0;
        for (int output = 0; output < graph.outputs().size(); output++) {
            float[] values = network.output(output);
            for (int i = 0; i < values.length; i++) {
                sum += factor(output, i) * values[i];
            }
        }
        return sum;
    }

    private static float factor(int output, int i) {
        return (float) Math.cos(1 + output + 0.7 * i);
    }
}
