package gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Dataset;
import gradus.initializers.Constant;
import gradus.layers.Dense;
import gradus.layers.Layers;
import gradus.losses.MeanSquaredError;
import gradus.metrics.MeanAbsoluteError;
import gradus.optimizers.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Training by hand, against numbers that Keras 3.15.1 gave for the same model and rows.
class BatchStepTest {
    private static final float[][] X = new float[12][3];
    private static final float[][] Y = new float[12][1];

    static {
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 3; j++) {
                X[i][j] = (i * 7 + j * 5) % 11 / 8f - 0.5f;
            }
            Y[i][0] = i * 3 % 7 / 4f - 0.75f;
        }
    }

    private static Dataset rows(int from, int to) {
        return Dataset.of(X, Y).slice(from, to);
    }

    private static Model model() {
        Model model = Sequential.of(Layers.input(3), new Dense(1).kernelInitializer(new Constant(0.25)));
        model.compile(new Sgd(0.1), new MeanSquaredError(), new MeanAbsoluteError());
        return model;
    }

    private static void assertLogs(Map<String, Double> logs, double loss, double error) {
        assertThat(logs.keySet()).containsExactly("loss", "mean_absolute_error");
        assertThat(logs.get("loss")).isCloseTo(loss, within(1e-6));
        assertThat(logs.get("mean_absolute_error")).isCloseTo(error, within(1e-6));
    }

    @Test
    void batchesByHand_giveTheLogsOfKeras() {
        Model model = model();
        assertLogs(model.trainOnBatch(rows(0, 4)), 0.3962402, 0.5546875);
        assertLogs(model.trainOnBatch(rows(4, 10)), 0.3131031, 0.4750082);
        assertLogs(model.testOnBatch(rows(8, 12)), 0.1938097, 0.4060292);
        Dataset weighted = rows(0, 4).weighted(gradus.data.Rows.of(new float[] {1, 2, 0, 1}, 1));
        assertLogs(model.trainOnBatch(weighted), 0.2193865, 0.5228963);
        assertThat(model.predict(X)[0][0]).isCloseTo(-0.0855224f, within(1e-6f));
    }

    @Test
    void lossThatIsNotFinite_changesNoWeight() {
        Model model = model();
        String before = model.weightsSha256();
        Dataset broken = Dataset.of(new float[][] {{Float.MAX_VALUE, Float.MAX_VALUE, 0}}, new float[][] {{-1}});
        assertThatThrownBy(() -> model.trainOnBatch(broken)).isInstanceOf(NotFiniteException.class);
        assertThat(model.weightsSha256()).isEqualTo(before);
    }

    /// Keras 3.15.1 on JAX has the same moving means and variances after such a batch, and NaN in all else.
    @Test
    void lossThatIsNotFinite_movesTheStatisticsOfBatchNormalization_asInKeras_andNothingElse() {
        Model model = Sequential.of(Layers.input(2), Layers.batchNormalization(), Layers.dense(1));
        model.compile(new Sgd(0.1), new MeanSquaredError());
        float[] before = model.parameters().values().clone();
        Dataset broken = Dataset.of(new float[][] {{1, 2}, {Float.POSITIVE_INFINITY, 3}}, new float[][] {{0}, {1}});
        assertThatThrownBy(() -> model.trainOnBatch(broken)).isInstanceOf(NotFiniteException.class);
        float[] after = model.parameters().values();
        int trained = model.parameters().trainableSize();
        assertThat(Arrays.copyOf(after, trained)).containsExactly(Arrays.copyOf(before, trained));
        assertThat(Arrays.copyOfRange(after, trained, after.length))
                .containsExactly(new float[] {Float.POSITIVE_INFINITY, 0.025f, Float.NaN, 0.9925f}, within(1e-7f));
    }

    /// Keras goes on with the rows that are left: epochs of 2, 1, 2, 1 batches.
    @Test
    void stepsPerEpoch_endEpochsAsInKeras() {
        Fit fit = Fit.epochs(4).batchSize(4).shuffle(false).stepsPerEpoch(2);
        assertThat(model().fit(rows(0, 12), fit).get("loss"))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : 1)
                .containsExactly(0.3749646, 0.2128942, 0.3540620, 0.2171195);
        assertThat(model().fit(rows(0, 12), fit.stepsPerEpoch(5)).get("loss"))
                .isEqualTo(model().fit(rows(0, 12), fit.stepsPerEpoch(null)).get("loss"));
    }

    @Test
    void validationSteps_evaluateTheFirstBatches() {
        Fit fit = Fit.epochs(2)
                .batchSize(4)
                .shuffle(false)
                .validation(rows(0, 12))
                .validationSteps(2);
        assertThat(model().fit(rows(0, 12), fit).get("val_loss"))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : 1)
                .containsExactly(0.3519226, 0.3372028);
        assertThatThrownBy(() -> fit.validationSteps(0))
                .hasMessageStartingWith("Fit.validationSteps must be at least 1");
        assertThatThrownBy(() -> fit.stepsPerEpoch(0)).hasMessageStartingWith("Fit.stepsPerEpoch must be at least 1");
    }

    @Test
    void shuffledEpochsOfFewSteps_takeEachRowOnceAPass() {
        TrainingRun run = model().start(rows(0, 12), Fit.epochs(4).batchSize(4).stepsPerEpoch(2));
        List<List<Integer>> passes = new ArrayList<>();
        for (int pass = 0; pass < 2; pass++) {
            List<Integer> taken = new ArrayList<>();
            for (int step = 0; step < 3; step++) {
                for (int row : run.nextRows()) {
                    taken.add(row);
                }
                run.step();
            }
            assertThat(taken).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            passes.add(taken);
        }
        assertThat(passes.get(0)).isNotEqualTo(passes.get(1));
        assertThat(run.epochs()).isEqualTo(4);
    }

    @Test
    void runOfFewStepsAnEpoch_goesOnFromASnapshotWithTheSameBits() {
        Fit fit = Fit.epochs(5).batchSize(4).stepsPerEpoch(2);
        Model whole = model();
        whole.fit(rows(0, 12), fit);
        TrainingRun first = model().start(rows(0, 12), fit);
        first.step();
        first.step();
        first.step();
        Model other = model();
        TrainingRun second = other.start(rows(0, 12), fit);
        second.restore(first.snapshot());
        second.finish();
        assertThat(other.weightsSha256()).isEqualTo(whole.weightsSha256());
    }
}
