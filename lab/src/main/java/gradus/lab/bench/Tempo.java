package gradus.lab.bench;

import gradus.lab.run.Run;

/// How many steps are due. A run that is to be watched begins with single steps and takes some seconds in all: with
/// `s` steps made, its rate is `FIRST + g·s`, where `g` is such that the planned steps take [#SPAN].
final class Tempo {
    /// The speed of a run that is to be watched, in place of steps a second.
    static final double WATCH = -1;
    /// As fast as it goes.
    static final double FULL = 0;
    /// Seconds that a watched run takes.
    static final double SPAN = 12;
    /// Steps a second at its beginning.
    static final double FIRST = 5;
    /// Time that was not used is not made up for, beyond this.
    private static final double LATE = 0.1;

    private double owed;
    private long last;

    /// Begins with a step at once.
    void start(long now) {
        owed = 1;
        last = now;
    }

    /// How many steps are due now.
    ///
    /// @param rate steps a second
    int due(double rate, long now) {
        double seconds = Math.min(LATE, Math.max(0, (now - last) / 1e9));
        last = now;
        owed += rate * seconds;
        int steps = (int) Math.min(1 << 20, Math.floor(owed));
        owed -= steps;
        return steps;
    }

    /// How long it takes until another step is due, in nanoseconds.
    long until(double rate) {
        return (long) Math.max(0, (1 - owed) / rate * 1e9);
    }

    /// The steps a second of a run at this moment.
    ///
    /// @param speed steps a second, or [#WATCH]
    static double rate(double speed, Run run) {
        long planned = run.plannedSteps();
        return speed > 0 ? speed : rate(run.steps() % planned, planned);
    }

    /// The steps a second of a watched run.
    static double rate(long made, long planned) {
        if (planned <= FIRST * SPAN) {
            return FIRST;
        }
        return FIRST + growth(planned) * made;
    }

    /// Solves `planned = FIRST · (e^(g·SPAN) - 1) / g` by halving.
    private static double growth(long planned) {
        double low = 1e-9;
        double high = 10;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (FIRST * Math.expm1(middle * SPAN) / middle < planned) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
