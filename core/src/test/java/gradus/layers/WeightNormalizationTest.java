package gradus.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.activations.Relu;
import gradus.data.Shape;
import gradus.initializers.Constant;
import gradus.math.RandomStream;
import gradus.testing.Golden;
import gradus.testing.LayerRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightNormalizationTest {
    private static final int ROWS = 50;
    private static final int INPUTS = 6;
    private static final int UNITS = 4;

    private static LayerRun run(Layer layer) {
        LayerRun run = new LayerRun(layer, List.of(Shape.of(INPUTS)), ROWS);
        RandomStream.gaussians(8, run.inputs.getFirst(), 0, ROWS * INPUTS);
        run.forward(ROWS, true, 0);
        return run;
    }

    @Test
    void layer_startsAsTheOneThatItWraps() {
        Dense dense = new Dense(UNITS, new Relu());
        Golden.assertClose("output", run(new WeightNormalization(dense)).output, run(dense).output, 1e-6);
    }

    @Test
    void dataDependentInitialization_givesMeanZeroAndVarianceOneBeforeTheActivation() {
        LayerRun run = run(new WeightNormalization(new Dense(UNITS)).dataDependentInitialization(true));
        for (int j = 0; j < UNITS; j++) {
            double mean = 0;
            double squares = 0;
            for (int row = 0; row < ROWS; row++) {
                double value = run.output[row * UNITS + j];
                mean += value / ROWS;
                squares += value * value / ROWS;
            }
            assertThat(mean).isCloseTo(0, within(1e-5));
            assertThat(squares).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void dataDependentInitialization_isDoneOnceAndNotInInference() {
        Layer layer = new WeightNormalization(new Dense(UNITS)).dataDependentInitialization(true);
        LayerRun run = run(layer);
        assertThat(run.parameter("initialized")).containsExactly(1);
        float[] parameters = run.parameters.clone();
        run.inputs.getFirst()[0] += 5;
        run.forward(ROWS, true, 0);
        assertThat(run.parameters).isEqualTo(parameters);

        LayerRun inference = new LayerRun(layer, List.of(Shape.of(INPUTS)), ROWS);
        parameters = inference.parameters.clone();
        inference.forward(ROWS, false, 0);
        assertThat(inference.parameters).isEqualTo(parameters);
    }

    @Test
    void columnOfZeros_givesNoNaN() {
        LayerRun run = run(new WeightNormalization(new Dense(UNITS).kernelInitializer(new Constant(0))));
        float[] gradient = new float[ROWS * UNITS];
        java.util.Arrays.fill(gradient, 1);
        run.backward(gradient);
        for (float value : run.parameterGradients) {
            assertThat(value).isFinite();
        }
        assertThat(run.output).containsOnly(0);
    }
}
