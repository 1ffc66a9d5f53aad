package gradus.parquet;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Ends a read of which nothing comes: the threads of the library can read the pages of a damaged file for ever.
final class Patience {
    /// Much more than a batch takes from a slow disk.
    static final Duration USUAL = Duration.ofSeconds(60);

    private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("gradus-parquet-clock").factory());

    static {
        CLOCK.setRemoveOnCancelPolicy(true); // there is an alarm for each batch
    }

    private final Duration limit;
    private boolean lost;

    Patience(Duration limit) {
        this.limit = limit;
    }

    /// Runs what waits for the library's threads.
    ///
    /// @throws IOException if nothing came of it in time
    <T> T read(Callable<T> action) throws Exception {
        Alarm alarm = new Alarm(Thread.currentThread());
        Future<?> ring = CLOCK.schedule(alarm::ring, limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return action.call();
        } catch (Exception e) {
            if (alarm.over()) {
                lost = true;
                IOException late = new IOException("nothing came of it in " + limit.toSeconds() + " s");
                late.addSuppressed(e);
                throw late;
            }
            throw e;
        } finally {
            alarm.over();
            ring.cancel(false);
        }
    }

    /// {@return whether a read was given up} Its threads go on until the program ends, so nothing may wait for them.
    boolean isLost() {
        return lost;
    }

    /// Interrupts a thread, unless that is done already.
    private static final class Alarm {
        private final Thread reader;
        private boolean rang;
        private boolean over;

        private Alarm(Thread reader) {
            this.reader = reader;
        }

        private synchronized void ring() {
            if (!over) {
                rang = true;
                reader.interrupt();
            }
        }

        /// Whether it rang; after this it does not, and the thread is not interrupted by it.
        private synchronized boolean over() {
            if (rang && !over) {
                Thread.interrupted();
            }
            over = true;
            return rang;
        }
    }
}
