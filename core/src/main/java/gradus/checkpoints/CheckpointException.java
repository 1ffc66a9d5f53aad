package gradus.checkpoints;

import org.jspecify.annotations.Nullable;

/// A checkpoint that cannot be gone on from, or a folder that cannot hold one. The message says which, why, and
/// what to do.
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Problem problem;

    CheckpointException(Problem problem, String message) {
        this(problem, message, null);
    }

    CheckpointException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /// What is wrong.
    public Problem problem() {
        return problem;
    }

    /// What can be wrong.
    public enum Problem {
        /// A file is not what was written.
        DAMAGED,
        /// A file was written by a version of Gradus that knows more.
        NEWER_VERSION,
        /// Data, model or settings are others than those of the checkpoint.
        OTHER_TRAINING,
        /// Somebody else saves to the folder.
        IN_USE,
        /// The folder holds checkpoints already, and training is not to go on from them.
        NOT_EMPTY,
        /// The file system refuses.
        NOT_USABLE,
    }
}
