package gradus.kernels;

import gradus.math.RangeTask;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;

/// A fixed team of threads, including the calling one, that processes one [RangeTask] at a time.
///
/// Work is split at multiples of a grain that the caller chooses without knowing the number of threads, so results
/// do not depend on that number. [#run(int, int, RangeTask)] does not allocate. If the team is busy with another
/// caller, or has only one thread, the caller processes all parts itself, split at the same places.
///
/// A team may have more threads than there are processors, but wakes no more than the processors can run.
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

    /// {@return the default team: as many threads as processors, or `-Dgradus.threads=`}
    public static Workers shared() {
        return SHARED;
    }

    /// Returns a separate team, unless the shared one has as many threads. Its threads are daemons and end when the
    /// team is no longer referenced.
    ///
    /// @param threads the number of threads, at least 1; with 1, callers do all work themselves
    /// @return the team
    /// @throws IllegalArgumentException if `threads` is less than 1
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("Workers.threads must be at least 1, got " + threads);
        }
        return threads == SHARED.threads ? SHARED : new Workers(threads);
    }

    /// {@return the number of threads, including the caller}
    public int threads() {
        return threads;
    }

    /// Runs a task on `[0, count)`, split at the multiples of `grain`, and returns when all parts are done, in any
    /// order. A nested call processes its parts one after the other. An exception of a part is thrown here, that of
    /// the first such part if there are several; other parts may or may not have been processed.
    ///
    /// @param count the number of items
    /// @param grain the number of items in a part, at least 1, unless there is nothing to do
    /// @param task the task to run on each part
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
