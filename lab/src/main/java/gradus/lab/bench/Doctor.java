package gradus.lab.bench;

import gradus.lab.diagnosis.Diagnosis;
import gradus.lab.messages.Messages.Picture;
import gradus.lab.messages.Messages.Verdict;
import gradus.lab.view.WatchedRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks after the current run: its verdicts are made anew some times a second, because each needs an evaluation.
final class Doctor {
    private static final long APART = 300_000_000;

    private @Nullable WatchedRun patient;
    private List<Verdict> last = List.of();
    private long next;

    /// What was said last, which takes no time.
    synchronized List<Verdict> known(WatchedRun run) {
        return run == patient ? last : List.of();
    }

    /// What there is to say.
    ///
    /// @param exact whether nothing from before will do
    synchronized List<Verdict> verdicts(WatchedRun run, WatchedRun.Look look, Picture picture, boolean exact) {
        if (exact || run != patient || System.nanoTime() >= next) {
            patient = run;
            last = Diagnosis.of(run.run(), picture, run.evidence(look));
            next = System.nanoTime() + APART;
        }
        return last;
    }
}
