package gradus.callbacks;

import static gradus.internal.Require.require;

import gradus.internal.Printable;
import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/// Shows the progress of each epoch on one line, as Keras does. In a terminal the line is redrawn in place, with a
/// bar and the remaining time; elsewhere one plain line is written at the end of the epoch.
///
/// The line is redrawn at most every 50 ms, and rarely enough to take at most a twentieth of the time, because
/// computing the metrics of an unfinished epoch may be expensive. Configure it before training.
///
/// Where an epoch ends when batches run out, the first one shows its steps as `12/Unknown` and the time so far; later
/// epochs are expected to have as many steps as the one before.
public final class ProgressBar implements Callback {
    private static final int WIDTH = 20;
    private static final long INTERVAL = 50_000_000;
    private static final int SHARE = 20;
    private static final double SECOND = 1e9;

    private final Appendable out;
    private final boolean terminal;
    private LongSupplier clock = System::nanoTime;
    private int columns = Integer.MAX_VALUE;
    private int lines = Integer.MAX_VALUE;

    private int epochs;
    private int steps;
    private int done;
    private long epochStart;
    private int firstDone;
    private long firstTime;
    private long lastTime;
    private long nextDraw;
    private int drawn;
    /// The line of the last epoch, until it is written.
    private CharSequence held = "";

