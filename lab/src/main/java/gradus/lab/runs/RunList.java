package gradus.lab.runs;

import gradus.lab.messages.KeptRun;
import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.RunCurves;
import gradus.lab.messages.Messages.RunView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The run that is shown, and those of before, oldest first, which are also kept in a [RunStore]. Its user sees to the
/// threads.
final class RunList {
    private final RunStore store;
    private final List<KeptRun> past;
    private @Nullable Run current;
    private @Nullable KeptRun saved;
    private String dropped = "";

    RunList(RunStore store) {
        this.store = store;
        past = store.load();
    }

    /// The highest number that was given away.
    int lastId() {
        return past.stream().mapToInt(KeptRun::id).max().orElse(0);
    }

    /// Makes a run the current one. The one before stays if it made a step; if there are too many, the oldest goes that
    /// nobody gave a name.
    void begin(Run run) {
        Run old = current;
        dropped = "";
        if (old != null) {
            keep();
            old.release();
            if (old.steps() > 0) {
                past.add(kept(old));
            }
        }
        while (past.size() >= Plan.LIMITS.runs()) {
            drop();
        }
        current = run;
        saved = null;
    }

    private void drop() {
        KeptRun oldest = past.stream().filter(run -> !run.named()).findFirst().orElseGet(past::getFirst);
        past.remove(oldest);
        store.delete(oldest.id());
        dropped = "The list holds " + Plan.LIMITS.runs() + " runs, so run " + oldest.id() + " (" + oldest.name()
                + ") went. Runs to which you give a name stay longest.";
    }

    /// Which run went when the current one came, in a sentence; empty if none.
    String dropped() {
        return dropped;
    }

    /// Writes the current run to its file, if it made a step and something is new.
    void keep() {
        Run run = current;
        if (run == null || run.steps() == 0) {
            return;
        }
        KeptRun now = kept(run);
        if (!now.equals(saved)) {
            store.save(now);
            saved = now;
        }
    }

    private static KeptRun kept(Run run) {
        return new KeptRun(
                KeptRun.VERSION,
                run.id(),
                run.name(),
                run.named(),
                run.settings(),
                run.state(),
                names(run),
                run.epochs(),
                run.batches() == 0 && run.epochs() > 0 && run.changes().isEmpty(),
                run.model().weightsSha256(),
                run.curve().all(),
                run.changes());
    }

    private static List<String> names(Run run) {
        List<String> names = new ArrayList<>(List.of("loss"));
        run.model().compilation().metrics().getFirst().forEach(metric -> names.add(metric.name()));
        return names;
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

    /// The current run, if it has a number.
    ///
    /// @throws IllegalArgumentException if it has not
    Run get(int id) {
        Run run = current();
        if (run.id() != id) {
            throw new IllegalArgumentException("run " + past(id).id() + " is over; make it again first");
        }
        return run;
    }

    private KeptRun past(int id) {
        for (KeptRun run : past) {
            if (run.id() == id) {
                return run;
            }
        }
        throw new IllegalArgumentException("there is no run " + id + "; it may have been deleted");
    }

    /// What is needed to lay a run over others, and to make it again.
    RunCurves curves(int id) {
        Run run = current;
        KeptRun kept = run != null && run.id() == id ? kept(run) : past(id);
        return new RunCurves(
                id,
                kept.name(),
                kept.settings(),
                kept.names(),
                kept.curve(),
                kept.epochs(),
                kept.exact() ? kept.sha256() : "",
                kept.changes());
    }

    /// Gives a run another name.
    void rename(int id, String name) {
        Plan.require(!name.isBlank(), "a name must have letters");
        Run run = current;
        if (run != null && run.id() == id) {
            run.rename(name);
            return;
        }
        KeptRun kept = past(id);
        String text = name.strip();
        KeptRun renamed = kept.renamed(text.substring(0, Math.min(60, text.length())));
        past.set(past.indexOf(kept), renamed);
        store.save(renamed);
    }

    /// Takes a run off; not the current one.
    void remove(int id) {
        Run run = current;
        Plan.require(run == null || run.id() != id, "this is the current run; build another one first");
        past.remove(past(id));
        store.delete(id);
    }

    /// What the page shows of each.
    List<RunView> views() {
        List<RunView> views = new ArrayList<>();
        for (KeptRun run : past) {
            views.add(view(run.id(), run.name(), run.state(), run.epochs(), run.names(), run.curve(), run.sha256()));
        }
        Run run = current;
        if (run != null) {
            views.add(view(
                    run.id(),
                    run.name(),
                    run.state(),
                    run.epochs(),
                    names(run),
                    run.curve().all(),
                    ""));
        }
        return views;
    }

    private static RunView view(
            int id, String name, String state, int epochs, List<String> names, List<CurvePoint> curve, String sha256) {
        List<@Nullable Double> last = new ArrayList<>();
        if (!curve.isEmpty()) {
            last.addAll(curve.getLast().values());
        }
        int metrics = names.size();
        int metric = metrics > 1 ? 1 : 0;
        int shown = last.size() > metrics ? metrics + metric : metric;
        return new RunView(
                id,
                name,
                state,
                epochs,
                last.isEmpty() ? null : last.getFirst(),
                last.isEmpty() ? null : last.get(shown),
                names.get(metric),
                sha256.isEmpty() ? "" : sha256.substring(0, 8),
                sha256.isEmpty());
    }
}
