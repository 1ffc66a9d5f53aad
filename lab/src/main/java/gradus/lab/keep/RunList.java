package gradus.lab.keep;

import static gradus.internal.Require.require;

import gradus.lab.messages.KeptRun;
import gradus.lab.messages.Limits;
import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.RunView;
import gradus.lab.messages.RunState;
import gradus.lab.run.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The run that is shown, and those of before, oldest first, which are also kept in a [RunStore], with their models.
/// Its user sees to the threads.
public final class RunList {
    private final RunStore store;
    private final int most;
    private final long mostModelBytes;
    private final List<KeptRun> past;
    /// How many bytes the model of a run has, of those that are kept.
    private final Map<Integer, Long> models = new HashMap<>();
    private @Nullable Run current;
    private @Nullable KeptRun saved;
    private String dropped = "";

    public RunList(RunStore store) {
        this(store, Limits.LAB);
    }

    /// With other bounds for the number of runs and the bytes of their models.
    public RunList(RunStore store, Limits limits) {
        this(store, limits.runs(), limits.modelBytes());
    }

    RunList(RunStore store, int most, long mostModelBytes) {
        this.store = store;
        this.most = most;
        this.mostModelBytes = mostModelBytes;
        past = store.load();
        for (KeptRun run : past) {
            long bytes = store.modelBytes(run);
            if (bytes > 0) {
                models.put(run.id(), bytes);
            }
        }
    }

    /// The highest number that was given away.
    public int lastId() {
        return past.stream().mapToInt(KeptRun::id).max().orElse(0);
    }

    /// Makes a run the current one. The previous one stays if it made a step; if the list is full, the oldest unnamed
    /// run is removed.
    public void begin(Run run) {
        Run old = current;
        dropped = "";
        if (old != null) {
            keep();
            keepModel();
            old.release();
            if (old.steps() > 0) {
                past.add(old.kept());
            }
        }
        drop(past.size() - most + 1);
        current = run;
        saved = null;
    }

    private void drop(int count) {
        if (count <= 0) {
            return;
        }
        List<KeptRun> leaving = leaving().subList(0, count);
        past.removeAll(Set.copyOf(leaving));
        Set<Integer> ids = leaving.stream().map(KeptRun::id).collect(Collectors.toSet());
        models.keySet().removeAll(ids);
        store.delete(ids);
        KeptRun oldest = leaving.getLast();
        dropped = "The list holds " + most + " runs, so run " + oldest.id() + " (" + oldest.name()
                + ") went. Runs to which you give a name stay longest.";
    }

    /// Which run went when the current one came, in a sentence; empty if none.
    public String dropped() {
        return dropped;
    }

    /// Writes the current run to its file, if it made a step and something is new.
    public void keep() {
        Run run = current;
        if (run == null || run.steps() == 0) {
            return;
        }
        KeptRun now = run.kept();
        if (!now.equals(saved)) {
            store.save(now);
            saved = now;
        }
    }

    /// Writes the model of the current run beside it, if it made a step and weights are other than those written. If
    /// models hold too much together, those of the oldest runs go, of runs without a name first.
    public void keepModel() {
        Run run = current;
        if (run == null || run.steps() == 0) {
            return;
        }
        KeptRun kept = run.kept();
        if (store.modelBytes(kept) == 0) {
            store.saveModel(kept, run::file);
        }
        long bytes = store.modelBytes(kept);
        if (bytes == 0) {
            models.remove(run.id());
            return;
        }
        models.put(run.id(), bytes);
        long held = models.values().stream().mapToLong(Long::longValue).sum();
        for (KeptRun oldest : leaving()) {
            if (held <= mostModelBytes) {
                return;
            }
            Long freed = models.remove(oldest.id());
            if (freed != null) {
                held -= freed;
                store.deleteModels(Set.of(oldest.id()));
            }
        }
    }

    /// The runs of before, in the order in which they go.
    private List<KeptRun> leaving() {
        return past.stream().sorted(Comparator.comparing(KeptRun::named)).toList();
    }

    private KeptRun past(int id) {
        for (KeptRun run : past) {
            if (run.id() == id) {
                return run;
            }
        }
        throw new IllegalArgumentException("there is no run " + id + "; it may have been deleted");
    }

    /// A run of the list, as it stands.
    public KeptRun kept(int id) {
        Run run = current;
        return run != null && run.id() == id ? run.kept() : past(id);
    }

    /// The `.keras` file of a run.
    ///
    /// @throws IllegalArgumentException if its model was not kept
    public byte[] model(int id) {
        Run run = current;
        if (run != null && run.id() == id) {
            return run.file();
        }
        KeptRun kept = past(id);
        require(
                models.containsKey(id),
                "the model of run %s is not kept: it could not be written, or it went because all models together have at"
                        + " most %s MB; make the run again to have its model",
                id,
                mostModelBytes >> 20);
        return store.model(kept);
    }

    /// Gives a run another name.
    public void rename(int id, String name) {
        require(!name.isBlank(), "a name must have letters");
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
    public void remove(int id) {
        Run run = current;
        require(run == null || run.id() != id, "this is the current run; build another one first");
        past.remove(past(id));
        models.remove(id);
        store.delete(Set.of(id));
    }

    /// What the page shows of each.
    public List<RunView> views() {
        List<RunView> views = new ArrayList<>();
        for (KeptRun run : past) {
            views.add(view(
                    run.id(),
                    run.name(),
                    run.state(),
                    run.epochs(),
                    run.names(),
                    run.curve(),
                    run.sha256(),
                    models.containsKey(run.id())));
        }
        Run run = current;
        if (run != null) {
            views.add(view(
                    run.id(),
                    run.name(),
                    run.state(),
                    run.epochs(),
                    run.names(),
                    run.curve().all(),
                    "",
                    true));
        }
        return views;
    }

    private static RunView view(
            int id,
            String name,
            RunState state,
            int epochs,
            List<String> names,
            List<CurvePoint> curve,
            String sha256,
            boolean model) {
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
                sha256.isEmpty(),
                model);
    }
}
