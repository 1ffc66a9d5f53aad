package gradus.checkpoints;

import static gradus.internal.Require.require;

import gradus.internal.Records;
import gradus.training.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Where, when and how many checkpoints of a training are kept, and whether it goes on from the newest. A training
/// that was killed at any moment, even while it saved, and goes on ends with the same bits as one that was never
/// stopped.
/// ```java
/// model.fit(data, Fit.epochs(10).checkpoints(Checkpoints.in(folder).everySteps(100).resume(true)));
/// ```
/// A folder is for one training. Settings are values; methods return changed copies.
///
/// @param folder of the checkpoints; made if need be
/// @param interval how often one is saved; one is always saved at the end, and when training is paused
/// @param keep how many, at least 1; more than one in case the newest becomes damaged
/// @param resume whether to go on from the newest one that can be read; without one training starts at its
///     beginning. Otherwise the folder must have none
/// @param listener who is told what happens, on the training thread; by default warnings go to the log
/// @param storage where files are, for tests
/// @param clock nanoseconds since any fixed moment, for tests
@SuppressWarnings("exports") // types of this project's own modules
public record Checkpoints(
        Path folder,
        Interval interval,
        int keep,
        boolean resume,
        Consumer<CheckpointNotice> listener,
        Storage storage,
        LongSupplier clock) {
    private static final int KEPT = 3;

    /// Checks the number.
    public Checkpoints {
        require(keep >= 1, "Checkpoints.keep must be at least 1, got %s", keep);
    }

    /// After every epoch, the newest three, in a folder that has none yet.
    public static Checkpoints in(Path folder) {
        return new Checkpoints(
                folder, new Interval.Epochs(1), KEPT, false, Checkpoints::log, Storage.disk(), System::nanoTime);
    }

    private static void log(CheckpointNotice notice) {
        boolean bad = notice instanceof CheckpointNotice.NotSaved
                || notice instanceof CheckpointNotice.Skipped
                || notice instanceof CheckpointNotice.OtherInstructions;
        System.getLogger(Checkpoints.class.getName())
                .log(bad ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG, notice.message());
    }

    /// Saves every so many batches.
    public Checkpoints everySteps(int count) {
        return every(new Interval.Steps(count));
    }

    /// Saves every so many epochs.
    public Checkpoints everyEpochs(int count) {
        return every(new Interval.Epochs(count));
    }

    /// Saves whenever so much time has gone by.
    public Checkpoints every(Duration time) {
        return every(new Interval.Time(time));
    }

    /// Saves in intervals.
    public Checkpoints every(Interval value) {
        return Records.with(this, "interval", value);
    }

    /// Keeps the newest ones.
    public Checkpoints keep(int count) {
        return Records.with(this, "keep", count);
    }

    /// Whether to go on from the newest.
    public Checkpoints resume(boolean value) {
        return Records.with(this, "resume", value);
    }

    /// Tells somebody what happens.
    public Checkpoints listener(Consumer<CheckpointNotice> value) {
        return Records.with(this, "listener", value);
    }

    /// Keeps the files elsewhere.
    public Checkpoints storage(Storage value) {
        return Records.with(this, "storage", value);
    }

    /// Measures time otherwise.
    public Checkpoints clock(LongSupplier nanoseconds) {
        return Records.with(this, "clock", nanoseconds);
    }

    /// Locks the folder for a training; for those who write training loops.
    ///
    /// @throws CheckpointException if it cannot be written to, or another training saves there
    public CheckpointRun open() {
        return new CheckpointRun(this);
    }
}
