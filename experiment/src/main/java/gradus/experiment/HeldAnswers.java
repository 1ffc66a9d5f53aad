package gradus.experiment;

import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.experiment.answers.Goal;
import gradus.experiment.answers.Temperature;
import gradus.problems.Task;
import org.jspecify.annotations.Nullable;

/// Answers to rows that were held out in the training, and what was chosen by them.
///
/// @param rows the training rows that members of an ensemble left out, else the validation rows; null if none
/// @param answers the answers to them, in the units of the data, calibrated
/// @param temperature folded into the last layer, or null
/// @param decision how labels follow from probabilities
public record HeldAnswers(
        @Nullable Dataset rows,
        @Nullable Rows answers,
        @Nullable Temperature temperature,
        Decision decision) {
    static final HeldAnswers NONE = new HeldAnswers(null, null, null, Decision.USUAL);

    /// From fewer rows a temperature is mostly chance.
    private static final int FEWEST_TO_CALIBRATE = 50;

    /// Calibrates a model and chooses its threshold by rows that it did not see.
    ///
    /// @param answers to the rows, before the model is calibrated
    /// @param usual whether it is calibrated if nothing is chosen
    /// @param sharper by which factor the model may be surer of itself than what gave the answers
    static HeldAnswers of(
            AnswerSpec settings,
            Task task,
            Model finished,
            Dataset rows,
            Rows answers,
            Calibration usual,
            double sharper) {
        boolean classes = task == Task.BINARY || task == Task.MULTICLASS;
        boolean calibrated =
                (settings.calibration() == null ? usual : settings.calibration()) == Calibration.TEMPERATURE;
        Temperature temperature = null;
        Rows said = answers;
        if (classes && calibrated && rows.rows() >= FEWEST_TO_CALIBRATE) {
            Temperature found = Temperature.of(rows.target(), answers, rows.weights());
            Temperature folded = new Temperature(found.value() / sharper);
            if (folded.foldInto(finished)) {
                temperature = folded;
                said = found.of(answers);
                Notes.write(finished, folded);
            }
        }
        Goal goal = settings.threshold();
        Decision decision =
                goal == null ? Decision.USUAL : new Decision(goal.threshold(rows.target(), said), goal.toString());
        if (goal != null) {
            Notes.write(finished, decision);
        }
        return new HeldAnswers(rows, said, temperature, decision);
    }

    /// Says why probabilities that were to be calibrated are not.
    ///
    /// @param settings of the run
    /// @return the reason, or null if they are, or were not to be
    public @Nullable String whyNotCalibrated(Settings settings) {
        if (settings.answer().calibration() != Calibration.TEMPERATURE || temperature != null) {
            return null;
        }
        if (rows == null) {
            return "a temperature needs class probabilities and held-out rows, and there are none";
        }
        return rows.rows() < FEWEST_TO_CALIBRATE
                ? rows.rows() + " rows that were held out are too few to find a temperature by; it takes at least "
                        + FEWEST_TO_CALIBRATE
                : "the last layer of the model takes no temperature";
    }
}
