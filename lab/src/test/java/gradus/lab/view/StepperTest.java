package gradus.lab.view;

import static gradus.lab.view.SmallRuns.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.messages.StepMessages.StatisticsView;
import gradus.lab.messages.StepMessages.StepLayer;
import gradus.lab.messages.StepMessages.StepView;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StepperTest {
    private static final float CLOSE = 1e-4f;

    private final Uploads uploads = new Uploads();

    @AfterEach
    void close() {
        uploads.close();
    }

    private Run run(String data, String optimizer, Map<String, Object> arguments, LayerChoice... layers) {
        Run run = new Run(1, SmallRuns.settings(data, optimizer, arguments, layers), uploads);
        run.epoch();
        run.step();
        return run;
    }

    @Test
    void lookingIntoAStep_changesNothing() {
        Run run = run("xor", "adam", Map.of(), layer(4, "tanh", "none", 0.2));
        String before = run.model().weightsSha256();
        var state = run.updater().state().steps();

        Stepper.view(run, 5);
        Stepper.view(run, -1);

        assertThat(run.model().weightsSha256()).isEqualTo(before);
        assertThat(run.updater().state().steps()).isEqualTo(state);
    }

    @Test
    void theNextBatch_isTheStepThatTheRunMakes() {
        for (String optimizer : List.of("sgd", "adam", "nesterov_momentum", "rmsprop")) {
            Run run = run(
                    "blobs",
                    optimizer,
                    Map.of("clipnorm", 0.05),
                    layer(4, "tanh", "batch", 0.3),
                    layer(3, "relu", "weight", 0));

            StepView view = Stepper.view(run, -1);
            run.step();

            var picture = new WatchedRun(run).picture();
            for (int i = 0; i < view.layers().size(); i++) {
                assertThat(view.layers().get(i).after())
                        .as("%s, layer %s", optimizer, i)
                        .isDeepEqualTo(picture.layers().get(i).weights());
            }
            assertThat(view.batch()).isEqualTo(8);
            assertThat(view.rows()).hasSize(8);
        }
    }

    /// Every number follows from those beside it by the formula that the page shows.
    @Test
    void theNumbers_followFromEachOther() {
        Run run = run("hills", "sgd", Map.of(), layer(4, "tanh", "none", 0), layer(5, "sigmoid", "none", 0.4));
        StepView view = Stepper.view(run, -1);

        List<StepLayer> layers = view.layers();
        for (int l = 0; l < layers.size(); l++) {
            StepLayer layer = layers.get(l);
            for (int row = 0; row < view.batch(); row++) {
                for (int unit = 0; unit < layer.units(); unit++) {
                    double sum = layer.biases()[unit];
                    for (int i = 0; i < layer.inputs(); i++) {
                        sum += layer.weights()[i][unit] * layer.incoming()[row][i];
                    }
                    assertThat(layer.sums()[row][unit]).isCloseTo((float) sum, within(CLOSE));
                    if (l + 1 < layers.size()) {
                        StepLayer next = layers.get(l + 1);
                        double back = 0;
                        for (int k = 0; k < next.units(); k++) {
                            back += next.weights()[unit][k] * next.deltas()[row][k];
                        }
                        float output = layer.outputs()[row][unit];
                        double kept = output == 0 ? 1 : layer.passed()[row][unit] / output;
                        assertThat(layer.deltas()[row][unit])
                                .isCloseTo((float) (back * kept * layer.slopes()[row][unit]), within(CLOSE));
                        assertThat(layer.passed()[row][unit]).isCloseTo(next.incoming()[row][unit], within(CLOSE));
                    }
                }
            }
            for (int unit = 0; unit < layer.units(); unit++) {
                double bias = 0;
                for (int row = 0; row < view.batch(); row++) {
                    bias += layer.deltas()[row][unit] / view.batch();
                }
                assertThat(layer.biasGradients()[unit]).isCloseTo((float) bias, within(CLOSE));
                for (int i = 0; i < layer.inputs(); i++) {
                    double gradient = 0;
                    for (int row = 0; row < view.batch(); row++) {
                        gradient += layer.deltas()[row][unit] * layer.incoming()[row][i] / view.batch();
                    }
                    assertThat(layer.gradients()[i][unit]).isCloseTo((float) gradient, within(CLOSE));
                    assertThat(layer.after()[i][unit])
                            .isCloseTo((float) (layer.weights()[i][unit] - view.rate() * gradient), within(CLOSE));
                }
            }
        }
        StepLayer head = layers.getLast();
        double mean = 0;
        for (int row = 0; row < view.batch(); row++) {
            assertThat(head.deltas()[row][0])
                    .isCloseTo(2 * (head.outputs()[row][0] - view.targets()[row][0]), within(CLOSE));
            mean += view.losses()[row] / view.batch();
        }
        assertThat(view.loss()).isCloseTo(mean, within((double) CLOSE));
    }

    @Test
    void aHeadWithItsLoss_givesWhatWasSaidLessWhatIsTrue() {
        StepView view = Stepper.view(run("circle", "adam", Map.of(), layer(4, "tanh", "none", 0)), 7);

        StepLayer head = view.layers().getLast();
        assertThat(view.onLogits()).isTrue();
        assertThat(head.deltas()[0][0]).isCloseTo(head.outputs()[0][0] - view.targets()[0][0], within(CLOSE));
        assertThat(head.slots()).containsOnlyKeys("momentum", "velocity");
        assertThat(view.rows()).containsExactly(7);
        assertThat(view.step()).isEqualTo(11);
    }

    /// Batch normalization of the step: what the batch makes of a sum, and where the running numbers go.
    @Test
    void theNumbersOfBatchNormalization_followFromTheBatch() {
        StepView view = Stepper.view(run("xor", "adam", Map.of(), layer(4, "tanh", "batch", 0)), -1);
        StepLayer layer = view.layers().getFirst();
        StatisticsView numbers = layer.statistics();
        assertThat(numbers).isNotNull();
        assertThat(view.layers().getLast().statistics()).isNull();
        if (numbers == null) {
            return;
        }
        for (int unit = 0; unit < layer.units(); unit++) {
            double mean = of(numbers.batch(), "mean", unit);
            double variance = of(numbers.batch(), "variance", unit);
            for (int row = 0; row < view.batch(); row++) {
                double expected = of(numbers.before(), "gamma", unit)
                                * (layer.sums()[row][unit] - mean)
                                / Math.sqrt(variance + numbers.epsilon())
                        + of(numbers.before(), "beta", unit);
                assertThat(layer.normalized()[row][unit]).isCloseTo((float) expected, within(CLOSE));
            }
            double kept = numbers.momentum();
            assertThat(of(numbers.after(), "moving_mean", unit))
                    .isCloseTo(of(numbers.before(), "moving_mean", unit) * kept + mean * (1 - kept), within(1e-5));
            assertThat(of(numbers.after(), "moving_variance", unit))
                    .isCloseTo(
                            of(numbers.before(), "moving_variance", unit) * kept + variance * (1 - kept), within(1e-5));
        }
        assertThat(numbers.gradients()).containsOnlyKeys("gamma", "beta");
        assertThat(numbers.about()).contains("`moving = ");
    }

    private static double of(Map<String, float[]> numbers, String name, int unit) {
        float[] found = numbers.get(name);
        return found == null ? Double.NaN : found[unit];
    }

    /// An optimizer that looks ahead goes forward with other weights than those that it changes.
    @Test
    void theSumsOfAStepThatLooksAhead_areThoseOfThePlaceAhead() {
        StepView view = Stepper.view(run("xor", "nesterov_momentum", Map.of(), layer(4, "tanh", "none", 0)), -1);
        StepLayer layer = view.layers().getFirst();

        assertThat(Arrays.deepEquals(layer.weights(), layer.start())).isFalse();
        for (int unit = 0; unit < layer.units(); unit++) {
            assertThat((double) layer.outputs()[0][unit]).isCloseTo(Math.tanh(layer.sums()[0][unit]), within(1e-5));
        }
        StepLayer plain = Stepper.view(run("xor", "adam", Map.of(), layer(4, "tanh", "none", 0)), -1)
                .layers()
                .getFirst();
        assertThat(plain.weights()).isDeepEqualTo(plain.start());
    }
}
