package gradus.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Shape;
import gradus.math.RandomStream;
import gradus.testing.Golden;
import gradus.testing.LayerRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchNormalizationTest {
    private static LayerRun run(Layer layer) {
        LayerRun run = new LayerRun(layer, List.of(Shape.of(2)), 3);
        System.arraycopy(new float[] {1, 2, 3, 6, 5, 13}, 0, run.inputs.getFirst(), 0, 6);
        return run;
    }

    @Test
    void movingVariance_followsTheVarianceDividedByN() {
        LayerRun run = run(new BatchNormalization());
        run.forward(3, true, 0);
        Golden.assertClose(
                "moving_variance", run.parameter("moving_variance"), new float[] {1.016667f, 1.196667f}, 1e-6);
        Golden.assertClose("moving_mean", run.parameter("moving_mean"), new float[] {0.03f, 0.07f}, 1e-6);
    }

    @Test
    void inference_usesAndKeepsTheMovingStatistics() {
        LayerRun run = run(new BatchNormalization());
        run.forward(3, false, 0);
        assertThat(run.parameter("moving_variance")).containsExactly(1, 1);
        assertThat(run.output[5]).isCloseTo((float) (13 / Math.sqrt(1.001)), within(1e-5f));
    }

    @Test
    void frozenLayer_isInInferenceModeWhileOthersTrain() {
        LayerRun frozen = run(new BatchNormalization().frozen());
        frozen.forward(3, true, 0);
        LayerRun inference = run(new BatchNormalization());
        inference.forward(3, false, 0);
        assertThat(frozen.output).isEqualTo(inference.output);
        assertThat(frozen.parameters).isEqualTo(inference.parameters);
    }

    @Test
    void columnFarFromZeroInALargeBatch_losesNothing() {
        int rows = 100_000;
        LayerRun run = new LayerRun(new BatchNormalization().momentum(0), List.of(Shape.of(1)), rows);
        RandomStream random = RandomStream.of(1);
        double mean = 0;
        float[] x = run.inputs.getFirst();
        for (int i = 0; i < rows; i++) {
            x[i] = (float) (10_000 + random.nextGaussian());
            mean += x[i] / (double) rows;
        }
        double variance = 0;
        for (int i = 0; i < rows; i++) {
            variance += (x[i] - mean) * (x[i] - mean) / rows;
        }
        run.forward(rows, true, 0);
        assertThat(run.parameter("moving_mean")[0]).isEqualTo((float) mean);
        assertThat((double) run.parameter("moving_variance")[0]).isCloseTo(variance, within(1e-6));
    }

    /// Against the formulas, in double precision; the rows make several bands, the last one shorter.
    @Test
    void manyRows_haveTheFormulasOutputsAndGradients_onAnyNumberOfThreads() {
        int rows = 2_500;
        int width = 200;
        LayerRun run = backAndForth(rows, width, 1);
        float[] x = run.inputs.getFirst();
        double epsilon = new BatchNormalization().epsilon();
        for (int j = 0; j < width; j++) {
            double mean = 0;
            for (int row = 0; row < rows; row++) {
                mean += x[row * width + j] / (double) rows;
            }
            double variance = 0;
            for (int row = 0; row < rows; row++) {
                variance += (x[row * width + j] - mean) * (x[row * width + j] - mean) / rows;
            }
            double inverse = 1 / Math.sqrt(variance + epsilon);
            double gamma = 0;
            double beta = 0;
            for (int row = 0; row < rows; row++) {
                int i = row * width + j;
                double normalized = (x[i] - mean) * inverse;
                assertThat((double) run.output[i]).isCloseTo(normalized, within(1e-5));
                beta += run.outputGradient[i];
                gamma += run.outputGradient[i] * normalized;
            }
            assertThat((double) run.parameterGradient("gamma")[j]).isCloseTo(gamma, within(1e-4));
            assertThat((double) run.parameterGradient("beta")[j]).isCloseTo(beta, within(1e-4));
            for (int row = 0; row < rows; row++) {
                int i = row * width + j;
                double normalized = (x[i] - mean) * inverse;
                double expected = inverse * (run.outputGradient[i] - (beta + normalized * gamma) / rows);
                assertThat((double) run.inputGradients.getFirst()[i]).isCloseTo(expected, within(1e-5));
            }
        }
        LayerRun threads = backAndForth(rows, width, 3);
        assertThat(threads.output).isEqualTo(run.output);
        assertThat(threads.parameters).isEqualTo(run.parameters);
        assertThat(threads.parameterGradients).isEqualTo(run.parameterGradients);
        assertThat(threads.inputGradients.getFirst()).isEqualTo(run.inputGradients.getFirst());
    }

    @Test
    void anyNumberOfRowsUpToTheCapacity_canBeNormalized() {
        LayerRun run = new LayerRun(new BatchNormalization(), List.of(Shape.of(20)), 1_100);
        RandomStream.gaussians(1, run.inputs.getFirst(), 0, 1_100 * 20);
        for (int rows = 1; rows <= 1_100; rows++) {
            run.forward(rows, true, 0);
            run.backward(run.output.clone());
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += run.output[row * 20 + 7];
            }
            assertThat(sum / rows).as("%s rows", rows).isCloseTo(0, within(1e-5));
        }
    }

    private static LayerRun backAndForth(int rows, int width, int threads) {
        LayerRun run = new LayerRun(
                new BatchNormalization(),
                List.of(Shape.of(width)),
                LayerRun.Options.of(rows).threads(threads));
        float[] gradient = new float[rows * width];
        RandomStream.gaussians(1, run.inputs.getFirst(), 0, rows * width);
        RandomStream.gaussians(2, gradient, 0, rows * width);
        run.forward(rows, true, 0);
        run.backward(gradient);
        return run;
    }

    @Test
    void argumentsOutOfRange_areRefused() {
        assertThatThrownBy(() -> new BatchNormalization().momentum(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BatchNormalization.momentum must be in [0, 1], got 1.5");
        assertThatThrownBy(() -> new BatchNormalization().epsilon(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BatchNormalization.epsilon");
    }
}
