package gradus.kernels;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A fixed team of threads that does one [RangeTask] at a time, the calling thread among them.
///
/// Work is cut at multiples of a grain that the caller chooses without knowing the number of threads, so that results
/// do not depend on it. Nothing is allocated by [#run(int, int, RangeTask)]. When the team is busy with another
/// caller, or has one thread only, the caller does all parts itself, cut at the same places.
public final class Workers {
    private static final Workers SHARED = new Workers(defaultThreads());
    private static final int SPINS = 2_000;

    private final int threads;
    private final Thread[] helpers;
    private final ReentrantLock busy = new ReentrantLock();
    private final AtomicInteger nextPart = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    private volatile int generation;
    private int count;
    private int grain;
    private RangeTask task = (from, to) -> {};
    private volatile @org.jspecify.annotations.Nullable Throwable failure;

    private Workers(int threads) {
        this.threads = threads;
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Thread(this::help, "gradus-worker-" + (i + 1));
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    /// The team that is used where none is named: as many threads as processors, or `-Dgradus.threads=`.
    public static Workers shared() {
        return SHARED;
    }

    /// A team of its own. Its threads are daemons and live as long as the JVM.
    ///
    /// @param threads at least 1; 1 means that callers do all work themselves
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("Workers.threads must be at least 1, got " + threads);
        }
        return threads == SHARED.threads ? SHARED : new Workers(threads);
    }

    /// How many threads work, the caller included.
    public int threads() {
        return threads;
    }

    /// Runs the task on `[0, count)`, cut at the multiples of `grain`, and returns when all parts are done. Not
    /// re-entrant: a part runs the parts of a nested call by itself. Yields where there are more threads than
    /// processors; only the holder of the lock writes the generation.
    @SuppressWarnings({"ThreadPriorityCheck", "NonAtomicVolatileUpdate"})
    public void run(int count, int grain, RangeTask task) {
        if (helpers.length == 0 || count <= grain || busy.isHeldByCurrentThread() || !busy.tryLock()) {
            for (int from = 0; from < count; from += grain) {
                task.run(from, Math.min(from + grain, count));
            }
            return;
        }
        try {
            this.count = count;
            this.grain = grain;
            this.task = task;
            nextPart.set(0);
            running.set(helpers.length);
            generation++;
            for (Thread helper : helpers) {
                LockSupport.unpark(helper);
            }
            work();
            for (int spin = 0; running.get() > 0; spin++) {
                if (spin < SPINS) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
            Throwable thrown = failure;
            if (thrown != null) {
                failure = null;
                throw new IllegalStateException("a part of the work failed: " + thrown, thrown);
            }
        } finally {
            busy.unlock();
        }
    }

    private void work() {
        try {
            for (int part = nextPart.getAndIncrement();
                    (long) part * grain < count;
                    part = nextPart.getAndIncrement()) {
                task.run(part * grain, Math.min(part * grain + grain, count));
            }
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private void help() {
        int seen = 0;
        while (true) {
            for (int spin = 0; generation == seen; spin++) {
                if (spin < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            seen = generation;
            work();
            running.decrementAndGet();
        }
    }

    private static int defaultThreads() {
        int configured =
                Integer.getInteger("gradus.threads", Runtime.getRuntime().availableProcessors());
        return Math.max(1, configured);
    }
}
