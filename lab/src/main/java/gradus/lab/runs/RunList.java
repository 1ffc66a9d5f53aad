package gradus.lab.runs;

import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.RunView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The runs that are kept, oldest first, and which of them is the current one. Its user sees to the threads.
final class RunList {
    private final List<Run> runs = new ArrayList<>();
    private @Nullable Run current;

    /// Makes a run the current one. The one before stays if it made a step; the oldest go if there are too many.
    void begin(Run run) {
        Run old = current;
        if (old != null) {
            old.release();
            if (old.steps() == 0) {
                runs.remove(old);
            }
        }
        while (runs.size() >= Plan.LIMITS.runs()) {
            runs.removeFirst();
        }
        current = run;
        runs.add(run);
    }

    boolean hasCurrent() {
        return current != null;
    }

    /// The run that is built, trained and shown.
    ///
    /// @throws IllegalStateException if there is none yet
    Run current() {
        Run run = current;
        if (run == null) {
            throw new IllegalStateException("nothing was built yet");
        }
        return run;
    }

    /// The run of a number.
    ///
    /// @throws IllegalArgumentException if there is none
    Run get(int id) {
        for (Run run : runs) {
            if (run.id() == id) {
                return run;
            }
        }
        throw new IllegalArgumentException("there is no run " + id + "; it may have been deleted");
    }

    /// Takes a run off; not the current one.
    void remove(Run run) {
        Plan.require(run != current, "this is the current run; build another one first");
        runs.remove(run);
    }

    /// What the page shows of each.
    List<RunView> views() {
        List<RunView> views = new ArrayList<>();
        for (Run run : runs) {
            views.add(view(run));
        }
        return views;
    }

    private RunView view(Run run) {
        List<CurvePoint> curve = run.curve().all();
        int metrics = run.metrics();
        List<@Nullable Double> last = new ArrayList<>();
        if (!curve.isEmpty()) {
            last.addAll(curve.getLast().values());
        }
        boolean accuracy = metrics > 1;
        int shown = last.size() > metrics ? metrics + (accuracy ? 1 : 0) : accuracy ? 1 : 0;
        return new RunView(
                run.id(),
                run.name(),
                run.state(),
                run.epochs(),
                last.isEmpty() ? null : last.getFirst(),
                last.isEmpty() ? null : last.get(shown),
                accuracy
                        ? run.model()
                                .compilation()
                                .metrics()
                                .getFirst()
                                .getFirst()
                                .name()
                        : "loss",
                run == current ? "" : run.model().weightsSha256().substring(0, 8),
                run == current);
    }
}
