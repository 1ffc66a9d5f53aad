package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.data.tables.Target;
import gradus.experiment.answers.BrierScore;
import gradus.experiment.answers.CalibrationError;
import gradus.experiment.answers.ClassDistance;
import gradus.experiment.answers.Goal;
import gradus.experiment.answers.MedianError;
import gradus.experiment.answers.WeightedKappa;
import gradus.losses.Loss;
import gradus.metrics.BinaryAccuracy;
import gradus.metrics.LossMetric;
import gradus.metrics.Metric;
import gradus.metrics.Precision;
import gradus.metrics.Recall;
import gradus.problems.Task;
import gradus.registry.Notation;
import gradus.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What finished models are judged by, and the short names of it.
final class Measures {
    private static final Map<String, String> SHORT = Map.of(
            "rmse", "root_mean_squared_error",
            "mae", "mean_absolute_error",
            "r2", "r2_score",
            "mse", "loss",
            "log_loss", "loss");

    private static final List<String> KNOWN = Stream.concat(
                    SHORT.keySet().stream(),
                    Stream.of(
                            "loss",
                            "accuracy",
                            "auc",
                            "brier",
                            "ece",
                            "median_error",
                            "class_distance",
                            "weighted_kappa"))
            .sorted()
            .toList();

    private Measures() {}

    /// {@return what a model of a task is judged by, besides the loss}
    ///
    /// @param more what was chosen besides
    static List<Metric> judging(Task task, Decision decision, List<Metric> more) {
        List<Metric> metrics = new ArrayList<>(task.metrics());
        if (task == Task.BINARY && decision.isChosen()) {
            metrics.replaceAll(metric -> metric.name().equals("accuracy")
                    ? new BinaryAccuracy(decision.threshold()).named("accuracy")
                    : metric);
            metrics.add(new Precision(decision.threshold()).named("precision"));
            metrics.add(new Recall(decision.threshold()).named("recall"));
        }
        metrics = new ArrayList<>(InUnits.joined(metrics, more));
        switch (task) {
            case BINARY, MULTICLASS -> metrics.addAll(List.of(new BrierScore(), new CalibrationError()));
            case REGRESSION -> metrics.add(new MedianError());
            case MULTILABEL -> {}
        }
        return InUnits.joined(metrics, List.of());
    }

    /// {@return what classes with an order are judged by besides; none for others}
    static List<Metric> ofOrder(Target target) {
        return target.ordered() ? List.of(new ClassDistance(), new WeightedKappa()) : List.of();
    }

    /// {@return the loss of a task as a score, for networks that learned by another}
    static Metric taskLoss(Task task) {
        return new LossMetric(task.loss()).named(task == Task.REGRESSION ? "mse" : "log_loss");
    }

    /// {@return a name of a score, if it could be one}
    static String checked(String text) {
        if (!KNOWN.contains(text)) {
            try {
                metric(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "a score must be one of " + String.join(", ", KNOWN) + ", or a metric, got \"" + text + "\"",
                        e);
            }
        }
        return text;
    }

    /// {@return what is computed besides the scores of the task, because it is the chosen score}
    static List<Metric> more(Settings settings) {
        String chosen = settings.answer().metric();
        List<Metric> more = settings.training().metrics();
        return chosen == null || KNOWN.contains(chosen) ? more : InUnits.joined(more, List.of(metric(chosen)));
    }

    static String name(String chosen) {
        return SHORT.getOrDefault(
                chosen, KNOWN.contains(chosen) ? chosen : metric(chosen).name());
    }

    private static Metric metric(String text) {
        return Notation.parse(Registry.METRICS, text);
    }

    /// The score that is shown first, as it is called in the metrics of a judgement.
    static String first(Settings settings, Task task) {
        String chosen = settings.answer().metric();
        if (chosen == null) {
            return task.metrics().getFirst().name();
        }
        Loss learned = settings.training().loss();
        boolean own = task != Task.REGRESSION && learned != null && !learned.equals(task.loss());
        return own && chosen.equals(taskLoss(task).name()) ? chosen : name(chosen);
    }

    /// {@return whether a median is the best answer by the score that is shown first, not a mean}
    static boolean isOfMedians(Settings settings) {
        String chosen = settings.answer().metric();
        return "mae".equals(chosen) || "mean_absolute_error".equals(chosen) || "median_error".equals(chosen);
    }

    /// Refuses a score that the task does not have, and decisions that are not possible.
    ///
    /// @param target what is predicted
    /// @param held whether there are rows that the networks do not see
    static void requireFitting(Settings settings, Target target, boolean held) {
        Task task = target.task();
        String first = first(settings, task);
        List<String> names = new ArrayList<>(List.of("loss"));
        InUnits.joined(judging(task, Decision.USUAL, more(settings)), ofOrder(target))
                .forEach(metric -> names.add(metric.name()));
        names.add(taskLoss(task).name());
        boolean classes = "log_loss".equals(settings.answer().metric());
        boolean numbers = "mse".equals(settings.answer().metric());
        require(
                names.contains(first) && !(classes && task == Task.REGRESSION) && !(numbers && task != Task.REGRESSION),
                "the score %s does not fit the task, %s; it has %s",
                settings.answer().metric(),
                task.problem(),
                String.join(", ", names));
        require(
                settings.answer().threshold() == null || task == Task.BINARY,
                "a threshold is for two classes, and the task is %s",
                task.problem());
        Goal goal = settings.answer().threshold();
        require(
                goal == null || held || goal.kind() == Goal.Kind.GIVEN,
                "a threshold chosen for %s needs rows that were held out: validation rows, or an ensemble",
                goal);
        require(
                settings.answer().calibration() != Calibration.TEMPERATURE
                        || task == Task.BINARY
                        || task == Task.MULTICLASS,
                "a temperature calibrates the probabilities of classes, and the task is %s",
                task.problem());
    }

    /// What the best epoch of a plain network is chosen by: the chosen score, if it is logged in training.
    static String monitor(Settings settings, Task task, List<String> logged, boolean validated) {
        String first = settings.answer().metric() == null ? "loss" : first(settings, task);
        return (validated ? "val_" : "") + (logged.contains(first) ? first : "loss");
    }
}
