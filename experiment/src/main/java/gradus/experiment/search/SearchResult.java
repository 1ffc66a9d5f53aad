package gradus.experiment.search;

import gradus.experiment.comparisons.ComparisonResult;
import gradus.experiment.comparisons.NumberText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a search found.
///
/// @param search the question
/// @param data what was learned from
/// @param watched by what trials were chosen, as in `val_accuracy`
/// @param higherIsBetter of it
/// @param epochs what a trial gets at most
/// @param trials in the order of their numbers
/// @param best the best of those that got all epochs, or the most that any got if the search was stopped; null if none
/// was tried
/// @param judged the best beside the settings as given, on other seeds; null if the search was stopped
public record SearchResult(
        Search search,
        String data,
        String watched,
        boolean higherIsBetter,
        int epochs,
        List<Trial> trials,
        @Nullable Trial best,
        @Nullable ComparisonResult judged) {
    private static final int GROUPS = 4;

    /// {@return whether it was stopped before its end}
    public boolean stopped() {
        return judged == null;
    }

    /// {@return the number of trials that were trained at least once}
    public long tried() {
        return trials.stream().filter(trial -> !trial.rungs().isEmpty()).count();
    }

    /// {@return the number of trials that could not be run}
    public long broken() {
        return trials.stream().filter(trial -> trial.broken() != null).count();
    }

    /// {@return the number of trials that diverged (non-finite values)}
    public long diverged() {
        return trials.stream().filter(trial -> trial.state().equals("diverged")).count();
    }

    /// {@return the share of the spread of the first scores that goes with each parameter, from 0 to 1} It is the
    /// correlation ratio of the ranks within a bracket over the choices, or over four parts of a range. Parameters
    /// that act only together are not detected.
    public Map<String, Double> importance() {
        Map<String, Double> importance = new LinkedHashMap<>();
        List<Trial> scored = new ArrayList<>();
        List<Double> ranks = new ArrayList<>();
        for (Trial trial : trials) {
            if (!trial.rungs().isEmpty()) {
                scored.add(trial);
                ranks.add(rank(trial));
            }
        }
        for (Parameter parameter : search.space()) {
            Map<Integer, List<Double>> groups = new LinkedHashMap<>();
            for (int i = 0; i < scored.size(); i++) {
                double place =
                        parameter.place(String.valueOf(scored.get(i).choices().get(parameter.name())));
                int group = parameter.choices().isEmpty()
                        ? (int) Math.min(GROUPS - 1, Math.floor(place * GROUPS))
                        : (int) Math.round(place * parameter.choices().size());
                groups.computeIfAbsent(group, key -> new ArrayList<>()).add(ranks.get(i));
            }
            importance.put(parameter.name(), ratio(groups.values().stream().toList(), ranks));
        }
        return importance;
    }

    private double rank(Trial trial) {
        double own = first(trial);
        int worse = 0;
        int others = 0;
        for (Trial other : trials) {
            if (other.bracket() == trial.bracket() && !other.rungs().isEmpty()) {
                others++;
                worse += first(other) > own ? 1 : 0;
            }
        }
        return others <= 1 ? 0.5 : worse / (others - 1.0);
    }

    /// Larger is worse; divergence is worst.
    private double first(Trial trial) {
        double score = trial.rungs().getFirst().score();
        return !Double.isFinite(score) ? Double.POSITIVE_INFINITY : higherIsBetter ? -score : score;
    }

    private static double ratio(List<List<Double>> groups, List<Double> all) {
        double mean = all.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double total = all.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        double between = 0;
        for (List<Double> group : groups) {
            double own =
                    group.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            between += group.size() * (own - mean) * (own - mean);
        }
        return total == 0 ? 0 : between / total;
    }

    /// {@return the choices of a trial in one line}
    ///
    /// @param trial the trial
    public static String text(Trial trial) {
        return trial.choices().entrySet().stream()
                .map(choice -> choice.getKey() + "=" + choice.getValue())
                .collect(Collectors.joining(" "));
    }

    /// {@return what the search found, a sentence each}
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add((stopped() ? "Stopped after " + tried() + " of " : "")
                + NumberText.counted(search.trials(), "trial")
                + ", " + NumberText.counted(trainings(), "training") + "; " + diverged() + " diverged, " + broken()
                + " broken.");
        if (watched.startsWith("train_")) {
            sentences.add(
                    "Without validation rows, trials were ranked by their training rows, which favours overfitting.");
        }
        if (best != null && judged == null) {
            sentences.add("Best so far by " + watched + ", after " + best.epochs() + " of "
                    + NumberText.counted(epochs, "epoch") + ": trial " + (best.number() + 1) + " with "
                    + NumberText.text(best.score()) + ", " + text(best) + ". It was not judged on other seeds.");
        }
        if (best != null && judged != null) {
            sentences.add("Best by " + watched + ": trial " + (best.number() + 1) + " with "
                    + NumberText.text(best.score()) + ", " + text(best) + ". That score is the luckiest of many; what"
                    + " follows is not.");
        }
        if (judged != null) {
            judged.contrasts()
                    .forEach(contrast -> sentences.add("On " + NumberText.counted(judged.seeds(), "other seed") + ": "
                            + judged.measure() + " "
                            + judged.levels().stream()
                                    .map(level -> {
                                        var interval = level.interval();
                                        return level.level().name() + " "
                                                + (interval == null
                                                        ? "all diverged"
                                                        : NumberText.text(interval.mean()) + " (95%: "
                                                                + NumberText.text(interval.low()) + " to "
                                                                + NumberText.text(interval.high()) + ")");
                                    })
                                    .collect(Collectors.joining(", "))
                            + ". " + contrast.verdict()));
        }
        return sentences;
    }

    private int trainings() {
        return trials.stream().mapToInt(trial -> trial.rungs().size()).sum();
    }

    /// The best score up to each trial, of those that got all epochs; NaN before the first.
    double[] bestSoFar() {
        double[] best = new double[trials.size()];
        Arrays.fill(best, Double.NaN);
        double known = Double.NaN;
        for (int i = 0; i < best.length; i++) {
            Trial trial = trials.get(i);
            double score = trial.score();
            if (trial.epochs() == epochs
                    && Double.isFinite(score)
                    && (Double.isNaN(known) || (higherIsBetter ? score > known : score < known))) {
                known = score;
            }
            best[i] = known;
        }
        return best;
    }
}
