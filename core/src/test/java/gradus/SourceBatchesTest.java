package gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.checkpoints.Checkpoints;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.initializers.Constant;
import gradus.layers.Dense;
import gradus.layers.Layers;
import gradus.losses.MeanSquaredError;
import gradus.metrics.MeanAbsoluteError;
import gradus.optimizers.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Batches of one's own, against what Keras's `fit` logs for the same batches.
@SuppressWarnings("UnnecessaryLambda") // a source of batches is an Iterable
class SourceBatchesTest {
    private static final int[] SIZES = {4, 3, 6, 2, 5};
    private static final Iterable<Dataset> FIVE =
            () -> IntStream.range(0, 5).mapToObj(SourceBatchesTest::batch).iterator();

    /// Counts the steps of each epoch.
    private static final class Counting implements Callback {
        private final List<Double> steps = new ArrayList<>();

        @Override
        public void on(TrainingEvent event, Training training) {
            if (event instanceof TrainingEvent.EpochStarted) {
                steps.add(0.0);
            } else if (event instanceof TrainingEvent.BatchEnded) {
                steps.set(steps.size() - 1, steps.getLast() + 1);
            }
        }

        @Override
        public boolean wantsBatches() {
            return true;
        }
    }

    private static Dataset batch(int number) {
        int rows = SIZES[number % SIZES.length];
        float[][] inputs = new float[rows][3];
        float[][] targets = new float[rows][1];
        float[] weights = new float[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < 3; j++) {
                inputs[i][j] = value(number, i, j);
            }
            targets[i][0] = value(number, i, 3);
            weights[i] = 1 + i % 2;
        }
        return Dataset.of(inputs, targets).weighted(Rows.of(weights, 1));
    }

    private static float value(int number, int i, int j) {
        return (number * 13 + i * 7 + j * 5) % 11 / 8f - 0.5f;
    }

    private static Iterable<Dataset> endless() {
        return () -> Stream.iterate(0, i -> i + 1).map(SourceBatchesTest::batch).iterator();
    }

    private static Model model() {
        Model model = Sequential.of(Layers.input(3), new Dense(1).kernelInitializer(new Constant(0.25)));
        model.compile(new Sgd(0.125), new MeanSquaredError(), new MeanAbsoluteError());
        return model;
    }

    @ParameterizedTest
    @CsvSource({"passes, 3,", "endless, 3, 2", "short, 4, 2", "more, 3, 9"})
    void logsAndWeights_areThoseOfKeras(String name, int epochs, @Nullable Integer steps) throws IOException {
        double[][] expected;
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/golden/generators.tsv"))) {
            expected = lines.map(line -> line.split("\t"))
                    .filter(line -> line[0].equals(name))
                    .flatMap(line -> Arrays.stream(line).skip(1))
                    .map(column -> Arrays.stream(column.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
        }
        Counting counting = new Counting();
        Model model = model();
        Fit fit = Fit.epochs(epochs).stepsPerEpoch(steps).validation(batch(7)).callbacks(counting);
        History history = model.fit(name.equals("endless") ? endless() : FIVE, fit);
        assertClose(counting.steps, expected[0]);
        assertClose(history.get("loss"), expected[1]);
        assertClose(history.get("mean_absolute_error"), expected[2]);
        assertClose(history.get("val_loss"), expected[3]);
        float[] weights = model.parameters().values();
        for (int i = 0; i < weights.length; i++) {
            assertThat((double) weights[i]).isCloseTo(expected[4][i], within(1e-6));
        }
    }

    private static void assertClose(List<Double> actual, double[] expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.get(i)).isCloseTo(expected[i], within(1e-6));
        }
    }

    @Test
    void batchesOfADataset_giveTheBitsOfTheDataset() {
        float[][] inputs = new float[12][3];
        float[][] targets = new float[12][1];
        for (int i = 0; i < 12; i++) {
            inputs[i] = new float[] {value(0, i, 0), value(0, i, 1), value(0, i, 2)};
            targets[i][0] = value(0, i, 3);
        }
        Dataset data = Dataset.of(inputs, targets);
        Model whole = model();
        Model parts = model();
        History expected = whole.fit(data, Fit.epochs(3).batchSize(5).shuffle(false));
        History actual = parts.fit(List.of(data.slice(0, 5), data.slice(5, 10), data.slice(10, 12)), Fit.epochs(3));
        assertThat(actual.get("loss")).isEqualTo(expected.get("loss"));
        assertThat(parts.weightsSha256()).isEqualTo(whole.weightsSha256());
    }

    /// Keras has an epoch without a step here, which fails.
    @Test
    void passThatEndsWithAnEpoch_isFollowedByTheNext() {
        Model model = model();
        Model other = model();
        Fit fit = Fit.epochs(3);
        assertThat(model.fit(FIVE, fit.stepsPerEpoch(5)).get("loss"))
                .hasSize(3)
                .isEqualTo(other.fit(FIVE, fit).get("loss"));
        assertThat(model.weightsSha256()).isEqualTo(other.weightsSha256());
    }

    @Test
    void sourceThatDoesNotBeginAnew_isRefusedWhereItEnds() {
        var once = FIVE.iterator();
        assertThatThrownBy(() -> model().fit(() -> once, Fit.epochs(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the batches must last for all epochs, got none for epoch 2;"
                        + " give an Iterable that begins anew");
        assertThatThrownBy(() -> model().fit(List.of(), Fit.epochs(2)))
                .hasMessage("a training must have at least one batch, got none");
    }

    @Test
    void checkpoints_areRefused() {
        Fit fit = Fit.epochs(2);
        assertThatThrownBy(() -> model().fit(FIVE, fit.checkpoints(Checkpoints.in(Path.of("nowhere")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no checkpoints")
                .hasMessageEndingWith("train on a Dataset");
        assertThatThrownBy(() -> model().fit(FIVE, fit.validationFraction(0.5)))
                .hasMessageStartingWith("Fit.validationFraction must be 0");
        Callback saving = (event, training) -> ((TrainingRun) training).snapshot();
        assertThatThrownBy(() -> model().fit(FIVE, fit.callbacks(saving))).hasMessageContaining("has no checkpoints");
    }

    @Test
    void batchThatDoesNotFit_isRefusedWhenItComes() {
        Dataset wide = Dataset.of(new float[1][4], new float[1][1]);
        assertThatThrownBy(() -> model().fit(List.of(batch(0), wide), Fit.epochs(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expects rows of 3 numbers");
    }
}
