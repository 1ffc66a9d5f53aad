package gradus.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.activations.Relu;
import gradus.data.Shape;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.layers.BatchNormalization;
import gradus.layers.Dense;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.NamedLayer;
import gradus.layers.Node;
import gradus.layers.WeightNormalization;
import gradus.math.RandomStream;
import gradus.optimizers.Adam;
import gradus.optimizers.Optimizer;
import gradus.regularizers.L2;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Parameters that are updated during the backward pass: [Updater#early].
class EarlyUpdateTest {
    private static final int ROWS = 8;
    private static final Graph GRAPH = graph();

    static Stream<Optimizer> optimizers() {
        return UpdaterTest.optimizers();
    }

    /// Kernels that may be updated early, and all that may not: of a layer that stands at two places, priced, frozen,
    /// computed from something else.
    private static Graph graph() {
        Input in = new Input(Shape.of(120));
        Node node = new Dense(140, new Relu()).named("plain").apply(in);
        Layer twice = new Dense(140).useBias(false).named("twice");
        node = new BatchNormalization().apply(twice.apply(twice.apply(node)));
        node = new Dense(30).kernelRegularizer(new L2(0.1)).named("priced").apply(node);
        node = new NamedLayer("frozen", false, new Dense(30)).apply(node);
        node = new WeightNormalization(new Dense(20)).apply(node);
        return Graph.of(null, List.of(in), List.of(new Dense(9).named("last").apply(node)));
    }

    /// One training of a few steps, late or early.
    private static final class Run {
        final Parameters parameters = new Parameters(GRAPH);
        final Network network;
        final Updater updater;
        private final Regularization regularization;

        Run(Optimizer optimizer, int threads) {
            parameters.initialize(GRAPH, 1);
            Workers workers = Workers.of(threads);
            network = Network.forTraining(GRAPH, parameters, ROWS, 1, Kernels.current(), workers);
            updater = Updater.of(optimizer, GRAPH, parameters, workers);
            regularization = new Regularization(GRAPH, parameters);
        }

        void backward(int step, boolean early) {
            RandomStream.gaussians(step, network.input(0), 0, network.input(0).length);
            updater.beginStep();
            network.forward(ROWS, true, step);
            RandomStream.gaussians(step + 100, network.outputGradient(0), 0, network.outputGradient(0).length);
            boolean[] fromLogits = new boolean[1];
            if (early) {
                network.backward(fromLogits, updater.early(network.gradients()));
            } else {
                network.backward(fromLogits);
            }
            regularization.addGradient(network.gradients());
        }

        Run steps(boolean early) {
            for (int step = 0; step < 4; step++) {
                backward(step, early);
                updater.apply(network.gradients());
            }
            return this;
        }

        float[] kernel(String layer) {
            return parameters.copy(parameters.slices(GRAPH.indexOf(layer)).getFirst());
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void earlyUpdates_doNotChangeABit(Optimizer optimizer) {
        Run late = new Run(optimizer, 1).steps(false);
        for (int threads : new int[] {1, 2, 3}) {
            Run early = new Run(optimizer, threads).steps(true);
            assertThat(early.parameters.values()).isEqualTo(late.parameters.values());
            Map<String, float[]> slots = late.updater.state().slots();
            early.updater
                    .state()
                    .slots()
                    .forEach((name, slot) ->
                            assertThat(slot).as(name).isEqualTo(Objects.requireNonNull(slots.get(name))));
        }
    }

    @Test
    void kernelsOfDenseLayers_areUpdatedInTheBackwardPass() {
        Run run = new Run(new Adam(), 2);
        float[] plain = run.kernel("plain");
        float[] last = run.kernel("last");
        List<String> others = List.of("twice", "priced", "frozen");
        List<float[]> before = others.stream().map(run::kernel).toList();
        run.backward(0, true);
        assertThat(run.kernel("plain")).isNotEqualTo(plain);
        assertThat(run.kernel("last")).isNotEqualTo(last);
        for (int i = 0; i < before.size(); i++) {
            assertThat(run.kernel(others.get(i))).as(others.get(i)).isEqualTo(before.get(i));
        }
    }

    @Test
    void whatNeedsAllGradients_isUpdatedInTheEnd() {
        List<Optimizer> patient = List.of(
                new Adam().clipNorm(1),
                new Adam().globalClipNorm(1),
                new Adam().clipValue(1),
                new Adam().gradientAccumulation(2));
        for (Optimizer optimizer : patient) {
            Run run = new Run(optimizer, 2);
            float[] before = run.parameters.values().clone();
            run.backward(0, true);
            Arrays.fill(before, run.parameters.trainableSize(), before.length, 0);
            float[] after = run.parameters.values().clone();
            Arrays.fill(after, run.parameters.trainableSize(), after.length, 0);
            assertThat(after).as("%s", optimizer).isEqualTo(before);
        }
    }

    @Test
    void backwardPassThatFailed_leavesNoTrace() {
        Run run = new Run(new Adam(), 2);
        run.backward(0, true);
        run.backward(1, true);
        float[] plain = run.kernel("plain");
        run.updater.apply(run.network.gradients());
        assertThat(run.kernel("plain")).isEqualTo(plain);
    }

    @Test
    void layerThatTellsOfAPartOfAParameter_isRefused() {
        Run run = new Run(new Adam(), 1);
        Parameters.Slice kernel = run.parameters.slices(GRAPH.indexOf("plain")).getFirst();
        run.updater.early(run.network.gradients()).run(kernel.offset(), kernel.offset() + 10);
        assertThatThrownBy(() -> run.updater.apply(run.network.gradients()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("or none, got 10 of the 16800 of \"kernel\"");
    }
}
