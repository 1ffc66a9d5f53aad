package gradus.checkpoints;

import static gradus.activations.Activations.SIGMOID;
import static gradus.activations.Activations.TANH;
import static gradus.layers.Layers.batchNormalization;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.dropout;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.History;
import gradus.Model;
import gradus.Sequential;
import gradus.callbacks.Callback;
import gradus.callbacks.EarlyStopping;
import gradus.callbacks.ReduceLROnPlateau;
import gradus.callbacks.TrainingEvent;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.losses.BinaryCrossentropy;
import gradus.math.RandomStream;
import gradus.metrics.Auc;
import gradus.metrics.BinaryAccuracy;
import gradus.metrics.F1Score;
import gradus.metrics.Precision;
import gradus.metrics.R2Score;
import gradus.optimizers.Adam;
import gradus.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A small training with everything that has a state: dropout, batch normalization, early stopping, plateaus, metrics.
final class TrainingRun {
    static final int EPOCHS = 3;
    static final int STEPS_PER_EPOCH = 7;
    private static final int ROWS = 100;
    private static final int WIDTH = 5;

    final EarlyStopping early = new EarlyStopping("val_loss", 2).minDelta(10);
    final ReduceLROnPlateau plateau = new ReduceLROnPlateau("loss", 0.5, 1).minDelta(10);
    /// What was logged at the end of each epoch.
    final List<String> logs = new ArrayList<>();

    Optimizer optimizer = new Adam(0.02);
    long seed = 7;
    int threads = 1;
    int epochs = EPOCHS;
    int batchSize = 15;
    Dataset data = data(1);
    int hidden = 6;
    List<Callback> callbacks = List.of();
    boolean withEarlyStopping = true;
    boolean withPlateau = true;

    @Nullable
    Model model;

    /// Trains from the first weights on.
    History fit(@Nullable Checkpoints checkpoints) {
        Model fresh = Sequential.of(
                        input(WIDTH), dense(hidden, TANH), batchNormalization(), dropout(0.3), dense(1, SIGMOID))
                .seed(seed)
                .threads(threads);
        model = fresh;
        fresh.compile(
                optimizer,
                new BinaryCrossentropy(),
                new BinaryAccuracy(),
                new Auc(),
                new F1Score(),
                new Precision(),
                new R2Score());
        List<Callback> all = new ArrayList<>();
        if (withEarlyStopping) {
            all.add(early);
        }
        if (withPlateau) {
            all.add(plateau);
        }
        all.addAll(callbacks);
        Callback log = (event, training) -> {
            if (event instanceof TrainingEvent.EpochEnded ended) {
                logs.add(ended.toString());
            }
        };
        all.add(log);
        return fresh.fit(
                data,
                Fit.epochs(epochs)
                        .batchSize(batchSize)
                        .validation(data(2))
                        .callbacks(all)
                        .checkpoints(checkpoints));
    }

    /// Everything that must be the same, to the bit.
    String result(History history) {
        Model trained = java.util.Objects.requireNonNull(model);
        return trained.weightsSha256() + history + history.stopReason() + " best " + early.bestEpoch() + " "
                + early.best() + " stopped " + early.stoppedEpoch();
    }

    static Dataset data(long seed) {
        float[] x = new float[ROWS * WIDTH];
        float[] y = new float[ROWS];
        RandomStream.gaussians(seed, x, 0, x.length);
        for (int row = 0; row < ROWS; row++) {
            y[row] = x[row * WIDTH] + 0.5f * x[row * WIDTH + 1] * x[row * WIDTH + 2] > 0 ? 1 : 0;
        }
        return Dataset.of(Rows.of(x, WIDTH), Rows.of(y, 1));
    }
}
