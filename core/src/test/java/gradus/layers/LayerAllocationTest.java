package gradus.layers;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.testing.Allocation;
import gradus.testing.LayerRun;
import gradus.testing.LayerRun.Options;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No layer allocates in a training step.
class LayerAllocationTest {
    static Stream<Layer> layers() {
        return LayerContractTest.layers();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void steadyStep_allocatesNothing(Layer layer) {
        LayerRun run = new LayerRun(
                layer,
                layer.exampleInputs(20),
                Options.of(LayerContractTest.ROWS).threads(2));
        LayerContractTest.fill(run);
        float[] gradient = LayerContractTest.gradient(run.output.length);
        long bytes = Allocation.leastBytes(() -> {
            for (int step = 0; step < 20; step++) {
                run.forward(LayerContractTest.ROWS, true, step);
                run.backward(gradient);
                run.penalty();
            }
        });
        assertThat(bytes).isZero();
    }
}
