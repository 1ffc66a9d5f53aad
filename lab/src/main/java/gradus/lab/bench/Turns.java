package gradus.lab.bench;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How benches share the processors: some steps or a picture are a turn, and who asks first has it first. With as many
/// turns at a time as there are processors but one, requests find a free one.
public final class Turns {
    /// For a bench that need not share.
    public static final Turns ALONE = new Turns(null, 25_000_000);

    /// Of pictures that many look at over one network, in nanoseconds.
    private static final long SHARED = 100_000_000;

    private final @Nullable Semaphore free;
    private final long apart;

    private Turns(@Nullable Semaphore free, long apart) {
        this.free = free;
        this.apart = apart;
    }

    /// For benches that share.
    ///
    /// @param atOnce how many have a turn at the same time
    public static Turns shared(int atOnce) {
        return new Turns(new Semaphore(atOnce, true), SHARED);
    }

    /// At least this much time lies between the beginnings of two pictures of a bench, in nanoseconds.
    long apart() {
        return apart;
    }

    /// Does something when it is its turn.
    void take(Runnable work) {
        take(() -> {
            work.run();
            return work;
        });
    }

    /// The same with an answer.
    <T> T take(Supplier<T> work) {
        if (free == null) {
            return work.get();
        }
        free.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
