package gradus.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts what the calling thread allocates.
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final long SECONDS = 60;

    private Allocation() {}

    /// The fewest bytes that a run of a task allocates, of as many as fit into some seconds of computing, or until one
    /// allocates nothing: the first ones may link classes and lambdas, and the compiler may still be at work. It is the
    /// time this thread has computed that counts, so that a busy machine gives the compiler as many runs to see.
    public static long leastBytes(Runnable task) {
        long deadline = THREADS.getCurrentThreadCpuTime() + SECONDS * 1_000_000_000L;
        long least = Long.MAX_VALUE;
        while (least > 0 && THREADS.getCurrentThreadCpuTime() < deadline) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            task.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
