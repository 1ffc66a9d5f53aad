package gradus.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.constraints.NonNeg;
import gradus.data.Shape;
import gradus.initializers.Constant;
import gradus.kernels.Workers;
import gradus.layers.Dense;
import gradus.layers.Input;
import gradus.layers.NamedLayer;
import gradus.math.RandomStream;
import gradus.optimizers.Adam;
import gradus.optimizers.ElementwiseOptimizer;
import gradus.optimizers.Lamb;
import gradus.optimizers.Lion;
import gradus.optimizers.LossScaleOptimizer;
import gradus.optimizers.MultiOptimizer;
import gradus.optimizers.NesterovMomentum;
import gradus.optimizers.Optimizer;
import gradus.optimizers.ParameterwiseOptimizer;
import gradus.optimizers.Sgd;
import gradus.registry.Registry;
import gradus.schedules.ExponentialDecay;
import gradus.testing.Allocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpdaterTest {
    /// More than one piece of work, and not a multiple of anything.
    private static final int SIZE = 40_001;

    private static final List<Workers> TEAMS = List.of(Workers.of(2), Workers.of(3), Workers.of(7));
    private static final float[][] GAUSSIANS = allGaussians();

    static Stream<Optimizer> optimizers() {
        List<Optimizer> optimizers = new ArrayList<>();
        Registry.OPTIMIZERS.entries().forEach(entry -> {
            optimizers.add(entry.prototype());
            if (entry.prototype() instanceof ElementwiseOptimizer
                    || entry.prototype() instanceof ParameterwiseOptimizer) {
                optimizers.add(entry.prototype()
                        .globalClipNorm(1)
                        .weightDecay(0.1)
                        .gradientAccumulation(2)
                        .movingAverage(0.9, 3));
            }
        });
        optimizers.add(new MultiOptimizer(new Adam(), List.of("values"), List.of(new Lamb().clipNorm(1))));
        optimizers.add(new LossScaleOptimizer(new Adam().clipNorm(1), 1024, 2));
        optimizers.add(new Adam().clipNorm(0.5));
        optimizers.add(new Adam().clipValue(0.5));
        Registry.SCHEDULES.entries().forEach(entry -> optimizers.add(new Sgd(entry.prototype(), 0, false)));
        return optimizers.stream();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void threads_doNotChangeABit(Optimizer optimizer) {
        float[] expected = afterSteps(optimizer, Workers.of(1));
        for (Workers team : TEAMS) {
            assertThat(afterSteps(optimizer, team))
                    .as("%s threads", team.threads())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void steps_allocateNothing(Optimizer optimizer) {
        float[] values = gaussians(0);
        float[] gradients = gaussians(1);
        Updater updater = Updater.of(optimizer, values, TEAMS.getFirst());
        assertThat(Allocation.leastBytes(() -> {
                    for (int i = 0; i < 6; i++) {
                        updater.beginStep();
                        updater.apply(gradients);
                    }
                }))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void trainingThatIsBroken_goesOnWithTheSameBits(Optimizer optimizer) {
        float[] whole = gaussians(0);
        Updater unbroken = Updater.of(optimizer, whole, Workers.of(1));
        float[] values = gaussians(0);
        Updater before = Updater.of(optimizer, values, Workers.of(1));
        run(unbroken, 0, 7);
        run(before, 0, 3);
        Updater after = Updater.of(optimizer, values, Workers.of(1));
        after.restore(before.state());
        run(after, 3, 7);
        assertThat(values).isEqualTo(whole);
        assertThat(after.steps()).isEqualTo(7);
        assertThat(after.state().slots())
                .usingRecursiveComparison()
                .isEqualTo(unbroken.state().slots());
    }

    @Test
    void state_isACopy() {
        Updater updater = Updater.of(new Adam(), new float[] {1}, Workers.of(1));
        SavedModel.OptimizerState state = updater.state();
        updater.apply(new float[] {1});
        assertThat(state.steps()).isZero();
        assertThat(state.slots().get("momentum")).containsExactly(0);
    }

    @Test
    void stateOfAnotherOptimizer_isRefused() {
        Updater updater = Updater.of(new Lion(), new float[] {1}, Workers.of(1));
        SavedModel.OptimizerState ofAdam =
                Updater.of(new Adam(), new float[] {1}, Workers.of(1)).state();
        assertThatThrownBy(() -> updater.restore(ofAdam))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be that of Lion")
                .hasMessageContaining("[momentum], got [momentum, velocity]");
        assertThatThrownBy(() ->
                        updater.restore(new SavedModel.OptimizerState(1, 0.1, Map.of("momentum", new float[] {1, 2}))))
                .hasMessage("slot \"momentum\" must have 1 numbers, got 2");
    }

    @Test
    void frozenLayers_keepEveryBit() {
        Graph graph = Graph.chain(
                null,
                List.of(
                        new Input(Shape.of(3)),
                        new Dense(4),
                        new NamedLayer("frozen", false, new Dense(5)),
                        new Dense(2)));
        Parameters parameters = new Parameters(graph);
        Arrays.fill(parameters.values(), 1);
        Optimizer optimizer = new Adam().weightDecay(0.1).globalClipNorm(1).movingAverage(0.5, 1);
        Updater updater = Updater.of(optimizer, graph, parameters, Workers.of(1));
        float[] gradients = new float[parameters.trainableSize()];
        Arrays.fill(gradients, 1);
        int frozen = graph.indexOf("frozen");
        // Were the frozen gradients counted, their NaN would poison the global norm.
        parameters.slices(frozen).forEach(slice -> Arrays.fill(gradients, slice.offset(), slice.end(), Float.NaN));
        updater.apply(gradients);
        for (Parameters.Slice slice : parameters.slices()) {
            for (float value : parameters.copy(slice)) {
                assertThat(value == 1).as("%s", slice).isEqualTo(slice.layer() == frozen);
                assertThat(value).isFinite();
            }
        }
    }

    @Test
    void constraints_areMetAfterEachUpdate() {
        Graph graph = Graph.chain(
                null,
                List.of(
                        new Input(Shape.of(2)),
                        new Dense(2).kernelInitializer(new Constant(0.5)).kernelConstraint(new NonNeg())));
        Parameters parameters = new Parameters(graph);
        parameters.initialize(graph, 1);
        Updater updater = Updater.of(new Sgd(1), graph, parameters, Workers.of(1));
        updater.apply(new float[] {1, 0.25f, 0, 1, 1, 1});
        assertThat(parameters.values()).containsExactly(0, 0.25f, 0.5f, 0, -1, -1);
    }

    @Test
    void clipNorm_isOfEachParameter_globalClipNormOfAll() {
        Graph graph = Graph.chain(null, List.of(new Input(Shape.of(2)), new Dense(1)));
        assertThat(clipped(new Sgd().clipNorm(1), graph, 3, 4, 0.5f))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0.6f, 0.8f, 0.5f);
        assertThat(clipped(new Sgd().globalClipNorm(1), graph, 3, 0, 4))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0.6f, 0, 0.8f);
        assertThat(clipped(new Sgd().clipValue(1), graph, 3, -4, 0.5f)).containsExactly(1, -1, 0.5f);
    }

    @Test
    void gradientThatIsNotFinite_poisonsAllThatItIsClippedWith() {
        Graph graph = Graph.chain(null, List.of(new Input(Shape.of(2)), new Dense(1)));
        float[] poison = {Float.NaN, Float.POSITIVE_INFINITY};
        for (float bad : poison) {
            assertThat(clipped(new Sgd().globalClipNorm(1), graph, bad, 1, 1))
                    .containsExactly(Float.NaN, Float.NaN, Float.NaN);
        }
        assertThat(clipped(new Sgd().clipNorm(1), graph, Float.NaN, 1, 0.5f))
                .containsExactly(Float.NaN, Float.NaN, 0.5f);
        assertThat(clipped(new Sgd().clipValue(1), graph, Float.NaN, 2, 0.5f)).containsExactly(Float.NaN, 1, 0.5f);
    }

    @Test
    void learningRate_canBeChanged() {
        float[] w = {1};
        Updater updater = Updater.of(new Sgd(0.5), w, Workers.of(1));
        assertThat(updater.learningRate()).isEqualTo(0.5);
        updater.learningRate(0.25);
        updater.apply(new float[] {1});
        assertThat(w).containsExactly(0.75f);
        assertThat(updater.state().learningRate()).isEqualTo(0.25);
        Updater resumed = Updater.of(new Sgd(0.5), w, Workers.of(1));
        resumed.restore(updater.state());
        assertThat(resumed.learningRate()).isEqualTo(0.25);
        assertThatThrownBy(() -> updater.learningRate(-1)).hasMessage("the learning rate must be at least 0, got -1.0");
    }

    @Test
    void learningRateOfASchedule_cannotBeChanged() {
        Optimizer optimizer = new Sgd(new ExponentialDecay(1, 1, 0.5), 0, false);
        Updater updater = Updater.of(optimizer, new float[] {1}, Workers.of(1));
        updater.apply(new float[] {0});
        assertThat(updater.learningRate()).isEqualTo(0.5);
        assertThatThrownBy(() -> updater.learningRate(0.1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the optimizer follows ExponentialDecay[");
    }

    @Test
    void stepThatIsCancelled_leavesNoTrace() {
        float[] w = {1, 2};
        Updater updater = Updater.of(new NesterovMomentum(0.1, 0.9), w, Workers.of(1));
        updater.beginStep();
        updater.apply(new float[] {1, -1});
        float[] before = w.clone();
        updater.beginStep();
        assertThat(w[0]).isNotEqualTo(before[0]);
        updater.cancelStep();
        assertThat(w).isEqualTo(before);
    }

    @Test
    void finish_makesTheWeightsTheirAverage() {
        float[] w = {1};
        Updater updater = Updater.of(new Sgd(1).movingAverage(0.5, null), w, Workers.of(1));
        updater.finish();
        assertThat(w).as("no step, no average").containsExactly(1);
        updater.apply(new float[] {1}); // w = 0, the first average
        updater.apply(new float[] {1}); // w = -1, average -0.5
        assertThat(w).containsExactly(-1);
        updater.finish();
        assertThat(w).containsExactly(-0.5f);
    }

    @Test
    void accumulation_isOneStepOnTheMean() {
        float[] w = {1};
        Updater updater = Updater.of(new Sgd(1).gradientAccumulation(2), w, Workers.of(1));
        updater.apply(new float[] {1});
        assertThat(w).containsExactly(1);
        updater.apply(new float[] {0.5f});
        assertThat(w[0]).isCloseTo(0.25f, within(1e-7f));
        assertThat(updater.steps()).isEqualTo(2);
    }

    private static float[] clipped(Optimizer optimizer, Graph graph, float... gradients) {
        Updater.of(optimizer, graph, new Parameters(graph), Workers.of(1)).apply(gradients);
        return gradients;
    }

    private static float[] afterSteps(Optimizer optimizer, Workers workers) {
        float[] values = gaussians(0);
        run(Updater.of(optimizer, values, workers), 0, 5);
        return values;
    }

    private static void run(Updater updater, int from, int to) {
        for (int step = from; step < to; step++) {
            updater.beginStep();
            updater.apply(gaussians(step + 1));
        }
    }

    private static float[] gaussians(int key) {
        return GAUSSIANS[key].clone();
    }

    private static float[][] allGaussians() {
        float[][] values = new float[8][SIZE];
        for (int key = 0; key < values.length; key++) {
            RandomStream.gaussians(key, values[key], 0, SIZE);
        }
        return values;
    }
}
