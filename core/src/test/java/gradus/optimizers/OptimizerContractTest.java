package gradus.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.kernels.Workers;
import gradus.math.RandomStream;
import gradus.registry.Registry;
import gradus.schedules.Schedule;
import gradus.testing.Allocation;
import gradus.training.Updater;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every optimizer of the registry, and for the forms of it that keep other slots.
class OptimizerContractTest {
    private static final int SIZE = 1003;

    static Stream<Optimizer> optimizers() {
        List<Optimizer> optimizers = new ArrayList<>();
        Registry.OPTIMIZERS.entries().forEach(entry -> optimizers.add(entry.prototype()));
        optimizers.add(new Sgd(0.01, 0.9, false));
        optimizers.add(new Sgd(0.01, 0.9, true));
        optimizers.add(new RmsProp(0.001, 0.9, 0.9, 1e-7, true));
        optimizers.add(new Adam(0.001, 0.9, 0.999, 1e-7, true));
        optimizers.add(new Ftrl(Schedule.constant(0.1), -0.7, 0.1, 0.1, 0.1, 0.1, 0.1));
        return optimizers.stream();
    }

    static Stream<ElementwiseOptimizer> elementwise() {
        return optimizers().filter(ElementwiseOptimizer.class::isInstance).map(ElementwiseOptimizer.class::cast);
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void updatingPartByPart_isUpdatingTheWhole(ElementwiseOptimizer optimizer) {
        Run whole = new Run(optimizer);
        Run parts = new Run(optimizer);
        Optimizer.Step step = new Optimizer.Step();
        for (int number = 1; number <= 4; number++) {
            step.begin(number, 0.01);
            float[] gradients = gaussians(number);
            optimizer.lookAhead(whole.values, whole.slots, 0, SIZE, step);
            optimizer.update(whole.values, gradients, whole.slots, 0, SIZE, step);
            int[] cuts = {0, 1, 8, 500, 500, 777, SIZE};
            for (int i = 1; i < cuts.length; i++) {
                optimizer.lookAhead(parts.values, parts.slots, cuts[i - 1], cuts[i], step);
                optimizer.update(parts.values, gradients, parts.slots, cuts[i - 1], cuts[i], step);
            }
        }
        assertThat(parts.values).isEqualTo(whole.values);
        assertThat(parts.slots).isDeepEqualTo(whole.slots);
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void gradientThatStaysZero_leavesNoDenormalNumberInASlot(ElementwiseOptimizer optimizer) {
        Run run = new Run(optimizer);
        float[] gradients = gaussians(1);
        Optimizer.Step step = new Optimizer.Step();
        for (int number = 1; number <= 120_000; number++) {
            step.begin(number, 0.01);
            optimizer.update(run.values, gradients, run.slots, 0, 32, step);
            Arrays.fill(gradients, 0);
        }
        for (float[] slot : run.slots) {
            for (float value : slot) {
                assertThat(value == 0 || Math.abs(value) > Float.MIN_NORMAL)
                        .as("%s", value)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void update_leavesTheRestAlone(ElementwiseOptimizer optimizer) {
        Run run = new Run(optimizer);
        float[] before = run.values.clone();
        Optimizer.Step step = new Optimizer.Step();
        step.begin(1, 0.01);
        optimizer.update(run.values, gaussians(1), run.slots, 10, 20, step);
        for (int i = 0; i < SIZE; i++) {
            assertThat(run.values[i] == before[i]).as("value %s", i).isEqualTo(i < 10 || i >= 20);
        }
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void update_allocatesNothing(ElementwiseOptimizer optimizer) {
        Run run = new Run(optimizer);
        float[] gradients = gaussians(1);
        Optimizer.Step step = new Optimizer.Step();
        assertThat(Allocation.leastBytes(() -> {
                    step.begin(step.number() + 1, 0.01);
                    optimizer.lookAhead(run.values, run.slots, 0, SIZE, step);
                    optimizer.update(run.values, gradients, run.slots, 0, SIZE, step);
                }))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void everyRule_descendsABowl(Optimizer optimizer) {
        float[] values = {3, -2};
        Updater updater = Updater.of(optimizer, values, Workers.of(1));
        double start = bowl(values);
        for (int step = 0; step < 200; step++) {
            updater.beginStep();
            updater.apply(new float[] {0.2f * values[0], 4 * values[1]});
        }
        assertThat(bowl(values)).isLessThan(start).isNotNegative();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void slots_haveNamesOfTheirOwn(Optimizer optimizer) {
        assertThat(optimizer.slots()).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z_]+"));
    }

    private static double bowl(float[] at) {
        return 0.1 * at[0] * at[0] + 2 * at[1] * at[1];
    }

    private static float[] gaussians(long key) {
        float[] values = new float[SIZE];
        RandomStream.gaussians(key, values, 0, SIZE);
        return values;
    }

    private static final class Run {
        final float[] values = gaussians(99);
        final float[][] slots;

        Run(Optimizer optimizer) {
            slots = new float[optimizer.slots().size()][SIZE];
            optimizer.initialize(slots, values);
        }
    }
}
