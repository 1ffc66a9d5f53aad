package gradus.lab.comparisons;

import static gradus.internal.Require.require;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The comparisons of the lab: a few at a time, and the newest kept. One that no page looks at any more is stopped.
public final class Comparisons implements AutoCloseable {
    private static final int AT_A_TIME = 2;
    private static final int KEPT = 12;
    private static final Duration ALONE = Duration.ofSeconds(20);

    private final List<LiveComparison> all = new ArrayList<>();
    private final int threads;
    private final boolean shared;
    private final ScheduledExecutorService watch;
    private int lastId;
    private boolean closed;

    /// None yet; runs use all processors.
    public Comparisons() {
        this(Runtime.getRuntime().availableProcessors(), ALONE);
    }

    /// None yet, for many who look at them together: who asks what another has asked sees what that one sees, and none
    /// stops it for the others.
    ///
    /// @param threads runs of a comparison that are made side by side
    public static Comparisons shared(int threads) {
        return new Comparisons(threads, ALONE, true);
    }

    /// None yet.
    ///
    /// @param threads runs of a comparison that are made side by side
    /// @param alone after so long without a page that looks, a comparison is stopped
    Comparisons(int threads, Duration alone) {
        this(threads, alone, false);
    }

    private Comparisons(int threads, Duration alone, boolean shared) {
        this.threads = threads;
        this.shared = shared;
        watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("gradus-comparisons").factory());
        long pace = Math.max(50, alone.toMillis() / 10);
        // Its end is that of the executor; its result is nothing.
        var unused = watch.scheduleWithFixedDelay(
                () -> copy().forEach(comparison -> comparison.stopIfAlone(alone.toNanos())),
                pace,
                pace,
                TimeUnit.MILLISECONDS);
    }

    private synchronized List<LiveComparison> copy() {
        return List.copyOf(all);
    }

    /// Begins a comparison.
    ///
    /// @throws IllegalArgumentException if it is too large or cannot be run; the message says why
    /// @throws IllegalStateException if others run already
    public synchronized LiveComparison begin(LiveComparison.Question question) {
        require(!closed, "the lab is closed");
        for (LiveComparison known : shared ? all : List.<LiveComparison>of()) {
            if (known.answers(question)) {
                return known;
            }
        }
        long running = all.stream().filter(LiveComparison::isRunning).count();
        if (running >= AT_A_TIME) {
            throw new IllegalStateException("there are " + running
                    + " comparisons at work already, in other pages perhaps; wait for one, or cancel it");
        }
        LiveComparison begun = new LiveComparison(++lastId, question, threads).start();
        all.add(begun);
        for (int i = 0; i < all.size() && all.size() > KEPT; ) {
            if (all.get(i).isRunning()) {
                i++;
            } else {
                all.remove(i);
            }
        }
        return begun;
    }

    /// The comparison of an id.
    ///
    /// @throws IllegalArgumentException if there is none, or none any more
    public synchronized LiveComparison get(int id) {
        for (LiveComparison known : all) {
            if (known.id() == id) {
                return known;
            }
        }
        throw new IllegalArgumentException("there is no comparison " + id + "; the lab keeps the last " + KEPT);
    }

    /// Stops the comparison of an id, unless others may look at it.
    ///
    /// @throws IllegalArgumentException if there is none, or none any more
    void cancel(int id) {
        LiveComparison known = get(id);
        if (!shared) {
            known.cancel();
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        synchronized (this) {
            closed = true;
        }
        copy().forEach(LiveComparison::cancel);
        copy().forEach(comparison -> comparison.join(5000));
    }
}
