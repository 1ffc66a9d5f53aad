package gradus.internal;

import java.io.IOException;

/// Runs reads and writes of files on a thread that was interrupted. The channels of files close under an interrupt
/// flag, and a model or a checkpoint must not be lost because somebody asked its thread to end.
public final class Uninterrupted {
    private Uninterrupted() {}

    /// What reads or writes. It may be run again from its start.
    @FunctionalInterface
    public interface Task<T> {
        /// Reads or writes.
        T run() throws IOException;
    }

    /// Runs a task with the thread's interrupt flag cleared, and sets the flag again afterwards. A task that fails
    /// while an interrupt comes is run again.
    ///
    /// @return what the task returns
    /// @throws IOException that of the task
    public static <T> T call(Task<T> task) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return task.run();
                } catch (IOException | RuntimeException e) {
                    if (!Thread.interrupted()) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
