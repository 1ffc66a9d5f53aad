package gradus.checkpoints;

import java.nio.file.Path;

/// What happened to checkpoints, for people to read and programs to count.
public sealed interface CheckpointNotice {
    /// One sentence for people.
    String message();

    /// Training goes on from a checkpoint.
    ///
    /// @param epoch in which it is, from 0
    /// @param batch how many batches of it are done
    record Resumed(Path file, int epoch, int batch) implements CheckpointNotice {
        @Override
        public String message() {
            return "Going on from " + file + ", " + place(epoch, batch);
        }
    }

    /// The checkpoint that training goes on from was saved where kernels compute with other instructions: it goes
    /// on, but not with the bits of a training that was never stopped.
    ///
    /// @param saved what it was saved with
    /// @param here what this machine computes with
    record OtherInstructions(Path file, String saved, String here) implements CheckpointNotice {
        @Override
        public String message() {
            return file + " was saved where kernels compute with " + saved + ", and here they compute with " + here
                    + ". Training goes on, but its bits will not be those of one that was never stopped";
        }
    }

    /// A checkpoint is on the disk, and would be after a power cut.
    ///
    /// @param epoch in which it is, from 0
    /// @param batch how many batches of it are done
    record Saved(Path file, int epoch, int batch) implements CheckpointNotice {
        @Override
        public String message() {
            return "Saved " + file + ", " + place(epoch, batch);
        }
    }

    /// A checkpoint was not saved; training goes on, those before are as they were, and the next one is tried when
    /// it is due.
    ///
    /// @param reason why
    record NotSaved(Path file, String reason) implements CheckpointNotice {
        @Override
        public String message() {
            return file + " could not be saved: " + reason
                    + ". Training goes on; earlier checkpoints are as they were, and the next one is tried when it is"
                    + " due";
        }
    }

    /// A damaged checkpoint was passed over for the one before, and set aside.
    ///
    /// @param reason what is wrong with it
    record Skipped(Path file, String reason) implements CheckpointNotice {
        @Override
        public String message() {
            return reason + ". It is set aside, and the one before is taken";
        }
    }

    private static String place(int epoch, int batch) {
        return batch == 0 ? "after epoch " + epoch : "in epoch " + (epoch + 1) + " after batch " + batch;
    }
}
