package gradus.lab.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// Measures the speed of a run and decides when to look at it: samples of layers may take a small share of the training
/// time, pictures, which another thread makes, a share of that thread's. What a picture costs is time of the processor:
/// on a machine that has others to serve, a cheap picture takes long and is due again soon all the same. All times are
/// in nanoseconds.
final class Pace {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /// At most this much time lies between two looks, however long one takes.
    private static final long LONGEST = 500_000_000;
    /// After a picture that costs less than this there is a pause of half as long: thirty fit into a second.
    private static final long QUICK = 22_000_000;
    /// What others cost beyond that is followed by a pause of this many times as long.
    private static final int PICTURE_SHARE = 12;
    /// Samples of layers take at most a sixtieth of the time.
    private static final int SAMPLE_SHARE = 60;
    /// The rate is measured over at least this much time.
    private static final long RATE = 300_000_000;

    private final long apart;
    private volatile long nextPicture;
    private long nextSample;
    private long rateSteps;
    private long rateTime;
    private double stepsPerSecond;

    /// A pace.
    ///
    /// @param apart at least this much time lies between the beginnings of two pictures
    Pace(long apart) {
        this.apart = apart;
    }

    /// Forgets the rate of another run.
    void reset() {
        stepsPerSecond = 0;
    }

    /// Steps are made from now on.
    ///
    /// @param steps of the run so far
    void start(long steps) {
        rateSteps = steps;
        rateTime = System.nanoTime();
    }

    /// Measures the rate anew, if enough time has passed.
    ///
    /// @param steps of the run so far
    void measure(long steps) {
        long now = System.nanoTime();
        if (now - rateTime > RATE) {
            stepsPerSecond = (steps - rateSteps) * 1e9 / (now - rateTime);
            rateSteps = steps;
            rateTime = now;
        }
    }

    double stepsPerSecond() {
        return stepsPerSecond;
    }

    boolean isPictureDue(long now) {
        return now >= nextPicture;
    }

    /// How long it takes until a picture is due.
    long untilPicture(long now) {
        return Math.max(0, nextPicture - now);
    }

    /// The time of the processor that this thread has spent so far.
    static long spent() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /// A picture was made.
    ///
    /// @param cost in time of the processor
    void pictureMade(long begin, long cost) {
        long pause = cost / 2 + PICTURE_SHARE * Math.max(0, cost - QUICK);
        // By a clock of its own, as far as it can: pictures that begin a little late do not come more seldom.
        long clock = Math.max(nextPicture, begin - apart / 2) + apart;
        nextPicture = Math.max(clock, System.nanoTime() + Math.min(LONGEST, pause));
    }

    boolean isSampleDue(long now) {
        return now >= nextSample;
    }

    /// A sample was taken.
    void sampleTaken(long begin) {
        long end = System.nanoTime();
        nextSample = end + Math.min(LONGEST, SAMPLE_SHARE * (end - begin));
    }
}
