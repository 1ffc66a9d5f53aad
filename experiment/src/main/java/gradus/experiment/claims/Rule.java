package gradus.experiment.claims;

import static gradus.internal.Require.require;

import gradus.experiment.comparisons.Numbers;
import gradus.experiment.statistics.Interval;
import gradus.experiment.statistics.Median;
import gradus.experiment.statistics.PairedDifference;
import gradus.experiment.statistics.SignTest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line that says before the runs what will count as reproduced. `experiments/README.md` has the table of all kinds.
public sealed interface Rule {
    /// Largest p-value, after correction, of a difference that is called real.
    double REAL = 0.05;

    /// As it was written.
    String text();

    /// The p-value of what is compared, before correction; NaN for a rule that compares nothing.
    default double p(Measurements measurements) {
        return Double.NaN;
    }

    /// Judges.
    ///
    /// @param p the p-value after correction; NaN for a rule that compares nothing
    Ruling judge(Measurements measurements, double p);

    /// Reads a line.
    ///
    /// @throws IllegalArgumentException if it is no rule
    static Rule parse(String line) {
        String text = line.strip();
        Matcher beats = Patterns.BEATS.matcher(text);
        if (beats.matches()) {
            return new Beats(text, beats.group(1), beats.group(2), beats.group(3), number(beats.group(4)));
        }
        Matcher takes = Patterns.TAKES.matcher(text);
        if (takes.matches()) {
            return new Takes(text, takes.group(1), takes.group(2), takes.group(4), number(takes.group(3)));
        }
        Matcher near = Patterns.NEAR.matcher(text);
        if (near.matches()) {
            return new Near(text, near.group(1), near.group(2), number(near.group(3)), number(near.group(4)));
        }
        Matcher bound = Patterns.BOUND.matcher(text);
        if (bound.matches()) {
            boolean least = bound.group(3).equals("least");
            double limit = number(bound.group(4));
            return least
                    ? new AtLeast(text, bound.group(1), bound.group(2), limit)
                    : new AtMost(text, bound.group(1), bound.group(2), limit);
        }
        throw new IllegalArgumentException(
                "no rule: \"" + text + "\". A rule is as \"test_accuracy: A beats B by 0.01\","
                        + " \"passes: A takes at most 0.5 of B\", \"loss: A is 0.3 within 0.1\", \"loss: A is at most 0.3\"");
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    private static String mean(Interval mean) {
        return mean.n() < 2
                ? Numbers.text(mean.mean())
                : Numbers.text(mean.mean()) + " (95%: " + Numbers.text(mean.low()) + " to " + Numbers.text(mean.high())
                        + ")";
    }

    /// `MEASURE: LEVEL beats LEVEL by N`: higher, or lower for losses and errors.
    record Beats(String text, String measure, String level, String other, double by) implements Rule {
        /// Checks.
        public Beats {
            require(by >= 0, "a rule needs a size of at least 0, got \"%s\"", text);
        }

        private boolean lowerIsBetter() {
            return measure.matches(".*(loss|error|mse|mae|mape)");
        }

        private PairedDifference difference(Measurements measurements) {
            return PairedDifference.of(
                    measurements.values(other, measure), measurements.values(level, measure), !lowerIsBetter());
        }

        @Override
        public double p(Measurements measurements) {
            return difference(measurements).p();
        }

        @Override
        public Ruling judge(Measurements measurements, double p) {
            PairedDifference difference = difference(measurements);
            Interval interval = difference.interval();
            boolean forward = difference.wins() > difference.losses();
            double size = 0;
            if (interval != null) {
                size = lowerIsBetter() ? -interval.mean() : interval.mean();
                // With runs that came to nothing the sign test decides, and those that did not give the size.
                forward = difference.signTest() ? forward : size > 0;
            }
            Reproduction finding = p > REAL
                    ? Reproduction.NOT_SEEN
                    : !forward
                            ? Reproduction.OPPOSITE
                            : interval == null || size >= by ? Reproduction.REPRODUCED : Reproduction.SMALLER;
            String seen = Numbers.text(measurements.mean(level, measure).mean()) + " against "
                    + Numbers.text(measurements.mean(other, measure).mean())
                    + (interval == null
                            ? ""
                            : ", " + Numbers.signed(interval.mean()) + " (95%: " + Numbers.signed(interval.low())
                                    + " to " + Numbers.signed(interval.high()) + ")")
                    + ", p = " + Numbers.p(p);
            return new Ruling(this, seen, finding);
        }
    }

    /// `MEASURE: LEVEL takes at most N of LEVEL`: the ratio of two costs, by their medians.
    record Takes(String text, String measure, String level, String other, double share) implements Rule {
        @Override
        public double p(Measurements measurements) {
            PairedDifference difference = difference(measurements);
            return SignTest.p(difference.wins(), difference.losses());
        }

        private PairedDifference difference(Measurements measurements) {
            return PairedDifference.of(measurements.values(other, measure), measurements.values(level, measure), false);
        }

        @Override
        public Ruling judge(Measurements measurements, double p) {
            double own = Median.of(measurements.values(level, measure));
            double others = Median.of(measurements.values(other, measure));
            double ratio = own / others;
            PairedDifference difference = difference(measurements);
            boolean fewer = difference.wins() > difference.losses();
            Reproduction finding = p > REAL || Double.isNaN(ratio)
                    ? Reproduction.NOT_SEEN
                    : !fewer ? Reproduction.OPPOSITE : ratio <= share ? Reproduction.REPRODUCED : Reproduction.SMALLER;
            String seen = Numbers.text(own) + " against " + Numbers.text(others) + ", " + Numbers.text(ratio)
                    + " of it; fewer in " + difference.wins() + ", more in " + difference.losses() + " of "
                    + difference.pairs() + ", p = " + Numbers.p(p);
            return new Ruling(this, seen, finding);
        }
    }

    /// `MEASURE: LEVEL is N within W`.
    record Near(String text, String measure, String level, double value, double within) implements Rule {
        @Override
        public Ruling judge(Measurements measurements, double p) {
            Interval mean = measurements.mean(level, measure);
            boolean near = Math.abs(mean.mean() - value) <= within;
            return new Ruling(this, Rule.mean(mean), near ? Reproduction.REPRODUCED : Reproduction.NOT_SEEN);
        }
    }

    /// `MEASURE: LEVEL is at least N`.
    record AtLeast(String text, String measure, String level, double limit) implements Rule {
        @Override
        public Ruling judge(Measurements measurements, double p) {
            Interval mean = measurements.mean(level, measure);
            Reproduction finding = mean.mean() >= limit
                    ? Reproduction.REPRODUCED
                    : mean.mean() >= limit / 2 ? Reproduction.SMALLER : Reproduction.NOT_SEEN;
            return new Ruling(this, Rule.mean(mean), finding);
        }
    }

    /// `MEASURE: LEVEL is at most N`: kept unless the numbers are surely above it.
    record AtMost(String text, String measure, String level, double limit) implements Rule {
        @Override
        public Ruling judge(Measurements measurements, double p) {
            Interval mean = measurements.mean(level, measure);
            boolean kept = mean.mean() <= limit || mean.low() <= limit;
            return new Ruling(this, Rule.mean(mean), kept ? Reproduction.REPRODUCED : Reproduction.OPPOSITE);
        }
    }

    /// How rules are written.
    final class Patterns {
        private static final String NUMBER = "([0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)";
        private static final Pattern BEATS = Pattern.compile("(\\w+): (.+) beats (.+) by " + NUMBER);
        private static final Pattern TAKES = Pattern.compile("(\\w+): (.+) takes at most " + NUMBER + " of (.+)");
        private static final Pattern NEAR = Pattern.compile("(\\w+): (.+) is " + NUMBER + " within " + NUMBER);
        private static final Pattern BOUND = Pattern.compile("(\\w+): (.+) is at (least|most) " + NUMBER);

        private Patterns() {}
    }
}
