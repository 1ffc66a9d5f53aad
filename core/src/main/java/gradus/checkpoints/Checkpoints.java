package gradus.checkpoints;

import static gradus.internal.Require.require;

import gradus.internal.Records;
import gradus.training.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Where, when and how many checkpoints of a training are kept, and whether training resumes from the newest. A
/// training that is killed at any moment, even while saving, and then resumed ends with the same bits as an
/// uninterrupted one.
///
/// ```java
/// model.fit(data, Fit.epochs(10).checkpoints(Checkpoints.in(folder).everySteps(100).resume(true)));
/// ```
///
/// A folder is for one training. This is an immutable value; its methods return changed copies.
///
/// @param folder the folder of the checkpoints; created if necessary
/// @param interval how often one is saved; one is always saved at the end, and when training is paused
/// @param keep the number of checkpoints to keep, at least 1; more than one in case the newest is damaged
/// @param resume whether to continue from the newest readable checkpoint, or from the beginning if there is none;
///     if false, the folder must not contain any
/// @param listener receives events, on the training thread; by default warnings are logged
/// @param storage the file system, for tests
/// @param clock the nanoseconds since any fixed moment, for tests
public record Checkpoints(
        Path folder,
        Interval interval,
        int keep,
        boolean resume,
        Consumer<CheckpointNotice> listener,
        Storage storage,
        LongSupplier clock) {
    private static final int KEPT = 3;

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `keep` is less than 1
    public Checkpoints {
        require(keep >= 1, "Checkpoints.keep must be at least 1, got %s", keep);
    }

    /// Saves after every epoch and keeps the newest three, in a folder without checkpoints.
    ///
    /// @param folder the folder; created if necessary
    /// @return the settings
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

    /// Saves after every given number of batches.
    ///
    /// @param count the number of batches, at least 1
    /// @return the changed settings
    /// @throws IllegalArgumentException if `count` is less than 1
    public Checkpoints everySteps(int count) {
        return every(new Interval.Steps(count));
    }

    /// Saves after every given number of epochs.
    ///
    /// @param count the number of epochs, at least 1
    /// @return the changed settings
    /// @throws IllegalArgumentException if `count` is less than 1
    public Checkpoints everyEpochs(int count) {
        return every(new Interval.Epochs(count));
    }

    /// Saves whenever a given time has passed.
    ///
    /// @param time the time, positive
    /// @return the changed settings
    /// @throws IllegalArgumentException if `time` is not positive
    public Checkpoints every(Duration time) {
        return every(new Interval.Time(time));
    }

    /// Saves at the given interval.
    ///
    /// @param value the interval
    /// @return the changed settings
    public Checkpoints every(Interval value) {
        return Records.with(this, "interval", value);
    }

    /// Sets how many of the newest checkpoints to keep.
    ///
    /// @param count the number, at least 1
    /// @return the changed settings
    /// @throws IllegalArgumentException if `count` is less than 1
    public Checkpoints keep(int count) {
        return Records.with(this, "keep", count);
    }

    /// Sets whether to resume from the newest checkpoint.
    ///
    /// @param value whether to resume
    /// @return the changed settings
    public Checkpoints resume(boolean value) {
        return Records.with(this, "resume", value);
    }

    /// Sets the receiver of events.
    ///
    /// @param value the listener
    /// @return the changed settings
    public Checkpoints listener(Consumer<CheckpointNotice> value) {
        return Records.with(this, "listener", value);
    }

    /// Sets the file system.
    ///
    /// @param value the file system
    /// @return the changed settings
    public Checkpoints storage(Storage value) {
        return Records.with(this, "storage", value);
    }

    /// Sets the clock.
    ///
    /// @param nanoseconds returns the nanoseconds since any fixed moment
    /// @return the changed settings
    public Checkpoints clock(LongSupplier nanoseconds) {
        return Records.with(this, "clock", nanoseconds);
    }

    /// Locks the folder for a training. For custom training loops.
    ///
    /// @return the checkpoints of the training
    /// @throws CheckpointException if the folder cannot be written to, or another training saves there
    public CheckpointRun open() {
        return new CheckpointRun(this);
    }
}
