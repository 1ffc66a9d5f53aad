package gradus.lab.bench;

import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.Frame;
import gradus.lab.messages.Messages.Picture;
import gradus.lab.messages.Messages.RunView;
import gradus.lab.messages.Messages.StepPoint;
import gradus.lab.messages.Messages.Verdict;
import gradus.lab.messages.RunState;
import gradus.lab.run.Curve;
import gradus.lab.run.Run;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The newest state of the lab, and its waiting readers. Posting a state never blocks; a slow reader skips the states
/// in between.
final class Bulletin {
    private @Nullable State state;
    private long version;
    private long exact;
    private boolean closed;

    /// What was seen last.
    record State(
            Run run,
            RunState state,
            String message,
            int epoch,
            int batch,
            long steps,
            double stepsPerSecond,
            double learningRate,
            double speed,
            @Nullable String sha256,
            @Nullable Picture picture,
            List<Verdict> verdicts,
            List<RunView> runs) {
        /// With what it takes time to see.
        State with(@Nullable Picture picture, @Nullable String sha256, List<Verdict> verdicts) {
            return new State(
                    run,
                    state,
                    message,
                    epoch,
                    batch,
                    steps,
                    stepsPerSecond,
                    learningRate,
                    speed,
                    sha256,
                    picture,
                    verdicts,
                    runs);
        }
    }

    synchronized void post(State seen) {
        exact++;
        put(seen);
    }

    /// How many states were posted that are exact.
    synchronized long exact() {
        return exact;
    }

    /// Posts a state that took its time, unless an exact one came meanwhile.
    ///
    /// @param known what [#exact()] was when the state was seen
    synchronized void postLate(State seen, long known) {
        if (exact == known) {
            put(seen);
        }
    }

    private void put(State seen) {
        state = seen;
        version++;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /// Waits until there is news, or some time has passed; returns the newest version.
    synchronized long await(long known, long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (version == known && !closed) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return version;
    }

    /// The newest state, with the points of the curve that the stream has not sent yet.
    @Nullable
    Told tell(Cursor cursor) {
        State seen;
        long seenVersion;
        synchronized (this) {
            seen = state;
            seenVersion = version;
        }
        if (seen == null) {
            return null;
        }
        Run run = seen.run();
        boolean same = cursor.run() == run.id();
        Curve<CurvePoint> curve = run.curve();
        Curve<StepPoint> losses = run.trace();
        int stride = curve.stride();
        int traceStride = losses.stride();
        boolean replace = !same || cursor.stride() != stride || cursor.traceStride() != traceStride;
        List<CurvePoint> points = curve.after(cursor.epoch(), replace ? 0 : stride);
        List<StepPoint> trace = losses.after(cursor.step(), replace ? 0 : traceStride);
        int keptStep = cursor.step();
        for (StepPoint point : trace) {
            if (point.step() % traceStride == 0) {
                keptStep = point.step();
            }
        }
        int kept = cursor.epoch();
        for (CurvePoint point : points) {
            if (point.epoch() % stride == 0) {
                kept = point.epoch();
            }
        }
        Frame frame = new Frame(
                run.id(),
                run.revision(),
                seenVersion,
                seen.state(),
                seen.message(),
                seen.epoch(),
                seen.batch(),
                seen.steps(),
                seen.stepsPerSecond(),
                seen.stepsPerSecond() * run.batchSize(),
                seen.learningRate(),
                seen.speed(),
                seen.sha256(),
                replace,
                stride,
                points,
                traceStride,
                trace,
                seen.picture(),
                seen.verdicts(),
                seen.runs());
        return new Told(
                frame,
                new Cursor(
                        run.id(),
                        stride,
                        points.isEmpty() && !same ? 0 : kept,
                        traceStride,
                        trace.isEmpty() && !same ? 0 : keptStep));
    }
}
