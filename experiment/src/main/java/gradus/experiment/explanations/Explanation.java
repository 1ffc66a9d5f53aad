package gradus.experiment.explanations;

import gradus.data.tables.Schema;
import gradus.experiment.Changes;
import gradus.experiment.Experiment;
import gradus.experiment.Outcome;
import gradus.experiment.TrainedModel;
import gradus.experiment.TrainingProfile;
import gradus.experiment.answers.CalibrationError;
import gradus.experiment.answers.ScoreInterval;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What can be said of a training beside its scores, by the rows by which it was judged. Parts are empty where they
/// have no meaning: of images, pixels, and models whose columns are not known.
///
/// @param intervals of the scores, by name
/// @param importance of the columns, the most important first
/// @param effects of the most important columns
/// @param reliability of two classes: how often the second one is true where its probability is about so high; of more,
///     how often the chosen one is
/// @param worst the rows with the largest errors
public record Explanation(
        Map<String, ScoreInterval> intervals,
        List<Importance> importance,
        List<ColumnEffect> effects,
        List<CalibrationError.Bin> reliability,
        List<WorstRow> worst) {
    private static final Explanation NONE = new Explanation(Map.of(), List.of(), List.of(), List.of(), List.of());
    private static final int MOST_EFFECTS = 6;
    private static final int MOST_VALUES = 5;
    private static final int BINS = 10;
    /// With more columns, what would change the answers is left to those who ask for it.
    private static final int MOST_CHANGED = 60;

    /// Explains a training.
    ///
    /// @param experiment the training
    /// @param outcome what it left
    /// @return the explanation
    public static Explanation of(Experiment experiment, Outcome outcome) {
        Outcome.Judged judged = outcome.judged();
        if (judged == null) {
            return NONE;
        }
        Schema schema = experiment.data().schema();
        Map<String, ScoreInterval> intervals = new LinkedHashMap<>();
        for (String score : outcome.best().names()) {
            ScoreInterval interval = experiment.interval(outcome, score);
            if (interval != null) {
                intervals.put(score, interval);
            }
        }
        List<Importance> importance = importance(experiment, outcome);
        List<ColumnEffect> effects = new ArrayList<>();
        for (Importance column : importance.subList(0, Math.min(MOST_EFFECTS, importance.size()))) {
            effects.add(ColumnEffect.of(
                    outcome.model(), schema, column.column(), judged.rows().input()));
        }
        Task task = schema.target().task();
        boolean classes = task == Task.BINARY || task == Task.MULTICLASS;
        List<String> first =
                importance.stream().map(Importance::column).limit(MOST_VALUES).toList();
        boolean single = classes || (task == Task.REGRESSION && judged.answers().width() == 1);
        return new Explanation(
                intervals,
                importance,
                effects,
                classes ? bins(judged, task) : List.of(),
                single && !importance.isEmpty()
                        ? WorstRow.of(
                                schema,
                                judged,
                                outcome.held().decision(),
                                experiment.data().sources(),
                                first,
                                changes(outcome, judged))
                        : List.of());
    }

    /// What finds changes of the rows that judge the result, or null where the finished model gave other answers to
    /// them, or where it cannot or would take long.
    private static @Nullable Changes changes(Outcome outcome, Outcome.Judged judged) {
        TrainedModel trained = new TrainedModel(outcome.model());
        TrainingProfile profile = TrainingProfile.in(trained);
        boolean numbers = judged.answers().width() == 1 && outcome.best().confusion() == null;
        boolean isKnown = profile != null
                && profile.columns().size() <= MOST_CHANGED
                && !judged.part().equals("out-of-fold")
                && (!numbers || trained.intervals() != null);
        return isKnown ? new Changes(trained) : null;
    }

    /// Measures how much a trained model relies on each column.
    ///
    /// @param experiment the training
    /// @param outcome what it left
    /// @return the columns, the most important first; none for images, pixels, and unknown or single columns
    public static List<Importance> importance(Experiment experiment, Outcome outcome) {
        Outcome.Judged judged = outcome.judged();
        Schema schema = experiment.data().schema();
        boolean columns = schema.inputShape().rank() == 1 && !schema.isPixels() && !experiment.isForeign();
        if (judged == null || !columns || ColumnInputs.of(schema).size() < 2) {
            return List.of();
        }
        Task task = schema.target().task();
        return Importance.of(
                outcome.model(),
                schema,
                judged.rows(),
                task.loss(),
                experiment.settings().seed());
    }

    private static List<CalibrationError.Bin> bins(Outcome.Judged judged, Task task) {
        return CalibrationError.bins(
                judged.rows().target().toArray(),
                judged.answers().toArray(),
                judged.answers().width(),
                task == Task.BINARY ? 1 : -1,
                BINS);
    }
}
