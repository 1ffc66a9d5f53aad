package gradus.kernels;

import gradus.math.RangeTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The threads behind [Workers]. They hold no reference to it, so that it can be garbage-collected, and they with
/// it.
///
/// Everything depends on one number, the ticket. Its two halves are the first part still available and the end of
/// the available parts. A thread takes a part by moving one of them with a compare-and-set. The task does not
/// change until every part taken is done, because the caller waits for them; and while it changes, no part is
/// available. So nobody waits for idle threads, and a thread that slept through a run does no harm.
///
/// The caller takes parts from the front, the others from the back: with two threads, each gets much the same parts
/// every time and finds their data in its own cache.
final class Team {
    /// About 0.1 ms: longer than the pauses between the products of a training step.
    private static final int SPINS = 2_000;

    private static final int CALLER_SPINS = 200;
    private static final int YIELDS = 50;
    private static final long NEXT_FRONT = 1L << 32;

    private final Helper[] helpers;
    private final Thread[] threads;
    private final int awake;
    private final AtomicLong ticket = new AtomicLong();
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile @Nullable Thread caller;
    private volatile boolean stopped;

    // Written before the ticket, read after it.
    private int count;
    private int grain;
    private RangeTask task = RangeTask.NOTHING;

    // Written under the monitor before the part is counted as finished.
    private @Nullable Throwable failure;
    private int failedPart;

    /// A thread besides the calling one.
    private static final class Helper implements Runnable {
        final Team team;
        volatile boolean parked;

        Helper(Team team) {
            this.team = team;
        }

        @Override
        public void run() {
            team.help(this);
        }
    }

    Team(int size) {
        helpers = new Helper[size];
        threads = new Thread[size];
        awake = Math.min(size, Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
        for (int i = 0; i < size; i++) {
            helpers[i] = new Helper(this);
            threads[i] = new Thread(helpers[i], "gradus-worker-" + (i + 1));
            threads[i].setDaemon(true);
        }
        for (Thread thread : threads) {
            thread.start();
        }
    }

    /// Runs all parts. Only one caller at a time.
    void run(int count, int grain, int parts, RangeTask task) {
        this.count = count;
        this.grain = grain;
        this.task = task;
        unfinished.set(parts);
        ticket.set(parts);
        int wanted = Math.min(awake, parts - 1);
        for (int i = 0; i < wanted; i++) {
            if (helpers[i].parked) {
                LockSupport.unpark(threads[i]);
            }
        }
        workFromTheFront();
        await();
        // Nobody reads it until the next ticket. The threads would keep it, what it belongs to, and so themselves.
        this.task = RangeTask.NOTHING;
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw new IllegalStateException("a part of the work failed: " + thrown, thrown);
        }
    }

    private void workFromTheFront() {
        for (long seen = ticket.get(); partsLeft(seen); seen = ticket.get()) {
            if (ticket.compareAndSet(seen, seen + NEXT_FRONT)) {
                finish((int) (seen >>> 32));
            }
        }
    }

    private void workFromTheBack() {
        for (long seen = ticket.get(); partsLeft(seen); seen = ticket.get()) {
            if (ticket.compareAndSet(seen, seen - 1)) {
                finish((int) seen - 1);
            }
        }
    }

    private static boolean partsLeft(long ticket) {
        return (int) (ticket >>> 32) < (int) ticket;
    }

    private void finish(int part) {
        try {
            task.run(part * grain, (int) Math.min((part + 1L) * grain, count));
        } catch (Throwable thrown) {
            report(part, thrown);
        }
        if (unfinished.decrementAndGet() == 0) {
            LockSupport.unpark(caller);
        }
    }

    private synchronized void report(int part, Throwable thrown) {
        if (failure == null || part < failedPart) {
            failure = thrown;
            failedPart = part;
        }
    }

    /// Waits for the parts that others have taken. An interrupt does not end the wait, and stays set. Yields to a
    /// helper that has lost its processor.
    @SuppressWarnings("ThreadPriorityCheck")
    private void await() {
        for (int idle = 0; unfinished.get() > 0; idle++) {
            if (idle < CALLER_SPINS) {
                Thread.onSpinWait();
            } else if (idle < CALLER_SPINS + YIELDS || Thread.currentThread().isInterrupted()) {
                Thread.yield();
            } else {
                caller = Thread.currentThread();
                if (unfinished.get() > 0) {
                    LockSupport.park(this);
                }
                caller = null;
            }
        }
    }

    // Yields before it sleeps, so that spinning does not keep other threads from working.
    @SuppressWarnings("ThreadPriorityCheck")
    private void help(Helper self) {
        int idle = 0;
        while (!stopped) {
            if (partsLeft(ticket.get())) {
                workFromTheBack();
                idle = 0;
            } else if (idle < SPINS) {
                idle++;
                Thread.onSpinWait();
            } else if (idle < SPINS + YIELDS) {
                idle++;
                Thread.yield();
            } else {
                self.parked = true;
                if (!partsLeft(ticket.get()) && !stopped) {
                    LockSupport.park(this);
                }
                self.parked = false;
                // If it came too late, it is awake for the next run.
                idle = 0;
                // An interrupt, which is meant for nobody here, would end every later sleep at once.
                Thread.interrupted();
            }
        }
    }

    void stop() {
        stopped = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }
}
