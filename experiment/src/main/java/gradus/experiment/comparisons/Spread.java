package gradus.experiment.comparisons;

import static gradus.internal.Require.require;

import gradus.experiment.Chance;
import gradus.experiment.Experiment;
import gradus.experiment.FinishedRun;
import gradus.experiment.Settings;
import gradus.experiment.statistics.VarianceComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A question: why do runs of the same settings differ? For each seed there is a run, and for each thing that is drawn
/// at random a run in which only that is drawn anew. Half the mean squared difference of the two is the variance that
/// it causes, alone or together with others. That of everything is the mean of the variances of each kind of runs.
///
/// @param settings of the runs
/// @param seeds how many runs there are of each kind
/// @param metric what is measured, as in `accuracy` or `loss`; null for the first of the task
public record Spread(Settings settings, int seeds, @Nullable String metric) {
    /// Far from the seeds of the runs themselves.
    private static final long FIRST_OTHER_SEED = 2_000_000;

    /// Checks.
    public Spread {
        require(seeds >= 2, "a variance needs at least 2 seeds, got %s", seeds);
    }

    /// What was found.
    ///
    /// @param data what was learned from
    /// @param measure what was measured, and on which rows
    /// @param seeds how many seeds had a finished run
    /// @param runs how many runs there were
    /// @param all of runs in which everything is drawn anew
    /// @param parts of pairs in which one thing is
    public record Result(
            String data,
            String measure,
            int seeds,
            int runs,
            VarianceComponent all,
            Map<Chance, VarianceComponent> parts) {
        /// {@return the share of the variance that one thing causes, alone or with others; NaN if nothing varies}
        ///
        /// @param chance the thing
        public double share(Chance chance) {
            VarianceComponent part = parts.get(chance);
            return part == null ? Double.NaN : part.variance() / all.variance();
        }

        /// {@return a table: a row for everything and one for each thing, under a row of headings}
        public List<List<String>> table() {
            List<List<String>> table = new ArrayList<>();
            table.add(List.of("drawn anew", "deviation", "95% from", "to", "share of the variance"));
            table.add(row("everything", all, 1));
            parts.forEach((chance, part) -> table.add(row("only " + chance, part, share(chance))));
            return table;
        }

        private static List<String> row(String name, VarianceComponent part, double share) {
            return List.of(
                    name,
                    NumberText.text(part.deviation()),
                    NumberText.text(part.low()),
                    NumberText.text(part.high()),
                    Double.isFinite(share) ? Math.round(100 * share) + "%" : "–");
        }

        /// {@return how to read the table, a sentence each}
        public List<String> sentences() {
            List<String> sentences = new ArrayList<>();
            sentences.add("A deviation is by how much the " + measure + " of runs differs if that is drawn anew and all"
                    + " else stays.");
            sentences.add("Shares are estimates from " + seeds
                    + " seeds, as uncertain as the deviations. They need not add up"
                    + " to 100%" + sum() + ": what two things only do together counts for both, which raises"
                    + " the sum, and the chance of few seeds raises or lowers it.");
            List<String> none = parts.entrySet().stream()
                    .filter(part -> part.getValue().deviation() == 0)
                    .map(part -> part.getKey().toString())
                    .toList();
            if (!none.isEmpty()) {
                sentences.add("Drawing anew changes nothing here: " + String.join(", ", none) + ".");
            }
            return sentences;
        }

        private String sum() {
            double sum = parts.keySet().stream().mapToDouble(this::share).sum();
            return Double.isFinite(sum) ? " (here: " + Math.round(100 * sum) + "%)" : "";
        }

        /// {@return the result as texts, numbers and maps}
        public Map<String, @Nullable Object> toMap() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("data", data);
            map.put("measure", measure);
            map.put("seeds", seeds);
            map.put("runs", runs);
            map.put("everything", component(all, 1));
            parts.forEach((chance, part) -> map.put(chance.toString(), component(part, share(chance))));
            return map;
        }

        private static Map<String, Double> component(VarianceComponent part, double share) {
            return Map.of("deviation", part.deviation(), "low", part.low(), "high", part.high(), "share", share);
        }
    }

    /// {@return the number of runs in total}
    public int runs() {
        return seeds * (1 + Chance.values().length);
    }

    /// Makes the runs and compares.
    ///
    /// @param runner makes the runs
    /// @return where the spread comes from; null if the runner was stopped before two seeds had all their runs
    /// @throws IllegalArgumentException if a run cannot start, or the networks are an ensemble
    /// @throws IllegalStateException if runs diverged, and fewer than two seeds have all theirs
    public @Nullable Result run(Runner runner) {
        Experiment first = runner.experiment(settings);
        require(
                !first.isEnsemble(),
                "an ensemble draws everything by one seed, so its spread cannot be split; choose net mlp");
        Measure measure = Measure.of(metric, first.task(), false);
        Chance[] chances = Chance.values();
        List<Settings> wanted = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            Settings base = settings.seed(settings.seed() + seed);
            wanted.add(base);
            for (Chance chance : chances) {
                wanted.add(base.redraw(chance, settings.seed() + FIRST_OTHER_SEED + seed));
            }
        }
        List<@Nullable FinishedRun> runs = runner.run(wanted);
        String on = first.data().test() != null ? "test" : first.data().validation() != null ? "val" : "train";
        int kinds = 1 + chances.length;
        double[][] values = new double[kinds][seeds];
        int finished = 0;
        for (int seed = 0; seed < seeds; seed++) {
            boolean whole = true;
            for (int kind = 0; kind < kinds; kind++) {
                FinishedRun run = runs.get(seed * kinds + kind);
                require(run == null || run.failed() == null, "a run failed: %s", run == null ? "" : run.failed());
                values[kind][finished] = run == null || !run.finished() ? Double.NaN : measure.of(run, on);
                whole &= Double.isFinite(values[kind][finished]);
            }
            finished += whole ? 1 : 0;
        }
        if (finished < 2 && runner.stopped()) {
            return null;
        }
        if (finished < 2) {
            throw new IllegalStateException("the spread needs two seeds whose runs all come to their end, but runs of "
                    + (seeds - finished) + " of " + seeds + " diverged; choose a smaller learning rate");
        }
        for (int kind = 0; kind < kinds; kind++) {
            values[kind] = Arrays.copyOf(values[kind], finished);
        }
        Map<Chance, VarianceComponent> parts = new LinkedHashMap<>();
        for (int kind = 1; kind < kinds; kind++) {
            double[] differences = new double[finished];
            for (int i = 0; i < finished; i++) {
                differences[i] = values[kind][i] - values[0][i];
            }
            parts.put(chances[kind - 1], VarianceComponent.ofPairs(differences));
        }
        return new Result(
                first.loaded().name(),
                ComparisonReport.rows(on) + " " + measure.name(),
                finished,
                wanted.size(),
                VarianceComponent.ofSamples(values),
                parts);
    }
}
