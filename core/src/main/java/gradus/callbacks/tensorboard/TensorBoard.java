package gradus.callbacks.tensorboard;

import static gradus.internal.Require.require;

import gradus.callbacks.Callback;
import gradus.callbacks.LayerView;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes event files that TensorBoard shows, in the folders `train` and `validation` of a folder, as Keras does: after
/// each epoch each value of the logs as `epoch_NAME`, without the `val_` of validation, and the learning rate. The
/// graph of the layers, histograms of the parameters, the loss of batches and settings are written on demand.
///
/// ```java
/// model.fit(data, Fit.epochs(10).callbacks(new TensorBoard(Path.of("logs")).histogramFrequency(1)));
/// ```
///
/// Each training adds files, whose names have the time. TensorFlow is not needed. Configure it before training. If the
/// disk fails or is full later on, training goes on without these files, and the [listener][#listener] is notified.
///
/// [TensorBoard](https://www.tensorflow.org/tensorboard)
public final class TensorBoard implements Callback {
    private static final String VALIDATION = "val_";
    private static final String LEARNING_RATE = "learning_rate";
    private static final AtomicInteger FILES = new AtomicInteger();

    private final Path folder;
    private int histogramFrequency;
    private int batchFrequency;
    private boolean writeGraph = true;
    private Map<String, Object> settings = Map.of();
    private Consumer<String> listener =
            message -> System.getLogger(TensorBoard.class.getName()).log(System.Logger.Level.WARNING, message);
    private boolean failed;

    private @Nullable EventFile train;
    private @Nullable EventFile validation;

    /// Creates a callback.
    ///
    /// @param folder the folder to write to; it is created if it does not exist
    public TensorBoard(Path folder) {
        this.folder = folder;
    }

    /// Sets the number of epochs between histograms of all parameters; by default 0, for none.
    ///
    /// @param epochs the number of epochs, at least 0
    /// @return this
    /// @throws IllegalArgumentException if it is negative
    public TensorBoard histogramFrequency(int epochs) {
        require(epochs >= 0, "TensorBoard.histogramFrequency must be at least 0, got %s", epochs);
        histogramFrequency = epochs;
        return this;
    }

    /// Sets the number of batches between values of `batch_loss`, the loss of a batch; by default 0, for none.
    ///
    /// @param batches the number of batches, at least 0
    /// @return this
    /// @throws IllegalArgumentException if it is negative
    public TensorBoard batchFrequency(int batches) {
        require(batches >= 0, "TensorBoard.batchFrequency must be at least 0, got %s", batches);
        batchFrequency = batches;
        return this;
    }

    /// Sets whether the graph of the layers is written; by default it is.
    ///
    /// @param value whether to write it
    /// @return this
    public TensorBoard writeGraph(boolean value) {
        writeGraph = value;
        return this;
    }

    /// Sets the settings of this training, by which TensorBoard's page of hyperparameters compares trainings.
    ///
    /// @param values numbers, truth values and texts by name
    /// @return this
    public TensorBoard settings(Map<String, ?> values) {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        return this;
    }

    /// Sets what is notified, once in a training, if files can no longer be written; by default it is logged as a
    /// warning.
    ///
    /// @param value receives a sentence that names the folder and the reason
    /// @return this
    public TensorBoard listener(Consumer<String> value) {
        listener = value;
        return this;
    }

    @Override
    public boolean wantsBatches() {
        return batchFrequency > 0;
    }

    /// {@inheritDoc}
    ///
    /// @throws UncheckedIOException if no file can be written when the training begins
    @Override
    public void on(TrainingEvent event, Training training) {
        boolean starts = event instanceof TrainingEvent.Started;
        if (failed && !starts) {
            return;
        }
        try {
            switch (event) {
                case TrainingEvent.Started started -> start(training);
                case TrainingEvent.BatchEnded ended -> {
                    if (training.steps() % batchFrequency == 0) {
                        trainFile().scalar("batch_loss", ended.loss(), training.steps());
                    }
                }
                case TrainingEvent.EpochEnded ended -> endEpoch(ended, training);
                case TrainingEvent.Ended ended -> end();
                default -> {}
            }
        } catch (IOException e) {
            String message = "TensorBoard cannot write to " + folder + ": " + reason(e);
            abandon();
            failed = true;
            if (starts) {
                throw new UncheckedIOException(message, e);
            }
            listener.accept(message + ". The training goes on without it");
        }
    }

    private void start(Training training) throws IOException {
        abandon();
        failed = false;
        EventFile file = trainFile();
        if (!settings.isEmpty()) {
            file.settings(settings);
        }
        if (writeGraph && !training.layers().isEmpty()) {
            file.graph(training.layers());
        }
        file.flush();
    }

    private void endEpoch(TrainingEvent.EpochEnded ended, Training training) throws IOException {
        EventFile file = trainFile();
        int epoch = ended.epoch();
        for (Map.Entry<String, Double> log : ended.logs().entrySet()) {
            String name = log.getKey();
            if (name.startsWith(VALIDATION)) {
                validationFile().scalar("epoch_" + name.substring(VALIDATION.length()), log.getValue(), epoch);
            } else if (!name.equals(LEARNING_RATE)) {
                file.scalar("epoch_" + name, log.getValue(), epoch);
            }
        }
        file.scalar("epoch_" + LEARNING_RATE, training.learningRate(), epoch);
        if (histogramFrequency > 0 && epoch % histogramFrequency == 0) {
            for (LayerView layer : training.layers()) {
                for (Map.Entry<String, float[]> parameter : layer.parameters().entrySet()) {
                    String tag = layer.name() + "/" + parameter.getKey() + "/histogram";
                    file.histogram(tag, parameter.getValue(), epoch);
                }
            }
        }
        file.flush();
        if (validation != null) {
            validation.flush();
        }
    }

    private void end() throws IOException {
        if (train != null) {
            if (!settings.isEmpty()) {
                train.settingsEnd();
            }
            train.close();
            train = null;
        }
        if (validation != null) {
            validation.close();
            validation = null;
        }
    }

    /// Closes the files of a training that ended early, or whose disk failed.
    private void abandon() {
        for (EventFile file : Arrays.asList(train, validation)) {
            try {
                if (file != null) {
                    file.close();
                }
            } catch (IOException ignored) {
                // The failure before is reported.
            }
        }
        train = null;
        validation = null;
    }

    private EventFile trainFile() throws IOException {
        if (train == null) {
            train = open("train");
        }
        return train;
    }

    private EventFile validationFile() throws IOException {
        if (validation == null) {
            validation = open("validation");
        }
        return validation;
    }

    private EventFile open(String part) throws IOException {
        Path parts = Files.createDirectories(folder.resolve(part));
        long time = System.currentTimeMillis() / 1000;
        long process = ProcessHandle.current().pid();
        Path file = parts.resolve(
                "events.out.tfevents." + time + ".gradus." + process + "." + FILES.getAndIncrement() + ".v2");
        return new EventFile(
                new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)),
                () -> System.currentTimeMillis() / 1e3);
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(e.getMessage());
    }
}
