package gradus.experiment.nets;

import static gradus.internal.Require.require;

import gradus.checkpoints.Interval;
import java.time.Duration;

/// How much a training may cost: the time that it takes on a machine of two cores, by a count of operations, not by
/// a clock. Training therefore gives the same bits on a slow machine as on a fast one, and takes longer there.
///
/// @param time the time on such a machine, positive
public record Budget(Duration time) {
    /// What a person waits for gladly.
    public static final Budget USUAL = new Budget(Duration.ofSeconds(30));

    /// Operations a second of two cores with AVX2, over all of a training.
    private static final double SPEED = 100e9;
    /// For each weight and row: a multiplication and an addition, forward, and twice that backward.
    private static final int OPERATIONS = 6;

    static final int MOST_EPOCHS = 256;
    private static final int FEWEST_EPOCHS = 12;
    /// With fewer epochs a member is worth less than the next member adds.
    private static final int ENOUGH_EPOCHS = 48;
    private static final int MOST_MEMBERS = 5;
    /// The number of parts of the rows of a small table.
    static final int FOLDS = 5;

    private static final int MANY_ROWS = 10_000;

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if the time is not positive
    public Budget {
        require(time.isPositive(), "a budget must be longer than zero, got %s", time);
    }

    /// Parses a time: `30s`, `2min`, `1h`.
    ///
    /// @param text the text
    /// @return the budget
    /// @throws IllegalArgumentException if it is not a time
    public static Budget parse(String text) {
        Interval given = null;
        try {
            given = Interval.parse(text);
        } catch (IllegalArgumentException unreadable) {
            // The reason speaks of steps and epochs, which a budget has not.
        }
        if (!(given instanceof Interval.Time interval)) {
            throw new IllegalArgumentException(
                    "a budget must be a time, such as 10s, 2min or 1h, got \"" + text + "\"");
        }
        return new Budget(interval.time());
    }

    /// {@return a part of this budget, or a multiple}
    ///
    /// @param share the factor, positive
    public Budget times(double share) {
        return new Budget(Duration.ofNanos(Math.max(1, (long) (time.toNanos() * share))));
    }

    @Override
    public String toString() {
        return time.toSeconds() + "s";
    }

    /// How the budget is spent.
    ///
    /// @param members the number of networks
    /// @param folds the number of parts of the rows; each member leaves out one
    /// @param epochs the number of epochs of each
    record Plan(int members, int folds, int epochs) {
        /// Returns this plan with at most some number of parts.
        Plan within(int most) {
            return new Plan(Math.min(members, most), Math.min(folds, most), epochs);
        }
    }

    /// Spends the budget: first on epochs, then on members.
    ///
    /// @param fewest the smallest number of members
    /// @param weights the number of weights that a member has, each counted as often as a row meets it
    /// @param rows the number of rows
    /// @param mostEpochs the largest number of epochs of a member
    Plan plan(int fewest, long weights, int rows, int mostEpochs) {
        int folds = folds(rows);
        double epochs = epochs(weights, rows);
        int members = (int) Math.clamp(epochs / ENOUGH_EPOCHS, fewest, MOST_MEMBERS);
        return new Plan(Math.min(members, folds), folds, (int)
                Math.clamp(epochs / members, FEWEST_EPOCHS, (double) mostEpochs));
    }

    /// Returns the number of parts of the rows.
    static int folds(int rows) {
        return Math.min(isMany(rows) ? 2 * FOLDS : FOLDS, rows);
    }

    /// Returns the number of multiplications and additions for which there is time.
    double operations() {
        return SPEED * time.toMillis() / 1000.0;
    }

    /// Returns whether a tenth of the rows is enough to choose an epoch by.
    static boolean isMany(int rows) {
        return rows >= MANY_ROWS;
    }

    /// Returns the number of epochs, of all members together, for which there is time.
    private double epochs(long weights, int rows) {
        return operations() / ((double) OPERATIONS * weights * rows);
    }

    /// Returns whether there is time for some members with enough epochs of each.
    boolean affords(int members, long weights, int rows) {
        return epochs(weights, rows) >= members * ENOUGH_EPOCHS;
    }
}
