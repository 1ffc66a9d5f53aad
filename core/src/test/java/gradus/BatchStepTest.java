package gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.initializers.Constant;
import gradus.layers.Dense;
import gradus.layers.Layers;
import gradus.losses.MeanSquaredError;
import gradus.metrics.MeanAbsoluteError;
import gradus.optimizers.Sgd;
import gradus.testing.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Training by hand, against numbers of Keras for the same model and rows, in `golden/batches.json`.
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

    private static JsonNode golden(String name) {
        return Golden.read("batches.json")
                .path("cases")
                .valueStream()
                .filter(one -> one.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertLogs(List<Double> logs, JsonNode expected) {
        assertThat(logs).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            Golden.assertClose("log " + i, logs.get(i), expected.get(i).asDouble(), 1e-6);
        }
    }

    @Test
    void batchesByHand_giveTheLogsOfKeras() {
        JsonNode golden = golden("by_hand");
        Model model = model();
        for (JsonNode call : golden.path("calls")) {
            Dataset rows = rows(call.path("from").asInt(), call.path("to").asInt());
            Dataset batch = call.has("weights") ? rows.weighted(Rows.of(Golden.floats(call.path("weights")), 1)) : rows;
            Map<String, Double> logs =
                    call.path("call").asString().equals("train") ? model.trainOnBatch(batch) : model.testOnBatch(batch);
            assertThat(logs.keySet()).containsExactly("loss", "mean_absolute_error");
            assertLogs(List.copyOf(logs.values()), call.path("logs"));
        }
        Golden.assertClose(
                "prediction", model.predict(X)[0][0], golden.path("prediction").asDouble(), 1e-6);
    }

    @Test
    void lossThatIsNotFinite_changesNoWeight() {
        Model model = model();
        String before = model.weightsSha256();
        Dataset broken = Dataset.of(new float[][] {{Float.MAX_VALUE, Float.MAX_VALUE, 0}}, new float[][] {{-1}});
        assertThatThrownBy(() -> model.trainOnBatch(broken)).isInstanceOf(NotFiniteException.class);
        assertThat(model.weightsSha256()).isEqualTo(before);
    }

    /// Keras has the same moving means and variances after such a batch, and NaN in all else.
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
                .containsExactly(Golden.floats(golden("not_finite").path("moving")), within(1e-7f));
        assertThat(Golden.floats(golden("not_finite").path("trained")))
                .hasSize(trained)
                .containsOnly(Float.NaN);
    }

    /// Keras goes on with the rows that are left: epochs of 2, 1, 2, 1 batches.
    @Test
    void stepsPerEpoch_endEpochsAsInKeras() {
        Fit fit = Fit.epochs(4).batchSize(4).shuffle(false).stepsPerEpoch(2);
        assertLogs(
                model().fit(rows(0, 12), fit).get("loss"),
                golden("steps_per_epoch=2").path("values"));
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
        assertLogs(
                model().fit(rows(0, 12), fit).get("val_loss"),
                golden("validation_steps=2").path("values"));
        assertThatThrownBy(() -> fit.validationSteps(0))
                .hasMessageStartingWith("Fit.validationSteps must be at least 1");
        assertThatThrownBy(() -> fit.stepsPerEpoch(0)).hasMessageStartingWith("Fit.stepsPerEpoch must be at least 1");
    }

    @Test
    void orderSeed_drawsTheOrderAlone() {
        Fit fit = Fit.epochs(3).batchSize(4);
        List<Double> usual = model().fit(rows(0, 12), fit).get("loss");
        assertThat(model().fit(rows(0, 12), fit.orderSeed(model().seed())).get("loss"))
                .isEqualTo(usual);
        assertThat(model().fit(rows(0, 12), fit.orderSeed(9L)).get("loss")).isNotEqualTo(usual);
        assertThat(model().fit(rows(0, 12), fit.orderSeed(9L).shuffle(false)).get("loss"))
                .isEqualTo(model().fit(rows(0, 12), fit.shuffle(false)).get("loss"));
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
