package gradus.losses;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import org.jspecify.annotations.Nullable;

/// Checks all targets, once before training.
final class Targets {
    /// The largest difference from 1 of the sum of a row of probabilities, so that rounded numbers such as
    /// `0.33 0.33 0.33` are accepted.
    private static final double ROUNDING = 0.011;

    /// Decides which numbers a loss takes.
    @FunctionalInterface
    interface Rule {
        boolean allows(float value);
    }

    private Targets() {}

    /// Checks the width and each number.
    ///
    /// @param allowed the numbers that the rule allows, in words, such as `from 0 to 1`
    /// @param advice what to do otherwise
    static void check(Loss loss, Rows targets, int width, Rule rule, String allowed, String advice) {
        checkWidth(loss, targets, width);
        float[] values = new float[targets.width()];
        for (int row = 0; row < targets.count(); row++) {
            targets.copy(row, values, 0);
            for (float value : values) {
                if (!rule.allows(value)) {
                    throw refused(loss, allowed, advice, row, value);
                }
            }
        }
    }

    /// Checks that each number is a probability.
    static void checkProbabilities(Loss loss, Rows targets, int width) {
        String advice =
                "Use 1 for true and 0 for false; for classes numbered from 0, use " + "SparseCategoricalCrossentropy.";
        check(loss, targets, width, value -> value >= 0 && value <= 1, "from 0 to 1", advice);
    }

    /// Checks that each number is a class.
    ///
    /// @param extra a number that is allowed besides, or null
    static void checkLabels(Loss loss, Rows targets, int width, @Nullable Integer extra) {
        check(
                loss,
                targets,
                width,
                value -> (extra != null && value == extra) || (value >= 0 && value < width && value == (int) value),
                "that are whole numbers from 0 to " + (width - 1) + (extra == null ? "" : " or " + extra),
                "Number the classes from 0, and give the last layer one unit for each.");
    }

    /// Checks that rows are distributions: each number is from 0 to 1, and they sum to 1.
    static void checkDistributions(Loss loss, Rows targets, int width) {
        String advice = "One-hot rows hold a single 1; for class numbers use the sparse loss.";
        check(loss, targets, width, value -> value >= 0 && value <= 1, "from 0 to 1", advice);
        float[] values = new float[targets.width()];
        for (int row = 0; row < targets.count(); row++) {
            targets.copy(row, values, 0);
            for (int start = 0; start < values.length; start += width) {
                double sum = 0;
                for (int j = 0; j < width; j++) {
                    sum += values[start + j];
                }
                if (Math.abs(sum - 1) > ROUNDING) {
                    throw refused(loss, "rows that sum to 1", advice, row, (float) sum);
                }
            }
        }
    }

    /// Checks that labels are either all -1 and 1, or all 0 and 1.
    static void checkSigns(Loss loss, Rows targets, int width) {
        String advice = "Use -1 and 1, or 0 and 1, in all rows.";
        check(loss, targets, width, value -> value == 0 || value == 1 || value == -1, "-1 and 1, or 0 and 1", advice);
        float[] values = new float[targets.width()];
        boolean zeros = false;
        boolean negatives = false;
        for (int row = 0; row < targets.count(); row++) {
            targets.copy(row, values, 0);
            for (float value : values) {
                zeros |= value == 0;
                negatives |= value == -1;
                if (zeros && negatives) {
                    throw refused(loss, "-1 and 1, or 0 and 1, not both", advice, row, value);
                }
            }
        }
    }

    private static void checkWidth(Loss loss, Rows targets, int width) {
        int wanted = loss.targetWidth(width);
        require(
                targets.width() % wanted == 0,
                "%s must get targets with %s column%s for a network with %s output%s, got %s",
                loss.className(),
                wanted,
                wanted == 1 ? "" : "s",
                width,
                width == 1 ? "" : "s",
                targets.width());
    }

    private static TargetException refused(Loss loss, String allowed, String advice, int row, float value) {
        return new TargetException(
                loss.className() + " must get targets " + allowed + ", got " + value + " in row " + row + ". " + advice,
                row,
                value);
    }
}
