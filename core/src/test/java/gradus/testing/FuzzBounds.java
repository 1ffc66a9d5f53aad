package gradus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/// What must hold of anything that reads bytes from elsewhere: it ends soon, takes little memory, and gives a result or
/// an error of its kind, in a short sentence.
public final class FuzzBounds {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_BYTES = 64L << 20;
    /// Beyond that, for each byte that is read.
    private static final long MOST_BYTES_EACH = 256;
    /// Nanoseconds of computing, in a JVM that is slowed down by the fuzzer.
    private static final long LONGEST = 2_000_000_000;
    private static final int LONGEST_MESSAGE = 2000;

    private FuzzBounds() {}

    /// What reads.
    @FunctionalInterface
    public interface Reading {
        /// Reads.
        void run() throws IOException;
    }

    /// Reads within the bounds.
    ///
    /// @param refusal the type of error that says what is wrong with what was read
    /// @param size how many bytes are read, where memory and messages may grow with them; else 0
    /// @return the message of the error; null if there was none
    public static @Nullable String hold(Class<? extends Exception> refusal, int size, Reading reading)
            throws IOException {
        // What seems too much is tried again: the first time classes are loaded, and changed by the fuzzer.
        for (int round = 0; ; round++) {
            assertThat(round).as("rounds that took too much memory or time").isLessThan(3);
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long time = THREADS.getCurrentThreadCpuTime();
            String message = message(refusal, reading);
            if (THREADS.getCurrentThreadAllocatedBytes() - bytes < MOST_BYTES + MOST_BYTES_EACH * size
                    && THREADS.getCurrentThreadCpuTime() - time < LONGEST) {
                assertThat(message == null ? "" : message).hasSizeLessThan(LONGEST_MESSAGE + size);
                return message;
            }
        }
    }

    private static @Nullable String message(Class<? extends Exception> refusal, Reading reading) throws IOException {
        try {
            reading.run();
            return null;
        } catch (RuntimeException | IOException e) {
            if (!refusal.isInstance(e)) {
                throw e;
            }
            return String.valueOf(e.getMessage());
        }
    }
}
