package gradus.keras;

import gradus.Fit;
import gradus.History;
import gradus.Model;
import gradus.Sequential;
import gradus.callbacks.Callback;
import gradus.callbacks.TrainingEvent;
import gradus.checkpoints.Checkpoints;
import gradus.data.Dataset;
import gradus.layers.Layers;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Sgd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A training of a small network for as many epochs and batches as a test of Keras ran.
final class ReplayedTraining {
    private static final int BATCH = 4;

    /// What ends a training in the middle.
    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private ReplayedTraining() {}

    private static Model model() {
        Model model = Sequential.of(Layers.input(3), Layers.dense(1)).seed(1);
        model.compile(new Sgd(0.01), new MeanSquaredError());
        return model;
    }

    private static Dataset data(JsonNode run) {
        int rows = run.path("config").path("steps").intValue() * BATCH;
        float[][] x = new float[rows][3];
        float[][] y = new float[rows][1];
        for (int row = 0; row < rows; row++) {
            x[row][row % 3] = row;
            y[row][0] = row % 2;
        }
        return Dataset.of(x, y);
    }

    private static Fit fit(JsonNode run) {
        return Fit.epochs(run.path("config").path("epochs").intValue()).batchSize(BATCH);
    }

    /// Whether a function is called in the same order.
    static boolean callsTheSame(JsonNode run) {
        List<String> calls = new ArrayList<>();
        Callback function = (event, training) -> {
            String call =
                    switch (event) {
                        case TrainingEvent.Started started -> "on_train_begin";
                        case TrainingEvent.EpochStarted started -> "on_epoch_begin";
                        case TrainingEvent.EpochEnded ended -> "on_epoch_end";
                        case TrainingEvent.Ended ended -> "on_train_end";
                        default -> "";
                    };
            if (!call.isEmpty()) {
                calls.add(call);
            }
        };
        model().fit(data(run), fit(run).callbacks(function));
        List<String> wanted = new ArrayList<>();
        run.path("calls").forEach(call -> wanted.add(call.stringValue()));
        return calls.equals(wanted);
    }

    /// Whether a training that ends in the middle goes on from its checkpoints for as many epochs and steps.
    static boolean goesOnTheSame(JsonNode runs) {
        JsonNode first = runs.get(0);
        JsonNode second = runs.get(1);
        int batches = first.path("batches").intValue();
        long[] steps = new long[1];
        Callback interrupting = (event, training) -> {
            // Keras's backup of an epoch is before the test's callback, a checkpoint of it after all callbacks.
            if (event instanceof TrainingEvent.EpochStarted && training.steps() == batches) {
                throw new Interruption();
            }
        };
        try {
            Path folder = Files.createTempDirectory("gradus-replayed");
            try {
                model().fit(
                                data(first),
                                fit(first).checkpoints(Checkpoints.in(folder)).callbacks(interrupting));
                return false;
            } catch (Interruption interruption) {
                // As the test wants it.
            }
            if (second.path("broken").asBoolean(false)) {
                try (Stream<Path> files = Files.list(folder)) {
                    Path newest = files.filter(Files::isRegularFile)
                            .max(Comparator.comparing(Path::toString))
                            .orElseThrow();
                    Files.writeString(newest, "0");
                }
            }
            int[] ended = new int[1];
            Callback counting = (event, training) -> {
                steps[0] = training.steps();
                ended[0] += event instanceof TrainingEvent.EpochEnded ? 1 : 0;
            };
            History history = model().fit(
                            data(second),
                            fit(second)
                                    .checkpoints(Checkpoints.in(folder).resume(true))
                                    .callbacks(counting));
            JsonNode epochs = second.path("epochs");
            // Keras's epochs begin at 0; a history here has all, those before the interruption too.
            int last = epochs.get(epochs.size() - 1).intValue();
            return ended[0] == epochs.size()
                    && history.get("loss").size() == last + 1
                    && steps[0]
                            == (last + 1L) * second.path("config").path("steps").intValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
