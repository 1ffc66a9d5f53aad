package gradus.experiment.explanations;

import gradus.experiment.Experiment;
import gradus.experiment.Outcome;
import gradus.experiment.answers.ScoreInterval;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sentences of a report, for a reader who need not know the field.
final class ReportText {
    private static final Map<String, String> NAMES = Map.of(
            "loss", "loss",
            "accuracy", "accuracy: the share of rows that are right",
            "auc", "AUC: how well rows of both classes are ranked, 0.5 by chance, 1 at best",
            "brier", "Brier score: mean squared error of the probabilities, 0 at best",
            "ece", "ECE: how far probabilities are from frequencies, 0 at best",
            "root_mean_squared_error", "RMSE: the typical error, where large errors count more",
            "mean_absolute_error", "MAE: the mean error",
            "class_distance", "distance in classes: how many steps the answer is off in the mean",
            "median_error", "median error: half of the rows have a smaller one",
            "r2_score", "R²: the share of the differences that is explained, 1 at best");

    private ReportText() {}

    static String name(String score) {
        return NAMES.getOrDefault(score, score.replace('_', ' '));
    }

    /// Four digits.
    static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "–";
        }
        return size >= 1e4 && size < 1e9
                ? String.format(Locale.ROOT, "%,.0f", value)
                : size == 0 || (size >= 1e-3 && size < 1e4)
                        ? String.format(Locale.ROOT, size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.4f", value)
                        : String.format(Locale.ROOT, "%.3e", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    /// What the score says, beside simpler answers.
    static String verdict(Experiment experiment, Outcome outcome) {
        Map<String, Double> scores = outcome.best().metrics();
        Task task = experiment.task();
        String rows = rows(outcome);
        if (task == Task.REGRESSION) {
            return String.format(
                    Locale.ROOT,
                    "On %s, the predictions are off by %s in the mean; half of them by less than %s.",
                    rows,
                    value(scores, "mean_absolute_error"),
                    value(scores, "median_error"));
        }
        return String.format(
                Locale.ROOT,
                "Of %s, the network gets %s right.",
                rows,
                percent(scores.getOrDefault("accuracy", Double.NaN)));
    }

    /// What simpler answers reach.
    static String beside(Experiment experiment, Outcome outcome, @Nullable ScoreInterval interval) {
        boolean numbers = experiment.task() == Task.REGRESSION;
        String score = numbers ? "mean_absolute_error" : "accuracy";
        List<String> parts = new ArrayList<>();
        if (interval != null) {
            parts.add("With other rows of the same kind, it would lie between " + shown(numbers, interval.low())
                    + " and " + shown(numbers, interval.high()) + " (95% confidence).");
        }
        outcome.baselines().forEach((name, metrics) -> {
            Double value = metrics.get(score);
            if (value != null) {
                String who = name.equals("linear model") ? "A linear model" : "Answering " + name;
                parts.add(who
                        + (numbers ? " is off by " : " gets ")
                        + shown(numbers, value)
                        + (numbers ? "." : " right."));
            }
        });
        return String.join(" ", parts);
    }

    private static String shown(boolean number, double value) {
        return number ? number(value) : percent(value);
    }

    private static String value(Map<String, Double> scores, String name) {
        return number(scores.getOrDefault(name, Double.NaN));
    }

    private static String rows(Outcome outcome) {
        Outcome.Judged judged = outcome.judged();
        String part = judged == null ? "training" : judged.part();
        return String.format(
                Locale.ROOT,
                part.equals("out-of-fold")
                        ? "%,d rows, each answered by a network that never saw it"
                        : part.equals("test")
                                ? "%,d test rows, which it never saw"
                                : "%,d " + part + " rows, which were watched in training",
                outcome.best().rows());
    }
}
