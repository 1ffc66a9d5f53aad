package gradus.experiment.answers;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the threshold between two classes is chosen for. As text: a number, which is the threshold itself; `f1`;
/// `balanced`, the mean of both recalls; `cost=10:1`, where a second class that is missed costs 10 and a false alarm 1;
/// `recall=0.9` or `precision=0.9`, at least so much of one, and the most of the other.
///
/// @param kind which of them
/// @param first the number after it: the threshold, the cost of a miss, the least recall or precision
/// @param second the cost of a false alarm
public record Goal(Kind kind, double first, double second) implements Serializable {
    private static final Pattern TEXT = Pattern.compile("([a-z0-9]+?)(?:=([0-9.eE+-]+)(?::([0-9.eE+-]+))?)?");

    /// Kinds of goals.
    public enum Kind {
        /// A threshold.
        GIVEN,
        /// The harmonic mean of precision and recall.
        F1,
        /// The mean of the recalls of both classes.
        BALANCED,
        /// The smallest cost.
        COST,
        /// The most precision with a recall that is high enough.
        RECALL,
        /// The most recall with a precision that is high enough.
        PRECISION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of range
    public Goal {
        boolean fits = kind == Kind.COST
                ? first > 0 && second > 0 && Double.isFinite(first) && Double.isFinite(second)
                : kind == Kind.F1 || kind == Kind.BALANCED || (first > 0 && first < 1);
        require(
                fits,
                "a threshold, recall and precision must be in (0, 1), and costs above 0, got %s",
                kind == Kind.COST ? first + ":" + second : first);
    }

    /// Reads a goal.
    ///
    /// @param text as above
    /// @return the goal
    /// @throws IllegalArgumentException if it is not one
    public static Goal parse(String text) {
        if (text.matches("[0-9.]+([eE][+-]?[0-9]+)?")) {
            return new Goal(Kind.GIVEN, Double.parseDouble(text), 0);
        }
        Matcher match = TEXT.matcher(text);
        for (Kind kind : Kind.values()) {
            boolean alone = kind == Kind.F1 || kind == Kind.BALANCED;
            if (match.matches()
                    && kind != Kind.GIVEN
                    && match.group(1).equals(kind.word())
                    && (match.group(2) == null) == alone
                    && (match.group(3) != null) == (kind == Kind.COST)) {
                return new Goal(kind, number(match.group(2)), number(match.group(3)));
            }
        }
        throw new IllegalArgumentException(
                "a threshold must be a number in (0, 1), f1, balanced, cost=MISS:FALSE_ALARM,"
                        + " recall=R or precision=P, got \"" + text + "\"");
    }

    private static double number(@Nullable String text) {
        try {
            return text == null ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    @Override
    public String toString() {
        return switch (kind) {
            case GIVEN -> plain(first);
            case F1, BALANCED -> kind.word();
            case COST -> kind.word() + "=" + plain(first) + ":" + plain(second);
            case RECALL, PRECISION -> kind.word() + "=" + plain(first);
        };
    }

    private static String plain(double value) {
        return value == Math.rint(value) && value < 1e9 ? Long.toString((long) value) : Double.toString(value);
    }

    /// Chooses the threshold.
    ///
    /// @param targets 0 or 1 a row
    /// @param probabilities of the second class, of rows that the network did not see
    /// @return the threshold; that of the highest precision if none is precise enough
    /// @throws IllegalArgumentException if only one of the classes is among the rows
    public double threshold(Rows targets, Rows probabilities) {
        if (kind == Kind.GIVEN) {
            return first;
        }
        float[] truth = targets.toArray();
        float[] said = probabilities.toArray();
        Integer[] order = new Integer[truth.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -said[i]));
        int positives = 0;
        for (float label : truth) {
            positives += label > 0 ? 1 : 0;
        }
        require(
                positives > 0 && positives < truth.length,
                "a threshold needs rows of both classes among those that were held out, got %s of %s of the second",
                positives,
                truth.length);
        double best = Double.NEGATIVE_INFINITY;
        double threshold = 0.5;
        int hits = 0;
        for (int i = 0; i < order.length; i++) {
            hits += truth[order[i]] > 0 ? 1 : 0;
            double here = said[order[i]];
            double next = i + 1 < order.length ? said[order[i + 1]] : 0;
            if (here > next) {
                double worth = worth(hits, i + 1 - hits, positives - hits, truth.length - positives - (i + 1 - hits));
                if (worth > best) {
                    best = worth;
                    threshold = (here + next) / 2;
                }
            }
        }
        return threshold;
    }

    /// How good counts are: the larger the better.
    private double worth(double hits, double alarms, double misses, double rest) {
        double recall = hits / (hits + misses);
        double precision = hits / (hits + alarms);
        return switch (kind) {
            case F1 -> 2 * hits / (2 * hits + alarms + misses);
            case BALANCED -> recall + rest / (rest + alarms);
            case COST -> -first * misses - second * alarms;
            case RECALL -> recall >= first ? precision : recall - 2;
            case PRECISION -> precision >= first ? 1 + recall : precision;
            case GIVEN -> 0;
        };
    }
}
