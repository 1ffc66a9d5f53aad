package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/// What must hold of anything that reads bytes from anywhere.
final class FuzzBounds {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_BYTES = 64L << 20;
    /// Nanoseconds of computing, in a JVM that is slowed down by the fuzzer.
    private static final long LONGEST = 2_000_000_000;

    private FuzzBounds() {}

    /// What reads.
    @FunctionalInterface
    interface Reading {
        void run() throws IOException;
    }

    /// Reads: it must end soon, take little memory, and give a result or an error of model files, in a short sentence.
    static void hold(Reading reading) throws IOException {
        // What seems too much is tried again: the first time classes are loaded, and changed by the fuzzer.
        for (int round = 0; !isCheap(reading); round++) {
            assertThat(round).as("rounds that took too much memory or time").isLessThan(2);
        }
    }

    private static boolean isCheap(Reading reading) throws IOException {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long time = THREADS.getCurrentThreadCpuTime();
        try {
            reading.run();
        } catch (ModelFileException e) {
            assertThat(e.getMessage()).hasSizeLessThan(2000).doesNotContainPattern("[\\p{Cntrl}&&[^\\n\\t]]");
        }
        return THREADS.getCurrentThreadAllocatedBytes() - bytes < MOST_BYTES
                && THREADS.getCurrentThreadCpuTime() - time < LONGEST;
    }
}
