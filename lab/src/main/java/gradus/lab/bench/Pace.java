package gradus.lab.bench;

/// Measures the speed of a run and decides when to look at it: pictures and samples of layers may take a small share
/// of the training time. All times are in nanoseconds.
final class Pace {
    /// At least this much time lies between two pictures.
    private static final long PICTURE = 45_000_000;
    /// At most this much time lies between two looks, however long one takes.
    private static final long LONGEST = 500_000_000;
    /// Pictures take at most a thirtieth of the time.
    private static final int PICTURE_SHARE = 30;
    /// Samples of layers take at most a sixtieth of the time.
    private static final int SAMPLE_SHARE = 60;
    /// The rate is measured over at least this much time.
    private static final long RATE = 300_000_000;

    private long nextPicture;
    private long nextSample;
    private long rateSteps;
    private long rateTime;
    private double stepsPerSecond;

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

    /// A picture was made.
    void pictureMade(long begin) {
        long end = System.nanoTime();
        nextPicture = end + Math.min(LONGEST, Math.max(PICTURE, PICTURE_SHARE * (end - begin)));
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
