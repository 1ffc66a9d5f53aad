package gradus.experiment.claims;

import static gradus.internal.Require.require;

import gradus.experiment.comparisons.NumberText;
import gradus.experiment.statistics.Median;
import gradus.experiment.statistics.PairedDifference;
import gradus.experiment.statistics.SignTest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What someone says before the runs will come out of them, in one line. `experiments/README.md` and `docs/lessons.md`
/// say how each is judged.
///
/// - `accuracy: relu > linear`, `val_loss: dropout < none`: one level has more, or less, than another; with `by 0.02`
///   after it, by at least that much;
/// - `test_loss: A beats B by 0.01`: more, or less where less is better, by at least that much;
/// - `passes: A takes at most 0.5 of B`: the ratio of two costs, by their medians;
/// - `accuracy: A = B within 0.02`: they differ by less than that;
/// - `accuracy: A is at least 0.9`, `A is at most 0.15`, `A is 0.6 within 0.06`: the mean of one level;
/// - `diverged: rate 10`: every run of a level diverged.
///
/// @param text as it was written
/// @param quantity what is looked at, as [Measurements#values(String, String)] knows it
/// @param left a level, by its name
/// @param relation how it stands to the right one, or to a number
/// @param right another level; empty for relations to a number
/// @param number by how much, or which share or value; else 0
/// @param margin within which it holds; else 0
public record Claim(
        String text, String quantity, String left, Relation relation, String right, double number, double margin) {
    /// How a level stands to another, or to a number.
    public enum Relation {
        /// It has more than another.
        MORE("(?<left>.+) > (?<right>.+?)(?: by (?<number>NUMBER))?"),
        /// It has less.
        LESS("(?<left>.+) < (?<right>.+?)(?: by (?<number>NUMBER))?"),
        /// It has nearly the same.
        ALIKE("(?<left>.+) = (?<right>.+) within (?<margin>NUMBER)"),
        /// It costs at most a share.
        SHARE("(?<left>.+) takes at most (?<number>NUMBER) of (?<right>.+)"),
        /// It is near a number.
        NEAR("(?<left>.+) is (?<number>NUMBER) within (?<margin>NUMBER)"),
        /// It is at least a number.
        AT_LEAST("(?<left>.+) is at least (?<number>NUMBER)"),
        /// It is at most a number.
        AT_MOST("(?<left>.+) is at most (?<number>NUMBER)"),
        /// All its runs diverged.
        DIVERGED("(?<left>.+)");

        private final Pattern pattern;

        Relation(String form) {
            pattern = pattern(form);
        }

        /// Whether the claim states a difference between two levels, so that chance must be ruled out.
        boolean compares() {
            return this == MORE || this == LESS || this == SHARE;
        }

        /// Whether there is a second level.
        boolean paired() {
            return compares() || this == ALIKE;
        }
    }

    private static final Pattern BEATS = pattern("(?<left>.+) beats (?<right>.+) by (?<number>NUMBER)");
    private static final Pattern LOWER_IS_BETTER =
            Pattern.compile(".*(loss|error|mse|mae|mape|ece|brier)|passes|gradients|epochs|seconds|memory");
    private static final Map<String, String> ROWS = Map.of("train", "training", "val", "validation", "test", "test");
    private static final List<String> COUNTED = List.of("passes", "gradients", "epochs");

    /// Checks.
    public Claim {
        require(!quantity.isBlank() && !left.isBlank(), "a claim needs a quantity and a level, got \"%s\"", text);
        require(margin >= 0, "the margin of a claim must be at least 0, got \"%s\"", text);
        boolean size = relation == Relation.MORE || relation == Relation.LESS;
        require(!size || number >= 0, "the size of a difference must be at least 0, got \"%s\"", text);
        require(
                !size || number == 0 || !COUNTED.contains(quantity),
                "%s are compared by their ratio, as in \"%s: A takes at most 0.5 of B\"; got \"%s\"",
                quantity,
                quantity,
                text);
    }

    private static Pattern pattern(String form) {
        return Pattern.compile(form.replace("NUMBER", "[-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?"));
    }

    /// Reads a claim, see above.
    ///
    /// @param line the text of one claim
    /// @return the claim
    /// @throws IllegalArgumentException if it is not one
    public static Claim parse(String line) {
        String text = line.strip();
        int colon = text.indexOf(':');
        if (colon > 0) {
            String quantity = text.substring(0, colon).strip();
            String rest = text.substring(colon + 1).strip();
            Matcher beats = BEATS.matcher(rest);
            if (beats.matches()) {
                boolean less = LOWER_IS_BETTER.matcher(quantity).matches();
                return of(text, quantity, less ? Relation.LESS : Relation.MORE, beats);
            }
            for (Relation relation : Relation.values()) {
                Matcher matcher = relation.pattern.matcher(rest);
                if ((relation == Relation.DIVERGED) == quantity.equals("diverged") && matcher.matches()) {
                    return of(text, quantity, relation, matcher);
                }
            }
        }
        throw new IllegalArgumentException("not a claim: \"" + text
                + "\". A claim is written as \"accuracy: A > B\", \"loss: A < B\", \"accuracy: A = B within 0.02\","
                + " \"test_accuracy: A beats B by 0.01\", \"passes: A takes at most 0.5 of B\","
                + " \"loss: A is 0.3 within 0.1\", \"loss: A is at most 0.3\", \"diverged: A\"");
    }

    private static Claim of(String text, String quantity, Relation relation, Matcher matcher) {
        return new Claim(
                text,
                quantity,
                String.valueOf(group(matcher, "left")),
                relation,
                group(matcher, "right") == null ? "" : String.valueOf(group(matcher, "right")),
                number(group(matcher, "number")),
                number(group(matcher, "margin")));
    }

    private static @Nullable String group(Matcher matcher, String name) {
        return matcher.namedGroups().containsKey(name) ? matcher.group(name) : null;
    }

    private static double number(@Nullable String text) {
        return text == null ? 0 : Double.parseDouble(text);
    }

    /// Checks that the levels exist.
    ///
    /// @param levels the names of all levels
    /// @throws IllegalArgumentException if a level does not exist; the message lists those that do
    public void check(Collection<String> levels) {
        requireLevel(left, levels);
        if (relation.paired()) {
            requireLevel(right, levels);
        }
    }

    /// Checks that the levels exist and have the quantity.
    ///
    /// @param measurements of some runs, or of all
    /// @throws IllegalArgumentException if a level or measure does not exist; the message lists those that do
    public void check(Measurements measurements) {
        measurements.values(left, quantity);
        if (relation.paired()) {
            measurements.values(right, quantity);
        }
    }

    static void requireLevel(String level, Collection<String> levels) {
        require(
                levels.contains(level),
                "no level is named \"%s\"; there are \"%s\"",
                level,
                String.join("\", \"", levels));
    }

    /// {@return whether the quantity is counted up to a loss}
    public boolean counted() {
        return COUNTED.contains(quantity);
    }

    /// Whether two levels are compared by their ratio, and not by their difference.
    boolean byRatio() {
        return counted() && relation != Relation.SHARE;
    }

    /// The mean over the runs that have a value; of what is counted, and of shares, the median over all, infinite if
    /// most have none.
    double middle(Measurements measurements, String level) {
        return counted() || relation == Relation.SHARE
                ? Median.of(measurements.values(level, quantity))
                : measurements.mean(level, quantity).mean();
    }

    /// The left level without the right one, pair by pair; what the claim says is a win.
    PairedDifference difference(Measurements measurements) {
        double[] other = scaled(measurements.values(left, quantity));
        double[] baseline = scaled(measurements.values(right, quantity));
        return PairedDifference.of(baseline, other, relation == Relation.MORE);
    }

    private double[] scaled(double[] values) {
        return byRatio() ? Arrays.stream(values).map(Math::log).toArray() : values;
    }

    /// The p-value of what is compared, before correction; NaN where nothing is.
    double p(Measurements measurements) {
        if (!relation.compares()) {
            return Double.NaN;
        }
        PairedDifference difference = difference(measurements);
        return relation == Relation.SHARE ? SignTest.p(difference.wins(), difference.losses()) : difference.p();
    }

    /// What is looked at, in words: `validation loss`, `passes to a loss of 0.2`.
    String words(Measurements measurements) {
        Double target = measurements.target();
        return switch (quantity) {
            case "gap" -> "validation loss without training loss";
            case "passes", "gradients", "epochs" ->
                target == null ? quantity : quantity + " to a loss of " + NumberText.text(target);
            default -> {
                int end = quantity.indexOf('_');
                String rows = end < 0 ? "" : ROWS.getOrDefault(quantity.substring(0, end), "");
                String name = rows.isEmpty() ? quantity : quantity.substring(end + 1);
                String on = rows.isEmpty() && !measurements.on().isEmpty() && !quantity.contains(" ")
                        ? ROWS.getOrDefault(measurements.on(), "")
                        : rows;
                yield (on + " " + name.replace('_', ' ')).strip();
            }
        };
    }

    /// {@return the claim as a sentence}
    ///
    /// @param measurements the measured values that the sentence states
    public String sentence(Measurements measurements) {
        String what = words(measurements);
        String has = "“" + left + "” " + (counted() ? "needs " : "has ");
        String than =
                what + " than “" + right + "”" + (number == 0 ? "" : ", by at least " + NumberText.text(number)) + ".";
        return switch (relation) {
            case MORE -> has + (counted() ? "more " : "higher ") + than;
            case LESS -> has + (counted() ? "fewer " : "lower ") + than;
            case ALIKE -> "“" + left + "” and “" + right + "” differ by less than " + within() + " in " + what + ".";
            case SHARE ->
                "“" + left + "” takes at most " + NumberText.text(number) + " of the " + what + " of “" + right + "”.";
            case NEAR -> "“" + left + "” has " + NumberText.text(number) + " " + what + ", within " + within() + ".";
            case AT_LEAST -> "“" + left + "” has at least " + NumberText.text(number) + " " + what + ".";
            case AT_MOST -> "“" + left + "” has at most " + NumberText.text(number) + " " + what + ".";
            case DIVERGED -> "Every run of “" + left + "” diverges.";
        };
    }

    /// The margin as people read it: a share of what is counted.
    String within() {
        return counted() ? NumberText.text(100 * margin) + "%" : NumberText.text(margin);
    }

    @Override
    public String toString() {
        return text;
    }
}
