package gradus.lab.bench;

import static gradus.internal.Require.require;

import gradus.lab.run.Run;
import gradus.lab.view.WatchedRun;

/// Makes the steps of a run at the speed that is wanted, and says when somebody should look at it. Its user sees to the
/// threads.
final class Player {
    /// How long to train between checks for commands, in nanoseconds.
    private static final long SLICE = 4_000_000;
    /// With fewer steps a second than this, every step is looked at.
    private static final double SLOW = 200;
    /// At most this long nothing is checked.
    private static final long NAP = 50_000_000;

    private final Tempo tempo = new Tempo();
    private final Pace pace;
    private boolean playing;
    private boolean sprinting;
    private boolean unseen;
    private volatile double speed = Tempo.WATCH;

    Player(Pace pace) {
        this.pace = pace;
    }

    /// From now on steps are made.
    ///
    /// @param sprint whether as many as there can be, whatever the speed
    void play(Run run, boolean sprint) {
        playing = run.goesOn();
        sprinting = sprint;
        pace.start(run.steps());
        tempo.start(System.nanoTime());
    }

    void pause() {
        playing = false;
    }

    boolean isPlaying() {
        return playing;
    }

    double speed() {
        return speed;
    }

    /// Sets the speed: steps a second, [Tempo#FULL] or [Tempo#WATCH].
    void speed(double wanted) {
        require(
                wanted == Tempo.WATCH || (wanted >= 0 && wanted <= 1e6),
                "speed must be from 0 to 1000000 steps a second, or -1, got %s",
                wanted);
        speed = wanted;
        sprinting = false;
        tempo.start(System.nanoTime());
    }

    /// Makes the steps that are due; returns how long to wait until the next ones, in nanoseconds.
    ///
    /// @param look whether somebody waits for a picture
    long slice(WatchedRun current, boolean look) {
        Run run = current.run();
        long begin = System.nanoTime();
        boolean full = sprinting || speed == Tempo.FULL;
        double rate = full ? Double.POSITIVE_INFINITY : Tempo.rate(speed, run);
        int due = full ? Integer.MAX_VALUE : tempo.due(rate, begin);
        boolean watch = look || rate < SLOW;
        for (int made = 0; made < due && run.goesOn() && System.nanoTime() - begin < SLICE; made++) {
            if (run.atLastStep() || watch) {
                current.step();
                watch = rate < SLOW;
            } else if (pace.isSampleDue(System.nanoTime()) && current.wantsLayers()) {
                current.step();
                long looked = System.nanoTime();
                current.keepLayers();
                pace.sampleTaken(looked);
            } else {
                current.pass();
            }
            unseen = true;
        }
        playing = playing && run.goesOn();
        return full || !playing ? 0 : Math.min(unseen ? pace.untilPicture(System.nanoTime()) : NAP, tempo.until(rate));
    }

    /// Whether something happened since the last look.
    boolean isUnseen() {
        return unseen;
    }

    /// Somebody looked.
    void seen() {
        unseen = false;
    }
}
