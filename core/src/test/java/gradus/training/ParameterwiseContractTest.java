package gradus.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Shape;
import gradus.initializers.Zeros;
import gradus.kernels.Workers;
import gradus.layers.ParameterSpec;
import gradus.math.RandomStream;
import gradus.optimizers.Muon;
import gradus.optimizers.Optimizer;
import gradus.optimizers.ParameterwiseOptimizer;
import gradus.registry.Registry;
import gradus.testing.Allocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every optimizer of the registry that looks at whole parameters.
class ParameterwiseContractTest {
    /// Wide, tall, many matrices, a vector: each worth more than one part, and none a multiple of anything.
    private static final List<Shape> SHAPES =
            List.of(Shape.of(130, 401), Shape.of(401, 90), Shape.of(3, 101, 67), Shape.of(20_001), Shape.of(1, 1));

    static Stream<Optimizer> optimizers() {
        List<Optimizer> optimizers = new ArrayList<>();
        Registry.OPTIMIZERS.entries().stream()
                .map(Registry.Entry::prototype)
                .filter(ParameterwiseOptimizer.class::isInstance)
                .forEach(optimizers::add);
        assertThat(optimizers).hasSizeGreaterThanOrEqualTo(3);
        optimizers.add(new Muon(0.01, "parameter[12]"));
        return optimizers.stream();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void threads_doNotChangeABit(Optimizer optimizer) {
        Run alone = new Run(optimizer, SHAPES, 1).steps(3);
        for (int threads : new int[] {2, 3, 7}) {
            Run team = new Run(optimizer, SHAPES, threads).steps(3);
            assertThat(team.values).as("%s threads", threads).isEqualTo(alone.values);
            assertThat(team.updater.state().slots())
                    .usingRecursiveComparison()
                    .isEqualTo(alone.updater.state().slots());
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void steps_allocateNothing(Optimizer optimizer) {
        Run run = new Run(optimizer, SHAPES, 2);
        assertThat(Allocation.leastBytes(() -> run.updater.apply(run.gradients)))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void everyParameter_isUpdatedAsIfItWereAlone(Optimizer optimizer) {
        Run all = new Run(optimizer, SHAPES, 1).steps(2);
        int offset = 0;
        for (int i = 0; i < SHAPES.size(); i++) {
            Run one = new Run(optimizer, SHAPES, 1, i).steps(2);
            int end = offset + SHAPES.get(i).size();
            assertThat(Arrays.copyOfRange(one.values, offset, end))
                    .as("%s", SHAPES.get(i))
                    .isEqualTo(Arrays.copyOfRange(all.values, offset, end));
            assertThat(one.changed(0, offset) + one.changed(end, one.values.length))
                    .as("numbers of frozen parameters that changed")
                    .isZero();
            offset = end;
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void trainingThatIsBroken_goesOnWithTheSameBits(Optimizer optimizer) {
        Run whole = new Run(optimizer, SHAPES, 1).steps(4);
        Run broken = new Run(optimizer, SHAPES, 1).steps(2);
        SavedModel.OptimizerState state = broken.updater.state();
        Run resumed = new Run(optimizer, SHAPES, 1);
        System.arraycopy(broken.values, 0, resumed.values, 0, resumed.values.length);
        resumed.updater.restore(state);
        resumed.steps(2);
        assertThat(resumed.values).isEqualTo(whole.values);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void stateOfOtherShapes_isRefused_andChangesNothing(Optimizer optimizer) {
        Run run = new Run(optimizer, List.of(Shape.of(3, 4), Shape.of(4)), 1).steps(1);
        SavedModel.OptimizerState before = run.updater.state();
        SavedModel.OptimizerState other = new Run(optimizer, List.of(Shape.of(3, 5), Shape.of(5)), 1)
                .steps(1)
                .updater
                .state();
        assertThatThrownBy(() -> run.updater.restore(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("slot \"[a-z]+\" must have \\d+ numbers, got \\d+");
        assertThat(run.updater.state()).usingRecursiveComparison().isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void gradientThatIsZero_leavesFiniteNumbersAndNoDenormalOne(Optimizer optimizer) {
        Run run = new Run(optimizer, List.of(Shape.of(3, 4), Shape.of(4)), 1).steps(1);
        Arrays.fill(run.gradients, 0);
        for (int step = 0; step < 20_000; step++) {
            run.updater.apply(run.gradients);
        }
        List<float[]> arrays = new ArrayList<>(run.updater.state().slots().values());
        arrays.add(run.values);
        for (float[] array : arrays) {
            for (float value : array) {
                assertThat(value == 0 || Math.abs(value) >= Float.MIN_NORMAL)
                        .as("%s", value)
                        .isTrue();
                assertThat(value).isFinite();
            }
        }
    }

    /// Inputs that are always 0 and units that are dead: the mean squares of both are 0.
    @ParameterizedTest
    @MethodSource("optimizers")
    void rowAndColumnWithoutGradients_leaveFiniteNumbers(Optimizer optimizer) {
        Run run = new Run(optimizer, List.of(Shape.of(3, 4)), 1);
        for (int step = 0; step < 100; step++) {
            for (int i = 0; i < 12; i++) {
                run.gradients[i] = i < 4 || i % 4 == 0 ? 0 : (i - 7.5f) * 1e-3f;
            }
            run.updater.apply(run.gradients);
        }
        for (float value : run.values) {
            assertThat(value).isFinite();
        }
    }

    private static final class Run {
        final float[] values;
        final float[] before;
        final float[] gradients;
        final Updater updater;

        /// @param only the parameter that is not frozen; all if none is given
        Run(Optimizer optimizer, List<Shape> shapes, int threads, int... only) {
            List<TrainableParameter> parameters = new ArrayList<>();
            int offset = 0;
            for (int i = 0; i < shapes.size(); i++) {
                ParameterSpec spec = ParameterSpec.trainable("parameter" + i, shapes.get(i), new Zeros());
                TrainableParameter parameter = TrainableParameter.of(spec, offset);
                parameters.add(new TrainableParameter(parameter.parameter(), spec, only.length > 0 && only[0] != i));
                offset += shapes.get(i).size();
            }
            values = new float[offset];
            gradients = new float[offset];
            RandomStream.gaussians(1, values, 0, offset);
            RandomStream.gaussians(2, gradients, 0, offset);
            before = values.clone();
            updater = Updater.of(optimizer, values, parameters, Workers.of(threads));
        }

        Run steps(int count) {
            for (int step = 0; step < count; step++) {
                RandomStream.gaussians(updater.steps() + 10, gradients, 0, gradients.length);
                updater.apply(gradients);
            }
            return this;
        }

        int changed(int from, int to) {
            int changed = 0;
            for (int i = from; i < to; i++) {
                changed += values[i] == before[i] ? 0 : 1;
            }
            return changed;
        }
    }
}
