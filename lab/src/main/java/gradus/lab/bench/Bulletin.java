package gradus.lab.bench;

import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.Frame;
import gradus.lab.messages.Messages.Picture;
import gradus.lab.messages.Messages.RunView;
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
            List<RunView> runs) {}

    synchronized void post(State seen) {
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
        Curve curve = run.curve();
        int stride = curve.stride();
        List<CurvePoint> points = curve.after(same ? cursor.epoch() : 0, same ? cursor.stride() : 0);
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
                !same || cursor.stride() != stride,
                stride,
                points,
                seen.picture(),
                seen.verdicts(),
                seen.runs());
        return new Told(frame, new Cursor(run.id(), stride, points.isEmpty() && !same ? 0 : kept));
    }
}
