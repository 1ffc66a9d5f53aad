package gradus.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Shape;
import gradus.math.RandomStream;
import gradus.testing.LayerRun;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private static final int ROWS = 10_000;
    private static final int WIDTH = 100;

    private static LayerRun ones(Layer layer) {
        LayerRun run = new LayerRun(layer, List.of(Shape.of(WIDTH)), ROWS);
        Arrays.fill(run.inputs.getFirst(), 1);
        run.forward(ROWS, true, 0);
        return run;
    }

    private static void assertMoments(LayerRun run, double mean, double deviation) {
        double sum = 0;
        double squares = 0;
        for (float y : run.output) {
            sum += y;
            squares += (double) y * y;
        }
        double measured = sum / run.output.length;
        assertThat(measured).isCloseTo(mean, within(4e-3));
        assertThat(Math.sqrt(squares / run.output.length - measured * measured)).isCloseTo(deviation, within(4e-3));
    }

    @Test
    void dropout_keepsTheMeanAndDropsItsShare() {
        LayerRun run = ones(new Dropout(0.25));
        assertMoments(run, 1, Math.sqrt(0.25 / 0.75));
        for (float y : run.output) {
            assertThat(y == 0 || y == (float) (1 / 0.75)).isTrue();
        }
    }

    @Test
    void noiseShape_sharesTheNumbersAlongAxesOfOne() {
        Shape rows = Shape.of(4, 50);
        for (Noise layer : List.of(
                new Dropout(0.25, Arrays.asList(null, 1, null)),
                new Dropout(0.25, Arrays.asList(1, null, 50)),
                new AlphaDropout(0.25, Arrays.asList(null, 1, 50)),
                new Dropout(0.25, List.of(1, 1, 1)))) {
            LayerRun run = new LayerRun(layer, List.of(rows), 2_000);
            Arrays.fill(run.inputs.getFirst(), 1);
            run.forward(2_000, true, 0);
            boolean rowsDiffer =
                    layer.noiseShape() == null || layer.noiseShape().getFirst() == null;
            boolean stepsDiffer = layer.noiseShape() == null
                    || !Integer.valueOf(1).equals(layer.noiseShape().get(1));
            assertThat(difference(run.output, 200, 200) > 0)
                    .as("rows of %s", layer)
                    .isEqualTo(rowsDiffer);
            assertThat(difference(run.output, 0, 50) > 0)
                    .as("steps of %s", layer)
                    .isEqualTo(stepsDiffer);
            float[] first = run.output.clone();
            float[] ones = new float[first.length];
            Arrays.fill(ones, 1);
            run.backward(ones);
            if (layer instanceof Dropout) {
                assertThat(run.inputGradient(0)).isEqualTo(first);
                if (rowsDiffer) {
                    assertMoments(run, 1, Math.sqrt(0.25 / 0.75));
                }
            }
            run.forward(2_000, false, 0);
            assertThat(run.output).containsOnly(1);
        }
    }

    /// The number of the values of the first row that differ from those some places later.
    private static int difference(float[] values, int places, int row) {
        int different = 0;
        for (int i = 0; i < 50; i++) {
            different += values[i] == values[i + (places == 0 ? row : places)] ? 0 : 1;
        }
        return different;
    }

    @Test
    void noiseShapeThatDoesNotFit_isRefused() {
        assertThatThrownBy(() -> new Dropout(0.5, List.of(1, 2)).outputShape(List.of(Shape.of(4, 50))))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Dropout.noiseShape must be as long as the input [batch, 4, 50], with 1, null or the dimension"
                                + " of the input for each axis, got [1, 2]");
        assertThatThrownBy(() -> new Dropout(0.5, Arrays.asList(null, 3, 50)).outputShape(List.of(Shape.of(4, 50))))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new AlphaDropout(0.5, List.of(0, 1)))
                .hasMessageContaining("AlphaDropout.noiseShape must be dimensions of at least 1");
    }

    @Test
    void dropout_dropsOtherNumbersInEveryStepAndTheSameInARepeatedOne() {
        LayerRun run = ones(new Dropout(0.5));
        float[] first = run.output.clone();
        run.forward(ROWS, true, 1);
        int equal = 0;
        for (int i = 0; i < first.length; i++) {
            equal += first[i] == run.output[i] ? 1 : 0;
        }
        assertThat(equal / (double) first.length).isCloseTo(0.5, within(2e-3));
        run.forward(ROWS, true, 0);
        assertThat(run.output).isEqualTo(first);
    }

    @Test
    void gaussianDropout_hasTheMomentsOfDropout() {
        assertMoments(ones(new GaussianDropout(0.2)), 1, 0.5);
    }

    @Test
    void gaussianNoise_hasItsStandardDeviation() {
        assertMoments(ones(new GaussianNoise(0.5)), 1, 0.5);
    }

    @Test
    void alphaDropout_keepsMeanZeroAndVarianceOne() {
        LayerRun run = new LayerRun(new AlphaDropout(0.25), List.of(Shape.of(WIDTH)), ROWS);
        RandomStream.gaussians(3, run.inputs.getFirst(), 0, ROWS * WIDTH);
        run.forward(ROWS, true, 0);
        assertMoments(run, 0, 1);
        double lowest = -1.6732632423543772 * 1.0507009873554805;
        double a = 1 / Math.sqrt(0.75 * (1 + 0.25 * lowest * lowest));
        float dropped = (float) (a * lowest - a * lowest * 0.25);
        int count = 0;
        for (float y : run.output) {
            count += Math.abs(y - dropped) < 1e-6 ? 1 : 0;
        }
        assertThat(count / (double) run.output.length).isCloseTo(0.25, within(4e-3));
    }

    @Test
    void zeroRate_isTheIdentity_andRateOneLeavesNothing() {
        assertThat(ones(new Dropout(0)).output).containsOnly(1);
        assertThat(ones(new AlphaDropout(0)).output).containsOnly(1);
        assertThat(ones(new GaussianDropout(0)).output).containsOnly(1);
        assertThat(ones(new GaussianNoise(0)).output).containsOnly(1);
        assertThat(ones(new Dropout(1)).output).containsOnly(0);
    }

    @Test
    void inference_isTheIdentity() {
        for (Layer layer :
                List.of(new Dropout(0.5), new AlphaDropout(0.5), new GaussianDropout(0.5), new GaussianNoise(0.5))) {
            LayerRun run = ones(layer);
            run.forward(ROWS, false, 0);
            assertThat(run.output).containsOnly(1);
        }
    }

    @Test
    void argumentsOutOfRange_areRefused() {
        assertThatThrownBy(() -> new Dropout(1.5)).hasMessage("Dropout.rate must be in [0, 1], got 1.5");
        assertThatThrownBy(() -> new AlphaDropout(1)).hasMessage("AlphaDropout.rate must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> new GaussianDropout(-0.1)).hasMessageContaining("GaussianDropout.rate");
        assertThatThrownBy(() -> new GaussianNoise(-1)).hasMessageContaining("GaussianNoise.stddev");
    }
}
