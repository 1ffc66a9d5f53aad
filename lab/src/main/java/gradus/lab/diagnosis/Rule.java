package gradus.lab.diagnosis;

import java.util.List;
import java.util.Locale;

/// A fault that a run can have. Its thresholds are constants here and nowhere else: the code compares with them, and
/// the sentence of the page and the table of docs/lab.md are made of them.
///
/// @param name in messages
/// @param title in the documentation
/// @param when it is said, with its thresholds
record Rule(String name, String title, String when) {
    /// How many of the last epochs are looked at.
    static final int RECENT = 20;
    /// How far a loss must rise from one epoch to the next to count as a rise.
    static final double RISE = 0.02;
    /// The share of the recent epochs that must rise.
    static final double RISING = 0.3;
    /// How many times its best a rising loss stands at.
    static final double ABOVE_BEST = 1.3;
    /// How many times its first value a loss stands at.
    static final double ABOVE_FIRST = 1.5;
    /// A step, in relation to the weights that it moves.
    static final double SMALL_STEP = 2e-4;
    /// The part of the loss that the recent epochs gained.
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
    static final double ABOVE_BEST_VALIDATION = 1.15;
    /// A validation loss in relation to the training loss.
    static final double ABOVE_TRAINING = 1.3;
    /// The absolute value of an input.
    static final double LARGE_INPUT = 10;
    /// The widest deviation of a column in relation to the narrowest.
    static final double UNEVEN = 10;
    /// The validation accuracy of a network that has learned its task.
    static final double LEARNED_ACCURACY = 0.95;
    /// How much of the loss the last tenth of the epochs took off.
    static final double STILL_GAINING = 0.03;

    static final Rule DIVERGED =
            new Rule("diverged", "non-finite loss", "a loss that is infinite or not a number; training stops there");
    static final Rule RATE_TOO_HIGH = new Rule(
            "rate-too-high",
            "learning rate too high",
            "a loss that rose by " + percent(RISE) + " in " + percent(RISING) + " of the last " + RECENT
                    + " epochs and is " + ABOVE_BEST + " times its best, or that is " + ABOVE_FIRST
                    + " times the first");
    static final Rule RATE_TOO_LOW = new Rule(
            "rate-too-low",
            "learning rate too low",
            "steps below " + plain(SMALL_STEP) + " of the weights, and less than " + percent(SMALL_GAIN) + " gained in "
                    + RECENT + " epochs");
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
    static final Rule OVERFITTING = new Rule(
            "overfitting",
            "overfitting",
            "a validation loss " + percent(ABOVE_BEST_VALIDATION - 1) + " above its best and "
                    + percent(ABOVE_TRAINING - 1) + " above the training loss");
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
            OVERFITTING,
            UNSCALED,
            HEAD,
            LOSS_OF_ANOTHER_TASK,
            BATCH_NORM_OF_ONE,
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
