package gradus.experiment.search;

import gradus.experiment.FinishedRun;
import gradus.experiment.Settings;
import gradus.experiment.TrainingOptions;
import gradus.experiment.comparisons.Runner;
import gradus.experiment.comparisons.Variation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What trials climb: each rung is a training with three times the epochs of the one below, from the first weights
/// again.
///
/// @param runner makes the runs
/// @param explicit the settings that trials change
/// @param most epochs of the last rung
/// @param last number of the last rung; the first is 0
/// @param watched what a run is scored by
/// @param order the better trial first, by its last score
record Rungs(Runner runner, Settings explicit, int most, int last, String watched, Comparator<Trial> order) {
    static final int FACTOR = 3;

    /// Gives all trials the first rung, the better third the next one, and so on.
    List<Trial> halve(List<Trial> drawn) {
        List<Trial> going = drawn;
        List<Trial> out = new ArrayList<>();
        for (int rung = 0; rung <= last; rung++) {
            List<Trial> tried = climb(going);
            tried.sort(order);
            int kept = rung == last || runner.stopped() ? 0 : Math.max(1, tried.size() / FACTOR);
            out.addAll(tried.subList(kept, tried.size()));
            going = tried.subList(0, kept);
            if (going.isEmpty()) {
                break;
            }
        }
        return out;
    }

    private int epochs(int rung) {
        return rung == last ? most : Math.max(1, (int) Math.round(most / Math.pow(FACTOR, last - rung)));
    }

    /// Trains each trial on its next rung, side by side.
    List<Trial> climb(List<Trial> trials) {
        Map<Integer, Settings> wanted = new LinkedHashMap<>();
        Map<Integer, String> broken = new LinkedHashMap<>();
        for (Trial trial : trials) {
            try {
                wanted.put(
                        trial.number(),
                        TrainingOptions.EPOCHS.with(
                                Variation.apply(explicit, trial.choices()),
                                epochs(trial.rungs().size())));
            } catch (IllegalArgumentException e) {
                broken.put(trial.number(), String.valueOf(e.getMessage()));
            }
        }
        List<@Nullable FinishedRun> results = runner.run(new ArrayList<>(wanted.values()));
        List<Integer> numbers = new ArrayList<>(wanted.keySet());
        List<Trial> tried = new ArrayList<>();
        for (Trial trial : trials) {
            int place = numbers.indexOf(trial.number());
            FinishedRun run = place < 0 ? null : results.get(place);
            // A run that is missing was stopped: the trial stays on the rung where it was.
            String why = run == null ? broken.get(trial.number()) : run.failed();
            List<Trial.Rung> rungs = new ArrayList<>(trial.rungs());
            if (run != null && why == null) {
                rungs.add(
                        new Trial.Rung(epochs(rungs.size()), run.finished() ? run.measure(watched) : Double.NaN, run));
            }
            tried.add(new Trial(trial.number(), trial.bracket(), trial.choices(), rungs, why));
        }
        return tried;
    }
}
