package gradus.experiment;

import static gradus.experiment.OptionKinds.*;

import gradus.experiment.Option.Group;
import gradus.experiment.answers.Goal;
import java.util.List;

/// The options of how answers are judged, and of what is decided from them.
@SuppressWarnings("NullAway") // takes getters of what may be null for functions that never return null
public final class AnswerOptions {
    /// The score that is shown first.
    public static final Option<Settings, String> METRIC = given(
                    "answer.metric",
                    "metric",
                    Group.ANSWER,
                    Values.of((name, text) -> Measures.checked(text), text -> text),
                    "NAME",
                    "Score that is shown first, and chooses the best epoch of a plain network: rmse, mae, r2,"
                            + " median_error, log_loss, accuracy, auc, brier, ece, class_distance, weighted_kappa, or a metric of --metrics")
            .usual("accuracy or rmse");
    /// What the threshold serves.
    public static final Option<Settings, Goal> THRESHOLD = given(
                    "answer.threshold",
                    "threshold",
                    Group.ANSWER,
                    Values.of((name, text) -> Goal.parse(text), Goal::toString),
                    "GOAL",
                    "Probability above which the second of two classes is predicted: a number, or chosen for f1,"
                            + " balanced, cost=MISS:FALSE_ALARM, recall=R or precision=P")
            .usual("0.5");
    /// Whether probabilities are calibrated.
    public static final Option<Settings, Calibration> CALIBRATION = given(
                    "answer.calibration",
                    "calibration",
                    Group.ANSWER,
                    Values.oneOf(Calibration.class),
                    "none|temperature",
                    "Calibrate the probabilities of classes on rows that were held out")
            .usual("temperature for an ensemble");

    /// Every option of how answers are judged.
    public static final List<Option<Settings, ?>> ALL = List.of(METRIC, THRESHOLD, CALIBRATION);

    private AnswerOptions() {}
}
