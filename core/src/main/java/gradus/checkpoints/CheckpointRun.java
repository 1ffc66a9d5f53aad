package gradus.checkpoints;

import gradus.checkpoints.CheckpointException.Problem;
import gradus.internal.Uninterrupted;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The checkpoints of a running training. Holds the lock of their folder until it is closed.
public final class CheckpointRun implements AutoCloseable {
    private final Checkpoints settings;
    private final CheckpointFolder folder;
    private long lastTime;
    private int lastEpoch = -1;
    private int lastBatch = -1;
    private @Nullable String lastStopReason;

    CheckpointRun(Checkpoints settings) {
        this.settings = settings;
        folder = CheckpointFolder.open(settings.folder(), settings.storage());
        lastTime = settings.clock().getAsLong();
    }

    /// Returns the checkpoint to continue from.
    ///
    /// @param start the initial state of this training
    /// @param batches the number of batches in an epoch
    /// @param trial throws an [IllegalArgumentException] if the training cannot continue from a checkpoint
    /// @return the checkpoint, or null to start from the beginning
    /// @throws CheckpointException if there are checkpoints but this training does not resume, if none can be read,
    ///     or if the newest belongs to another training
    public @Nullable Checkpoint begin(Checkpoint start, int batches, Consumer<Checkpoint> trial) {
        try {
            List<Path> files = folder.files();
            if (files.isEmpty()) {
                return null;
            }
            if (!settings.resume()) {
                throw new CheckpointException(
                        Problem.NOT_EMPTY,
                        settings.folder() + " already has the checkpoints of a training; resume it, delete them, or"
                                + " choose another folder");
            }
            return newest(files, start, batches, trial);
        } catch (IOException e) {
            throw new CheckpointException(
                    Problem.NOT_USABLE,
                    "the checkpoints in " + settings.folder() + " cannot be read: " + CheckpointFolder.reason(e),
                    e);
        }
    }

    private Checkpoint newest(List<Path> files, Checkpoint start, int batches, Consumer<Checkpoint> trial)
            throws IOException {
        List<CheckpointNotice.Skipped> skipped = new ArrayList<>();
        for (Path file : files) {
            Checkpoint found = readOrSkip(file, skipped);
            if (found == null) {
                continue;
            }
            List<String> differences = found.differences(start.fingerprint());
            if (!differences.isEmpty()) {
                throw new CheckpointException(
                        Problem.OTHER_TRAINING,
                        file + " belongs to another training:\n  " + String.join("\n  ", differences)
                                + "\nContinue with the same data, model and settings, or choose another folder");
            }
            String nonsense = nonsense(found, start, batches, trial);
            if (nonsense != null) {
                skipped.add(new CheckpointNotice.Skipped(file, file + " is not usable: " + nonsense));
                continue;
            }
            for (CheckpointNotice.Skipped damaged : skipped) {
                folder.setAside(damaged.file());
                settings.listener().accept(damaged);
            }
            remember(found);
            settings.listener().accept(new CheckpointNotice.Resumed(file, found.epoch(), found.batch()));
            String saved = found.fingerprint().get(Checkpoint.INSTRUCTIONS);
            String here = start.fingerprint().get(Checkpoint.INSTRUCTIONS);
            if (saved != null && here != null && !saved.equals(here)) {
                settings.listener().accept(new CheckpointNotice.OtherInstructions(file, saved, here));
            }
            return found;
        }
        throw new CheckpointException(
                Problem.DAMAGED,
                "none of the " + files.size() + " checkpoints in " + settings.folder() + " can be read: "
                        + skipped.getFirst().reason() + ". Delete them to start from the beginning");
    }

    private static @Nullable String nonsense(
            Checkpoint found, Checkpoint start, int batches, Consumer<Checkpoint> trial) {
        String nonsense = found.nonsense(start, batches);
        if (nonsense == null) {
            try {
                trial.accept(found);
            } catch (IllegalArgumentException e) {
                nonsense = String.valueOf(e.getMessage());
            }
        }
        return nonsense;
    }

    private @Nullable Checkpoint readOrSkip(Path file, List<CheckpointNotice.Skipped> skipped) throws IOException {
        try {
            return Uninterrupted.call(() -> CheckpointFile.read(settings.storage(), file));
        } catch (AccessDeniedException e) {
            // It may be intact: someone with permission to read it has to decide.
            throw e;
        } catch (IOException e) {
            skipped.add(new CheckpointNotice.Skipped(
                    file, file + " is not usable: it cannot be read: " + CheckpointFolder.reason(e)));
        } catch (CheckpointException e) {
            if (e.problem() != Problem.DAMAGED) {
                throw e;
            }
            skipped.add(new CheckpointNotice.Skipped(file, e.getMessage() == null ? file.toString() : e.getMessage()));
        }
        return null;
    }

    /// Returns whether a checkpoint is due after a batch.
    ///
    /// @param steps the step of the optimizer
    /// @return whether it is due
    public boolean isDueAfterBatch(long steps) {
        return switch (settings.interval()) {
            case Interval.Steps every -> steps % every.count() == 0;
            case Interval.Epochs every -> false;
            case Interval.Time every -> isTime(every);
        };
    }

    /// Returns whether a checkpoint is due after an epoch.
    ///
    /// @param epoch the epoch, from 0
    /// @return whether it is due
    public boolean isDueAfterEpoch(int epoch) {
        return switch (settings.interval()) {
            case Interval.Steps every -> false;
            case Interval.Epochs every -> (epoch + 1) % every.count() == 0;
            case Interval.Time every -> isTime(every);
        };
    }

    private boolean isTime(Interval.Time every) {
        return settings.clock().getAsLong() - lastTime >= every.time().toNanos();
    }

    /// Returns whether the newest checkpoint is of the given moment.
    ///
    /// @param epoch the epoch, from 0
    /// @param batch the number of batches of the epoch that are done
    /// @param stopReason why a callback ended training, or null
    /// @return whether it is saved
    public boolean isSaved(int epoch, int batch, @Nullable String stopReason) {
        return epoch == lastEpoch && batch == lastBatch && Objects.equals(stopReason, lastStopReason);
    }

    /// Saves a checkpoint and deletes surplus ones. If the disk is full, the oldest ones are deleted to make space
    /// for the newest; one always remains. If saving fails, the listener is notified and training can continue.
    ///
    /// @param checkpoint the checkpoint
    public void save(Checkpoint checkpoint) {
        Path file = folder.file(checkpoint.optimizer().steps());
        try {
            write(file, checkpoint);
            remember(checkpoint);
            settings.listener().accept(new CheckpointNotice.Saved(file, lastEpoch, lastBatch));
            prune();
        } catch (IOException e) {
            settings.listener().accept(new CheckpointNotice.NotSaved(file, CheckpointFolder.reason(e)));
        }
        lastTime = settings.clock().getAsLong();
    }

    private void write(Path file, Checkpoint checkpoint) throws IOException {
        try {
            CheckpointFile.write(settings.storage(), file, checkpoint);
        } catch (IOException e) {
            if (!folder.makeRoom(CheckpointFile.size(checkpoint))) {
                throw e;
            }
            CheckpointFile.write(settings.storage(), file, checkpoint);
        }
    }

    private void remember(Checkpoint checkpoint) {
        lastEpoch = checkpoint.epoch();
        lastBatch = checkpoint.batch();
        lastStopReason = checkpoint.stopReason();
    }

    private void prune() {
        try {
            folder.keep(settings.keep());
        } catch (IOException ignored) {
            // A surplus checkpoint does no harm and is deleted after a later one.
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
