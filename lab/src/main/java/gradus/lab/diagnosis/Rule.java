package gradus.lab.diagnosis;

import java.util.List;
import java.util.Locale;

/// A fault that a run can have, or what is good to know of it. Its thresholds are constants here and nowhere else: the
/// code compares with them, and the sentence of the page and the table of docs/lab.md are made of them.
///
/// @param name in messages
/// @param title in the documentation
/// @param when it is said, with its thresholds
record Rule(String name, String title, String when) {
    /// How far the score may lie below that of the nearest neighbours.
    static final double BELOW_NEIGHBOURS = 0.07;
    /// A score that is good whatever the neighbours say.
    static final double GOOD_SCORE = 0.97;
    /// How many moments of a run are needed to judge its loss.
    static final int MOMENTS = 8;
    /// How many epochs a network has to get off the ground.
    static final int EPOCHS = 5;
    /// How far a loss must rise from one moment to the next to count as a rise, in parts of the first loss.
    static final double RISE = 0.02;
    /// The share of the moments in the later half that must rise.
    static final double RISING = 0.3;
    /// How far above its best a rising loss stands, in parts of the first loss.
    static final double ABOVE_BEST = 0.08;
    /// How many times its first value a loss stands at.
    static final double ABOVE_FIRST = 1.5;
    /// How many times its first value a loss once had.
    static final double SPIKE = 3;
    /// A step, in relation to the weights that it moves.
    static final double SMALL_STEP = 2e-4;
    /// The part of the loss that the later half of the run gained.
    static final double SMALL_GAIN = 0.05;
    /// The share of a layer's units.
    static final double DEAD = 0.4;
    /// The share of a layer's units.
    static final double SATURATED = 0.5;
    /// The gradient of the first layer in relation to that of the last hidden one.
    static final double VANISHED = 0.01;
    /// The root mean square of a gradient.
    static final double EXPLODED = 10;
    /// A validation loss in relation to its best.
    static final double ABOVE_BEST_VALIDATION = 1.3;
    /// How far above its best a validation loss stands, in parts of the first loss.
    static final double WORSE_VALIDATION = 0.15;
    /// A validation loss in relation to the training loss.
    static final double ABOVE_TRAINING = 1.3;
    /// The absolute value of an input.
    static final double LARGE_INPUT = 10;
    /// The widest deviation of a column in relation to the narrowest.
    static final double UNEVEN = 10;
    /// The share of the most frequent answer.
    static final double ONE_ANSWER = 0.99;
    /// The share of the most frequent class below which one answer is no answer.
    static final double MAJORITY = 0.9;
    /// The share of rows whose neighbours mostly have another class.
    static final double CONTRADICTED = 0.12;
    /// Rows with which hardly anything can be learned.
    static final int FEW_ROWS = 40;
    /// Rows with which a validation accuracy is uncertain by about 12 points.
    static final int FEW_VALIDATION = 40;
    /// The validation accuracy of a network that has learned its task.
    static final double LEARNED_ACCURACY = 0.95;
    /// How much of the loss the last tenth of the epochs took off.
    static final double STILL_GAINING = 0.03;

