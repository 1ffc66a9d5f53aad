package gradus.kernels;

/// Decides when vectors take over from plain loops in one operation of [StartingKernels]. A process that does
/// little never needs them. In one that has spent enough on them, a thread runs both on numbers of its own, with
/// pauses in which the compiler works, until the vectors are the faster ones; the other threads use plain loops
/// meanwhile. Both give the same bits.
abstract class WarmUp {
    /// Nanoseconds that plain loops may take before vectors are made ready, of all threads; about as long as that
    /// takes.
    private static final long ENOUGH = 1_000_000_000L;

    /// After this time, in nanoseconds, the vectors are used in any case.
    private static final long LONGEST = 3_000_000_000L;

    /// How often each is run between two pauses, and how many times as long as the runs a pause is.
    private static final int RUNS = 10;

    private static final int PAUSE = 3;
    private static final long LONGEST_PAUSE = 50;
    private static final long MILLISECOND = 1_000_000;
    private static final Object ONE_AT_A_TIME = new Object();

    /// What plain loops have taken, in all operations, about: threads may overwrite each other's sums.
    private static long spent;

    /// Whether nothing waits for it.
    private static volatile boolean skipped;

    private volatile boolean vectors;
    private boolean started;

    /// {@return whether to use plain loops}
    final boolean isCold() {
        return !vectors && !skipped;
    }

    /// Takes note of what plain loops have done.
    ///
    /// @param begin when they began, by [System#nanoTime()]
    final void spentSince(long begin) {
        spent(System.nanoTime() - begin);
    }

    /// Takes note of what plain loops do with a few numbers, about: less than asking the clock twice takes.
    ///
    /// @param numbers how many
    final void spentOn(int numbers) {
        spent(numbers);
    }

    private void spent(long nanoseconds) {
        spent += nanoseconds;
        if (spent >= ENOUGH) {
            start();
        }
    }

    /// See [Kernels#skipStart].
    static void skip() {
        skipped = true;
    }

    private synchronized void start() {
        if (!started) {
            started = true;
            Thread.ofPlatform().daemon().name("gradus-warm-up").start(this::await);
        }
    }

    private void await() {
        synchronized (ONE_AT_A_TIME) {
            try {
                warmUp();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            vectors = true;
        }
    }

    private void warmUp() throws InterruptedException {
        long begin = System.nanoTime();
        long plain = Long.MAX_VALUE;
        for (long now = begin; now - begin < LONGEST; now = System.nanoTime()) {
            long last = Long.MAX_VALUE;
            for (int run = 0; run < RUNS; run++) {
                plain = Math.min(plain, nanoseconds(false));
                last = Math.min(last, nanoseconds(true));
            }
            if (last <= plain) {
                return;
            }
            Thread.sleep(Math.min(LONGEST_PAUSE, PAUSE * (System.nanoTime() - now) / MILLISECOND));
        }
    }

    private long nanoseconds(boolean byVectors) {
        long start = System.nanoTime();
        run(byVectors);
        return System.nanoTime() - start;
    }

    /// Runs the operation once, on numbers of no use.
    ///
    /// @param byVectors whether by vectors, not by plain loops
    abstract void run(boolean byVectors);
}
