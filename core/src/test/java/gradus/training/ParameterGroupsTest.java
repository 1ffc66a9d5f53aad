package gradus.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Shape;
import gradus.kernels.Workers;
import gradus.layers.Dense;
import gradus.layers.Input;
import gradus.optimizers.Adam;
import gradus.optimizers.Lamb;
import gradus.optimizers.NesterovMomentum;
import gradus.optimizers.Optimizer;
import gradus.optimizers.ParameterGroup;
import gradus.optimizers.Sgd;
import gradus.testing.Allocation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterGroupsTest {
    private static final Graph GRAPH =
            Graph.chain(null, List.of(new Input(Shape.of(2)), new Dense(1).named("a"), new Dense(1).named("b")));
    private static final List<ParameterGroup> GROUPS =
            List.of(new ParameterGroup("/bias$", 0.25, 0), new ParameterGroup("^b/", 2, 1));

    private final Parameters parameters = new Parameters(GRAPH);

    private Updater updater(Optimizer optimizer) {
        Arrays.fill(parameters.values(), 1);
        return Updater.of(optimizer, GRAPH, parameters, Workers.of(1));
    }

    private float[] gradients() {
        float[] gradients = new float[parameters.trainableSize()];
        Arrays.fill(gradients, 1);
        return gradients;
    }

    @Test
    void factors_multiplyTheLearningRateOfTheirParameters() {
        Updater updater = updater(new Sgd(0.5));
        updater.parameterGroups(GROUPS);
        updater.apply(gradients());
        assertThat(parameters.values()).containsExactly(0.5f, 0.5f, 0.875f, 0, 0.75f);
    }

    @Test
    void weightDecay_hasFactorsOfItsOwn() {
        Updater updater = updater(new Sgd(0.5).weightDecay(0.5));
        updater.parameterGroups(GROUPS);
        updater.apply(new float[5]);
        assertThat(parameters.values()).containsExactly(0.75f, 0.75f, 1, 0.75f, 1);
    }

    @Test
    void decayShare_weakensTheDecayOfAll() {
        Updater updater = updater(new Sgd(0.5).weightDecay(0.5));
        updater.decayShare(0.5);
        updater.apply(new float[5]);
        assertThat(parameters.values()).containsOnly(0.875f);
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(new Adam(), new NesterovMomentum(0.1, 0.9), new Lamb(), new Adam().weightDecay(0.1));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void factorsOfOne_changeNoBit(Optimizer optimizer) {
        float[] plain = afterSteps(optimizer, List.of());
        assertThat(afterSteps(optimizer, List.of(new ParameterGroup("", 1, 1)))).isEqualTo(plain);
        assertThat(afterSteps(optimizer, GROUPS)).isNotEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void steps_allocateNothing(Optimizer optimizer) {
        Updater updater = updater(optimizer);
        updater.parameterGroups(GROUPS);
        float[] gradients = gradients();
        assertThat(Allocation.leastBytes(() -> {
                    for (int i = 0; i < 6; i++) {
                        updater.beginStep();
                        updater.apply(gradients);
                    }
                }))
                .isZero();
    }

    private float[] afterSteps(Optimizer optimizer, List<ParameterGroup> groups) {
        Updater updater = updater(optimizer);
        updater.parameterGroups(groups);
        for (int step = 0; step < 3; step++) {
            updater.beginStep();
            updater.apply(gradients());
        }
        return parameters.values().clone();
    }

    @Test
    void badArguments_areRefused() {
        assertThatThrownBy(() -> new ParameterGroup("a", -1, 1))
                .hasMessage("ParameterGroup.learningRate must be at least 0, got -1.0");
        assertThatThrownBy(() -> new ParameterGroup("(", 1, 1))
                .hasMessage("ParameterGroup.names must be a regular expression, got \"(\": Unclosed group");
    }
}
