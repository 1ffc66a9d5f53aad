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
