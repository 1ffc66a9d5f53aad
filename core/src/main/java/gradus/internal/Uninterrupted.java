package gradus.internal;

import java.io.IOException;

/// Reads and writes files on a thread that has been interrupted. File channels close when the interrupt flag is
/// set, and a model or a checkpoint must not be lost because its thread was asked to end.
public final class Uninterrupted {
    private Uninterrupted() {}

    /// A task that reads or writes. It may be run again from its start.
    ///
    /// @param <T> the type of the result
    @FunctionalInterface
    public interface Task<T> {
        /// Reads or writes.
        ///
        /// @return the result
        /// @throws IOException if it fails
        T run() throws IOException;
    }

    /// Runs a task with the thread's interrupt flag cleared, and restores the flag afterwards. A task that fails
    /// because of an interrupt is run again.
    ///
    /// @param <T> the type of the result
    /// @param task the task
    /// @return the result of the task
    /// @throws IOException if the task fails
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