    /// Creates a progress bar.
    ///
    /// @param out the output; flushed after each line if possible
    /// @param terminal whether `out` is a terminal that supports colours and carriage returns
    public ProgressBar(Appendable out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// Sets the clock; by default that of the system.
    ///
    /// @param nanoseconds returns the nanoseconds since any fixed moment
    /// @return this
    public ProgressBar clock(LongSupplier nanoseconds) {
        clock = nanoseconds;
        return this;
    }

    /// Sets the width of the terminal, to which the line of an unfinished epoch is truncated, because a line that
    /// wraps cannot be redrawn. By default it is not truncated.
    ///
    /// @param value the width in characters, at least 1
    /// @return this
    /// @throws IllegalArgumentException if it is less than 1
    public ProgressBar columns(int value) {
        require(value >= 1, "ProgressBar.columns must be at least 1, got %s", value);
        columns = value;
        return this;
    }

    /// Limits the number of lines written to an output other than a terminal: those of evenly spaced epochs, and
    /// that of the last one. By default there is one for every epoch.
    ///
    /// @param most the largest number of lines, at least 1
    /// @return this
    /// @throws IllegalArgumentException if it is less than 1
    public ProgressBar lines(int most) {
        require(most >= 1, "ProgressBar.lines must be at least 1, got %s", most);
        lines = most;
        return this;
    }

    @Override
    public boolean wantsBatches() {
        return true;
    }

    /// {@inheritDoc}
    ///
    /// @throws UncheckedIOException if writing fails
    @Override
    public void on(TrainingEvent event, Training training) {
        switch (event) {
            case TrainingEvent.Started started -> {
                epochs = started.epochs();
                steps = started.stepsPerEpoch();
                drawn = 0;
                held = "";
            }
            case TrainingEvent.EpochStarted started -> startEpoch(started.epoch());
            case TrainingEvent.BatchEnded ended -> batchEnded(ended.batch() + 1, training);
            case TrainingEvent.EpochEnded ended -> endEpoch(ended);
            case TrainingEvent.Ended ended -> {
                // Training may end within an epoch.
                if (drawn > 0) {
                    write("\n");
                    drawn = 0;
                }
                write(held);
            }
            default -> {}
        }
    }

    private void startEpoch(int epoch) {
        epochStart = clock.getAsLong();
        lastTime = epochStart;
        nextDraw = epochStart;
        done = 0;
        firstDone = 0;
        firstTime = epochStart;
        if (terminal && epochs > 1) {
            write("Epoch " + (epoch + 1) + "/" + epochs + "\n");
        }
    }

    private void batchEnded(int batches, Training training) {
        long now = clock.getAsLong();
        if (done == 0) {
            // The first step warms up, so the time per step is measured from its end.
            firstDone = batches;
            firstTime = now;
        }
        done = batches;
        lastTime = now;
        if (terminal && now >= nextDraw) {
            draw(training.logs());
            long end = clock.getAsLong();
            nextDraw = now + Math.max(INTERVAL, SHARE * (end - now));
        }
    }

    private void draw(Map<String, Double> logs) {
        String time = isUnknown() ? elapsed() : duration((long) (secondsPerStep() * Math.max(0, steps - done)));
        String head = counts() + bar() + " " + time;
        StringBuilder tail = new StringBuilder(perStep());
        appendLogs(tail, logs);
        int room = Math.max(0, columns - 1 - head.length());
        if (tail.length() > room) {
            tail.setLength(room);
        }
        redraw(time, tail);
    }

    private void endEpoch(TrainingEvent.EpochEnded ended) {
        if (isUnknown() || done > steps) {
            steps = done;
        }
        String time = elapsed();
        StringBuilder tail = new StringBuilder(perStep());
        if (terminal) {
            appendLogs(tail, ended.logs());
            redraw(time, tail);
            write("\n");
            drawn = 0;
        } else {
            tail.insert(0, "Epoch " + (ended.epoch() + 1) + "/" + epochs + " - " + time + " -");
            appendLogs(tail, ended.logs());
            tail.append('\n');
            boolean shown = isShown(ended.epoch());
            held = shown ? "" : tail;
            if (shown) {
                write(tail);
            }
        }
    }

    private boolean isShown(int epoch) {
        int others = lines - 1;
        return epochs <= lines || epoch == 0 || (long) (epoch + 1) * others / epochs > (long) epoch * others / epochs;
    }

    /// Overwrites the previous line, with blanks where that was longer.
    private void redraw(String time, CharSequence tail) {
        String counts = counts();
        StringBuilder line = new StringBuilder("\r\u001b[1m").append(counts).append("\u001b[0m");
        if (!isUnknown()) {
            appendBar(line.append(' '), steps == 0 ? WIDTH : (int) Math.min(WIDTH, (long) WIDTH * done / steps));
        }
        line.append(" \u001b[1m").append(time).append("\u001b[0m").append(tail);
        int length = counts.length() + bar().length() + 1 + time.length() + tail.length();
        line.repeat(' ', Math.max(0, drawn - length));
        drawn = length;
        write(line);
    }

    /// Returns whether the number of steps is not known yet.
    private boolean isUnknown() {
        return steps == Integer.MAX_VALUE;
    }

    /// Returns the bar without colours.
    private String bar() {
        return isUnknown() ? "" : " " + "━".repeat(WIDTH);
    }

    private String elapsed() {
        return String.format(Locale.ROOT, "%.0fs", (clock.getAsLong() - epochStart) / SECOND);
    }

    private String counts() {
        if (isUnknown()) {
            return String.format(Locale.ROOT, "%7d/Unknown", done);
        }
        String all = Integer.toString(steps);
        String now = Integer.toString(done);
        return " ".repeat(Math.max(0, all.length() - now.length())) + now + "/" + all;
    }

    private double secondsPerStep() {
        if (done > firstDone) {
            return (lastTime - firstTime) / SECOND / (done - firstDone);
        }
        return done == 0 ? 0 : (lastTime - epochStart) / SECOND;
    }

    private String perStep() {
        double seconds = secondsPerStep();
        if (seconds >= 1 || seconds == 0) {
            return String.format(Locale.ROOT, " %.0fs/step", seconds);
        }
        if (seconds >= 1e-3) {
            return String.format(Locale.ROOT, " %.0fms/step", seconds * 1e3);
        }
        return String.format(Locale.ROOT, " %.0fus/step", seconds * 1e6);
    }

    private static String duration(long seconds) {
        if (seconds >= 3600) {
            return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds % 3600 / 60, seconds % 60);
        }
        if (seconds >= 60) {
            return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
        }
        return seconds + "s";
    }

    private static void appendBar(StringBuilder line, int full) {
        if (full > 0) {
            line.append("\u001b[32m").repeat("━", full).append("\u001b[0m");
        }
        if (full < WIDTH) {
            line.append("\u001b[37m").repeat("━", WIDTH - full).append("\u001b[0m");
        }
    }

    private static void appendLogs(StringBuilder line, Map<String, Double> logs) {
        for (Map.Entry<String, Double> log : logs.entrySet()) {
            double value = log.getValue();
            line.append(" - ").append(Printable.shown(log.getKey())).append(": ");
            line.append(String.format(Locale.ROOT, Math.abs(value) > 1e-3 ? "%.4f" : "%.4e", value));
        }
    }

    private void write(CharSequence text) {
        try {
            out.append(text);
            if (out instanceof Flushable flushable) {
                flushable.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("ProgressBar cannot write", e);
        }
    }
}
