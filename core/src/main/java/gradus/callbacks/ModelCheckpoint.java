package gradus.callbacks;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Saves the model after every epoch, after every given number of batches, or only when a monitored value is the
/// best so far.
///
/// The file name may have placeholders for the epoch, from 1, and for values of the logs:
/// `models/{epoch:02d}-{val_loss:.2f}.keras`. Without placeholders each model replaces the one before. The
/// extension determines the format, as for every saved model: `.keras` for the whole model, `.weights.h5` for its
/// weights. Missing folders are created. Configure it before training.
public final class ModelCheckpoint implements Callback {
    private static final String WHO = "ModelCheckpoint";

    private final PathTemplate file;
    private Monitor monitor = new Monitor(WHO, "val_loss");
    private Mode mode = Mode.AUTO;
    private boolean saveBestOnly;
    private double initialValueThreshold = Double.NaN;
    private int saveFrequency;

    private int batches;
    private final List<Path> saved = new ArrayList<>();

    /// Creates a callback that saves after every epoch.
    ///
    /// @param file the file name, with placeholders as above
    /// @throws IllegalArgumentException if it is blank
    public ModelCheckpoint(String file) {
        require(!file.isBlank(), "ModelCheckpoint must have a file name, got a blank one");
        this.file = new PathTemplate(file);
    }

    /// Sets the value to monitor for [#saveBestOnly(boolean)]; by default `val_loss`.
    ///
    /// @param name its name in the logs
    /// @return this
    public ModelCheckpoint monitor(String name) {
        monitor = new Monitor(WHO, name);
        return this;
    }

    /// Sets the direction of improvement; by default that of the metric.
    ///
    /// @param value the direction
    /// @return this
    public ModelCheckpoint mode(Mode value) {
        mode = value;
        return this;
    }

    /// Sets whether only models that are better than all before are saved; by default every model is.
    ///
    /// @param value whether to save only those
    /// @return this
    public ModelCheckpoint saveBestOnly(boolean value) {
        saveBestOnly = value;
        return this;
    }

    /// Sets the value that the first model must beat to be saved with [#saveBestOnly(boolean)]; by default there is
    /// none.
    ///
    /// @param value the threshold
    /// @return this
    public ModelCheckpoint initialValueThreshold(double value) {
        finite(WHO + ".initialValueThreshold", value);
        initialValueThreshold = value;
        return this;
    }

    /// Sets the number of batches after which a model is saved, counted across epochs. The file name may then have
    /// a placeholder for the `batch`, from 1, and for logs other than those of validation.
    ///
    /// @param everyBatches the number of batches; 0, the default, to save after each epoch
    /// @return this
    /// @throws IllegalArgumentException if it is negative
    public ModelCheckpoint saveFrequency(int everyBatches) {
        require(everyBatches >= 0, "ModelCheckpoint.saveFrequency must be at least 0, got %s", everyBatches);
        saveFrequency = everyBatches;
        return this;
    }

    /// {@return the files that this training has written so far, ordered by when each was last written}
    public List<Path> saved() {
        return List.copyOf(saved);
    }

    @Override
    public boolean wantsBatches() {
        return saveFrequency > 0;
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if the monitored name or a placeholder is not in the logs
    /// @throws UncheckedIOException if a file cannot be written
    @Override
    public void on(TrainingEvent event, Training training) {
        switch (event) {
            case TrainingEvent.Started started -> start(training);
            case TrainingEvent.BatchEnded ended -> {
                batches++;
                if (saveFrequency > 0 && batches >= saveFrequency) {
                    batches = 0;
                    Map<String, Double> logs = training.logs();
                    Map<String, Number> holes = new LinkedHashMap<>(logs);
                    holes.put("batch", ended.batch() + 1);
                    save(ended.epoch(), logs, holes, training);
                }
            }
            case TrainingEvent.EpochEnded ended -> {
                if (saveFrequency == 0) {
                    save(ended.epoch(), ended.logs(), new LinkedHashMap<>(ended.logs()), training);
                }
            }
            default -> {}
        }
    }

    private void start(Training training) {
        Set<String> names = new LinkedHashSet<>(List.of("epoch"));
        if (saveFrequency > 0) {
            names.add("batch");
        }
        training.logNames().stream()
                .filter(name -> saveFrequency == 0 || !name.startsWith("val_"))
                .forEach(names::add);
        file.check(WHO, names);
        if (saveBestOnly) {
            monitor.mode(mode);
            monitor.start(training, initialValueThreshold);
            require(
                    names.contains(monitor.name()),
                    "ModelCheckpoint monitors \"%s\", which is known only after an epoch, but saves every %s batches",
                    monitor.name(),
                    saveFrequency);
        }
        batches = 0;
        saved.clear();
    }

    private void save(int epoch, Map<String, Double> logs, Map<String, Number> holes, Training training) {
        if (saveBestOnly && !monitor.improve(monitor.value(logs))) {
            return;
        }
        holes.put("epoch", epoch + 1);
        Path path = Path.of(file.fill(holes));
        Path folder = path.getParent();
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("ModelCheckpoint cannot make the folder " + folder, e);
            }
        }
        training.save(path);
        saved.remove(path);
        saved.add(path);
    }

    @Override
    public CallbackState state() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("batches", (double) batches);
        monitor.save(numbers);
        return CallbackState.of(numbers);
    }

    @Override
    public void restore(CallbackState state) {
        batches = state.count("batches");
        monitor.restore(state);
    }
}
