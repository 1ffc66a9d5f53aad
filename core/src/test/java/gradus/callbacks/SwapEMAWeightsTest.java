package gradus.callbacks;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.TrainingRun;
import gradus.checkpoints.Checkpoint;
import gradus.data.Dataset;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Adam;
import gradus.optimizers.LossScaleOptimizer;
import gradus.optimizers.MultiOptimizer;
import gradus.optimizers.Optimizer;
import gradus.optimizers.Sgd;
import gradus.registry.Notation;
import gradus.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Its numbers are compared with Keras's in the tests of `keras`.
class SwapEMAWeightsTest {
    private static final Dataset DATA =
            Dataset.of(new float[][] {{1, 2}, {-1, 0.5f}, {0, 1}, {2, -1}}, new float[][] {{1}, {0}, {0.5f}, {-1}});

    private static Model model(Optimizer optimizer) {
        Model model = Sequential.of(input(2), dense(3), dense(1)).seed(4);
        model.compile(optimizer, new MeanSquaredError());
        return model;
    }

    private static Fit fit(Callback... callbacks) {
        return Fit.epochs(4).batchSize(2).validation(DATA).callbacks(callbacks);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void validation_isOfTheAverage_andTheWeightsAreTrainedOn(boolean swapOnEpoch) {
        Optimizer averaging = new Adam(0.1).movingAverage(0.7, null);
        Model plain = model(averaging);
        List<float[]> trained = new ArrayList<>();
        List<float[]> averages = new ArrayList<>();
        plain.fit(DATA, fit((event, training) -> {
            if (event instanceof TrainingEvent.EpochEnded) {
                trained.add(training.parameters());
                averages.add(Objects.requireNonNull(training.averagedParameters()));
            }
        }));
        Model swapped = model(averaging);
        List<float[]> between = new ArrayList<>();
        List<Double> losses = swapped.fit(
                        DATA, fit(new SwapEMAWeights().swapOnEpoch(swapOnEpoch), (event, training) -> {
                            if (event instanceof TrainingEvent.EpochEnded) {
                                between.add(training.parameters());
                            }
                        }))
                .get("val_loss");
        for (int epoch = 0; epoch < 4; epoch++) {
            assertThat(between.get(epoch)).isEqualTo((swapOnEpoch ? averages : trained).get(epoch));
            System.arraycopy(averages.get(epoch), 0, plain.parameters().values(), 0, averages.get(epoch).length);
            assertThat(losses.get(epoch)).isEqualTo(plain.evaluate(DATA).get("loss"));
        }
        assertThat(swapped.parameters().values()).isEqualTo(averages.getLast());
    }

    @Test
    void trainingThatEndsEarly_leavesTheAverage() {
        Model model = model(new Sgd(0.1).movingAverage(0.5, null));
        List<float[]> averages = new ArrayList<>();
        model.fit(DATA, fit(new SwapEMAWeights().swapOnEpoch(true), (event, training) -> {
            if (event instanceof TrainingEvent.EpochEnded) {
                averages.add(training.parameters());
                training.stop("enough");
            }
        }));
        assertThat(averages).hasSize(1);
        assertThat(model.parameters().values()).isEqualTo(averages.getFirst());
    }

    @Test
    void betweenTwoEpochs_aSnapshotHasTheWeightsToo() {
        Optimizer averaging = new LossScaleOptimizer(
                new MultiOptimizer(new Adam(0.1), List.of(".*kernel"), List.of(new Sgd(0.1).movingAverage(0.5, null))));
        Model whole = model(averaging);
        TrainingRun run = whole.start(DATA, fit(new SwapEMAWeights().swapOnEpoch(true)));
        run.epoch();
        Checkpoint between = run.snapshot();
        run.finish();
        Model resumed = model(averaging);
        TrainingRun onwards = resumed.start(DATA, fit(new SwapEMAWeights().swapOnEpoch(true)));
        onwards.restore(between);
        onwards.finish();
        assertThat(resumed.parameters().values()).isEqualTo(whole.parameters().values());
        assertThat(onwards.history().values()).isEqualTo(run.history().values());
    }

    @Test
    void optimizerWithoutAverage_isRefused() {
        assertThatThrownBy(() -> model(new Adam()).fit(DATA, fit(new SwapEMAWeights())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("SwapEMAWeights needs an optimizer that averages its weights");
    }

    @Test
    void rule_isNamedInText() {
        CallbackRule rule = Notation.parse(Registry.CALLBACKS, "swap_ema_weights(swap_on_epoch=true)");
        assertThat(rule).isEqualTo(new SwapEMAWeightsRule(true));
        assertThat(rule.start()).isInstanceOf(SwapEMAWeights.class);
    }
}
