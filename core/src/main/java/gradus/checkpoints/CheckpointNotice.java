package gradus.checkpoints;

import java.nio.file.Path;

/// An event that concerns checkpoints, for users to read and programs to count.
public sealed interface CheckpointNotice {
    /// {@return the event in one sentence}
    String message();

    /// Training continues from a checkpoint.
    ///
    /// @param file the file of the checkpoint
    /// @param epoch its epoch, from 0
    /// @param batch the number of batches of the epoch that are done
    record Resumed(Path file, int epoch, int batch) implements CheckpointNotice {
        @Override
        public String message() {
            return "Resuming from " + file + ", " + place(epoch, batch);
        }
    }

    /// The checkpoint from which training continues was saved by kernels that use other instructions: training
    /// continues, but not with the bits of an uninterrupted one.
    ///
    /// @param file the file of the checkpoint
    /// @param saved the instructions with which it was saved
    /// @param here the instructions that this machine uses
    record OtherInstructions(Path file, String saved, String here) implements CheckpointNotice {
        @Override
        public String message() {
            return file + " was saved where kernels compute with " + saved + ", and here they compute with " + here
                    + ". Training continues, but not with the bits of an uninterrupted run";
        }
    }

    /// A checkpoint is on the disk and would survive a power failure.
    ///
    /// @param file the file of the checkpoint
    /// @param epoch its epoch, from 0
    /// @param batch the number of batches of the epoch that are done
    record Saved(Path file, int epoch, int batch) implements CheckpointNotice {
        @Override
        public String message() {
            return "Saved " + file + ", " + place(epoch, batch);
        }
    }

    /// A checkpoint could not be saved. Training continues, earlier checkpoints are unchanged, and the next one
    /// will be attempted when it is due.
    ///
    /// @param file the file of the checkpoint
    /// @param reason the cause
    record NotSaved(Path file, String reason) implements CheckpointNotice {
        @Override
        public String message() {
            return file + " could not be saved: " + reason
                    + ". Training continues; earlier checkpoints are unchanged, and the next one will be tried when"
                    + " it is due";
        }
    }

    /// A damaged checkpoint was set aside, and the one before it is used.
    ///
    /// @param file the file of the checkpoint
    /// @param reason what is wrong with it
    record Skipped(Path file, String reason) implements CheckpointNotice {
        @Override
        public String message() {
            return reason + ". It was set aside, and the one before it is used";
        }
    }

    private static String place(int epoch, int batch) {
        return batch == 0 ? "after epoch " + epoch : "in epoch " + (epoch + 1) + " after batch " + batch;
    }
}