    static final Rule DIVERGED =
            new Rule("diverged", "non-finite loss", "a loss that is infinite or not a number; training stops there");
    static final Rule RATE_TOO_HIGH = new Rule(
            "rate-too-high",
            "learning rate too high",
            "a loss that is " + ABOVE_FIRST + " times its first value, or was " + plain(SPIKE) + " times that, or that"
                    + " rose in " + percent(RISING) + " of the moments of the later half and stands "
                    + percent(ABOVE_BEST) + " of its first value above its best");
    static final Rule RATE_TOO_LOW = new Rule(
            "rate-too-low",
            "learning rate too low",
            "steps below " + plain(SMALL_STEP) + " of the weights, and less than " + percent(SMALL_GAIN)
                    + " gained in the later half");
    static final Rule DEAD_UNITS = new Rule(
            "dead", "dead units", percent(DEAD) + " of a layer's ReLU units that output 0 for each of 256 rows");
    static final Rule SATURATED_UNITS = new Rule(
            "saturated",
            "saturated units",
            percent(SATURATED) + " of a layer's units beyond 97% of their range for 95% of the rows");
    static final Rule SYMMETRIC =
            new Rule("symmetric", "identical units", "weights of a layer's units that differ by less than 0.000001");
    static final Rule VANISHING = new Rule(
            "vanishing",
            "vanishing gradient",
            "a first layer with less than " + percent(VANISHED) + " of the last hidden layer's gradient");
    static final Rule EXPLODING = new Rule(
            "exploding", "exploding gradient", "a gradient whose root mean square is above " + plain(EXPLODED));
    static final Rule ONE_CLASS = new Rule(
            "one-answer",
            "always the same answer",
            percent(ONE_ANSWER) + " equal answers, where no class has " + percent(MAJORITY) + " of the rows");
    static final Rule LINEAR = new Rule(
            "linear",
            "no non-linearity",
            "no hidden layer with an activation that bends, and a score more than " + percent(BELOW_NEIGHBOURS)
                    + " below that of the nearest neighbours");
    static final Rule CONTRADICTION = new Rule(
            "contradiction",
            "labels contradict each other",
            percent(CONTRADICTED) + " of the rows have at most one of five nearest neighbours in their class");
    static final Rule UNDERFITTING = new Rule(
            "underfitting",
            "underfitting",
            "a score more than " + percent(BELOW_NEIGHBOURS) + " below that of the nearest neighbours, and less than "
                    + percent(SMALL_GAIN) + " gained in the later half; no other cause");
    static final Rule TOO_FEW_ROWS =
            new Rule("too-few-rows", "too few rows", "fewer than " + FEW_ROWS + " training rows");
    static final Rule NOISY_VALIDATION =
            new Rule("noisy-validation", "validation too noisy", "fewer than " + FEW_VALIDATION + " validation rows");
    static final Rule OVERFITTING = new Rule(
            "overfitting",
            "overfitting",
            "a validation loss " + percent(ABOVE_BEST_VALIDATION - 1) + " above its best, and by "
                    + percent(WORSE_VALIDATION) + " of the first loss, and " + percent(ABOVE_TRAINING - 1)
                    + " above the training loss");
    static final Rule UNSCALED = new Rule(
            "unscaled",
            "inputs not standardized",
            "inputs above " + plain(LARGE_INPUT) + ", or columns whose deviations differ by a factor above "
                    + plain(UNEVEN));
    static final Rule HEAD = new Rule(
            "head",
            "loss does not fit the last layer",
            "another pair in the table of problems; the network is shown, but not trained");
    static final Rule LOSS_OF_ANOTHER_TASK = new Rule(
            "loss-of-another-task",
            "regression loss on classes",
            "a distance as the loss behind a sigmoid or a softmax");
    static final Rule BATCH_NORM_OF_ONE = new Rule(
            "batch-norm-of-one",
            "batch normalization of one row",
            "a batch size of 1 in a network with batch normalization");
    static final Rule STILL_IMPROVING = new Rule(
            "still-improving",
            "still improving",
            "a loss that fell by " + percent(STILL_GAINING) + " in the last tenth of the epochs");
    static final Rule LEARNED =
            new Rule("learned", "learned", "no fault, and a validation accuracy of " + percent(LEARNED_ACCURACY));

    /// All rules, in the order of the documentation.
    static final List<Rule> ALL = List.of(
            DIVERGED,
            RATE_TOO_HIGH,
            RATE_TOO_LOW,
            DEAD_UNITS,
            SATURATED_UNITS,
            SYMMETRIC,
            VANISHING,
            EXPLODING,
            ONE_CLASS,
            LINEAR,
            CONTRADICTION,
            UNDERFITTING,
            OVERFITTING,
            UNSCALED,
            HEAD,
            LOSS_OF_ANOTHER_TASK,
            BATCH_NORM_OF_ONE,
            TOO_FEW_ROWS,
            NOISY_VALIDATION,
            STILL_IMPROVING,
            LEARNED);

    /// The table of docs/lab.md, in Markdown.
    static String table() {
        StringBuilder table = new StringBuilder("| rule | when |\n|---|---|\n");
        for (Rule rule : ALL) {
            table.append("| ")
                    .append(rule.title())
                    .append(" | ")
                    .append(rule.when())
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String percent(double share) {
        return Math.round(100 * share) + "%";
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.4f", value);
    }
}
