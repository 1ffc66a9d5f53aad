package gradus.lab.diagnosis;

import static gradus.lab.diagnosis.Findings.text;

import gradus.lab.messages.Messages.Tone;
import gradus.lab.messages.RunState;
import gradus.lab.run.InputSpread;
import java.util.Map;
import java.util.Set;

/// What the data and the settings say, whatever the weights are.
final class DataChecks {
    private static final Set<String> DISTANCES = Set.of(
            "mean_squared_error",
            "mean_absolute_error",
            "mean_absolute_percentage_error",
            "mean_squared_logarithmic_error",
            "huber",
            "log_cosh");

    private final Findings found;

    DataChecks(Findings found) {
        this.found = found;
    }

    void head() {
        String task = found.run.experiment().task().row();
        if (found.state == RunState.BLOCKED) {
            found.bad(
                    Rule.HEAD,
                    "set-loss",
                    "The last layer does not fit the loss",
                    "The last layer follows from the task, " + task + "; the loss that was chosen is made for another.",
                    "Use the loss of the task",
                    Map.of("loss", ""));
        } else if (found.run.classifies() && DISTANCES.contains(found.settings.loss())) {
            found.hint(
                    Rule.LOSS_OF_ANOTHER_TASK,
                    "set-loss",
                    "This loss is made for numbers, not for classes",
                    "Behind a sigmoid or a softmax its gradient is nearly 0 where the network is sure and wrong, so it"
                            + " learns least from its worst mistakes. The table of problems says: " + task + ".",
                    "Use the loss of the task",
                    Map.of("loss", ""));
        }
    }

    void batchNormalization() {
        boolean normalizes = found.settings.layers().stream()
                .anyMatch(layer -> layer.normalization().equals("batch"));
        if (normalizes && found.settings.batch() == 1) {
            found.bad(
                    Rule.BATCH_NORM_OF_ONE,
                    "set-batch",
                    "Batch normalization with a batch of 1",
                    "The mean of one row is the row itself: every output becomes 0 in training.",
                    "Batches of 32",
                    Map.of("batch", 32));
        }
    }

    void unscaled() {
        InputSpread spread = found.run.work().spread();
        if (spread.scaled()) {
            return;
        }
        boolean far = spread.largest() > Rule.LARGE_INPUT;
        if (far || spread.widest() > Rule.UNEVEN * spread.narrowest()) {
            found.add(
                    Rule.UNSCALED,
                    found.isPoor() ? Tone.BAD : Tone.HINT,
                    "data-inputs",
                    "Inputs are not standardized",
                    far
                            ? "A column holds values up to " + text(spread.largest())
                                    + ": its weights are pulled far harder than the others."
                            : "Columns deviate by " + text(spread.narrowest()) + " to " + text(spread.widest())
                                    + ": no one learning rate fits them all.",
                    "Standardize",
                    Map.of("data.standardize", true));
        }
    }

    void contradiction() {
        if (found.isJudged() && found.evidence.contradicted() >= Rule.CONTRADICTED) {
            found.hint(
                    Rule.CONTRADICTION,
                    "output",
                    "Labels contradict each other",
                    Findings.percent(found.evidence.contradicted())
                            + "% of the training rows lie among rows of another class. What follows from the inputs"
                            + " alone can be learned; the rest can only be learned by heart.",
                    "",
                    Map.of());
        }
    }

    void tooFewRows() {
        int rows = found.run.train().rows();
        if (rows < Rule.FEW_ROWS) {
            found.hint(
                    Rule.TOO_FEW_ROWS,
                    "data-split",
                    "Too few rows to say much",
                    "There are " + rows + " training rows: with others the result could be quite another.",
                    "",
                    Map.of());
        }
    }

    void noisyValidation() {
        int rows = found.run.work().validationRows();
        if (rows > 0 && rows < Rule.FEW_VALIDATION) {
            found.hint(
                    Rule.NOISY_VALIDATION,
                    "data-split",
                    "The validation says little",
                    "There are " + rows + " validation rows"
                            + (found.run.classifies()
                                    ? ": an accuracy of 80% is uncertain by "
                                            + Math.round(100 * 1.96 * Math.sqrt(0.8 * 0.2 / rows))
                                            + " points up or down."
                                    : ": which rows they are decides about the loss."),
                    "",
                    Map.of());
        }
    }
}
