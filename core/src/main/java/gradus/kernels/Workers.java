package gradus.kernels;

import gradus.math.RangeTask;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;

/// A fixed team of threads that does one [RangeTask] at a time, the calling thread among them.
///
/// Work is cut at multiples of a grain that the caller chooses without knowing the number of threads, so that
/// results do not depend on it. Nothing is allocated by [#run(int, int, RangeTask)]. When the team is busy with
/// another caller, or has one thread only, the caller does all parts itself, cut at the same places.
///
/// A team may have more threads than there are processors, but no more are woken than processors can run.
public final class Workers {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Workers SHARED = new Workers(defaultThreads());

    private final int threads;
    private final Team team;
    private final AtomicBoolean busy = new AtomicBoolean();

    private Workers(int threads) {
        this.threads = threads;
        team = new Team(threads - 1);
        if (threads > 1) {
            CLEANER.register(this, team::stop);
        }
    }

    /// The team that is used where none is named: as many threads as processors, or `-Dgradus.threads=`.
    public static Workers shared() {
        return SHARED;
    }

    /// A team of its own, unless the shared one has as many threads. Its threads are daemons and end when the team
    /// is no longer referred to.
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

    /// Runs the task on `[0, count)`, cut at the multiples of `grain`, and returns when all parts are done, in
    /// whatever order. A nested call does its parts one after the other. An exception of a part is thrown here,
    /// that of the first such part if there are several; other parts may or may not have been done.
    ///
    /// @param grain at least 1, unless there is nothing to do
    public void run(int count, int grain, RangeTask task) {
        if (count == 0) {
            return;
        }
        int parts = (int) (((long) count + grain - 1) / grain);
        if (parts <= 1 || threads == 1 || !busy.compareAndSet(false, true)) {
            for (int part = 0; part < parts; part++) {
                task.run(part * grain, (int) Math.min((part + 1L) * grain, count));
            }
            return;
        }
        try {
            team.run(count, grain, parts, task);
        } finally {
            busy.set(false);
        }
    }

    private static int defaultThreads() {
        int configured =
                Integer.getInteger("gradus.threads", Runtime.getRuntime().availableProcessors());
        return Math.max(1, configured);
    }
}
