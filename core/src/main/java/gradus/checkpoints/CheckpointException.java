package gradus.checkpoints;

import org.jspecify.annotations.Nullable;

/// Thrown if training cannot continue from a checkpoint, or if a folder cannot hold checkpoints. The message says
/// which, why, and what to do.
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// The kind of problem.
    private final Problem problem;

    CheckpointException(Problem problem, String message) {
        this(problem, message, null);
    }

    CheckpointException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /// {@return the kind of problem}
    public Problem problem() {
        return problem;
    }

    /// The kinds of problems.
    public enum Problem {
        /// A file has changed since it was written.
        DAMAGED,
        /// A file was written by a newer version of Gradus.
        NEWER_VERSION,
        /// The data, model or settings differ from those of the checkpoint.
        OTHER_TRAINING,
        /// Another training saves to the folder.
        IN_USE,
        /// The folder already holds checkpoints, and training is not set to resume from them.
        NOT_EMPTY,
        /// The file system reports an error.
        NOT_USABLE,
    }
}
