package gradus.experiment.comparisons;

import gradus.experiment.comparisons.Claim.Relation;
import gradus.experiment.statistics.Interval;
import gradus.experiment.statistics.PairedDifference;

/// What the runs say to a claim.
///
/// @param claim what was said
/// @param holds whether the runs show it
/// @param left the mean of the left level; of what is counted the median, infinite if most runs never came there
/// @param right of the right level
/// @param difference left without right, pair by pair; of what is counted, of the logarithms
/// @param adjusted p after correction for all claims that were tested together; NaN where p is not asked
/// @param text all of it in words
public record Finding(
        Claim claim,
        boolean holds,
        double left,
        double right,
        PairedDifference difference,
        double adjusted,
        String text) {
    static Finding of(
            Claim claim,
            ComparisonResult result,
            double left,
            double right,
            PairedDifference difference,
            double adjusted) {
        boolean holds = holds(claim, difference, adjusted, left);
        return new Finding(
                claim,
                holds,
                left,
                right,
                difference,
                adjusted,
                text(claim, result, holds, left, right, difference, adjusted));
    }

    private static boolean holds(Claim claim, PairedDifference difference, double adjusted, double left) {
        Interval interval = difference.interval();
        boolean all = difference.differences().length == difference.pairs();
        double margin = claim.counted() ? Math.log1p(claim.margin()) : claim.margin();
        return switch (claim.relation()) {
            case DIVERGED -> left == 1;
            case ALIKE ->
                all
                        && interval != null
                        && (difference.identical() || (interval.low() >= -margin && interval.high() <= margin));
            case MORE, LESS ->
                adjusted <= Verdict.LEVEL
                        && difference.wins() > difference.losses()
                        && (!all || interval == null || outside(interval, claim.relation()));
        };
    }

    private static boolean outside(Interval interval, Relation relation) {
        return relation == Relation.MORE ? interval.low() > 0 : interval.high() < 0;
    }

    private static String text(
            Claim claim,
            ComparisonResult result,
            boolean holds,
            double left,
            double right,
            PairedDifference difference,
            double adjusted) {
        int pairs = difference.pairs();
        if (claim.relation() == Relation.DIVERGED) {
            return claim.left() + ": " + Math.round(left * pairs) + " of " + pairs + " runs diverged.";
        }
        String what = claim.words(result);
        StringBuilder text = new StringBuilder(Character.toUpperCase(what.charAt(0)) + what.substring(1))
                .append(": ")
                .append(claim.left())
                .append(' ')
                .append(shown(left))
                .append(", ")
                .append(claim.right())
                .append(' ')
                .append(shown(right))
                .append(". ");
        Interval interval = difference.interval();
        if (interval != null) {
            text.append(claim.counted() ? ratio(interval) : difference(interval));
            int numbers = difference.differences().length;
            text.append(numbers < pairs ? " over the " + numbers + " pairs of two numbers; " : "; ");
        }
        if (claim.relation() == Relation.ALIKE) {
            text.append(holds ? "this is less than " : "this is not surely less than ")
                    .append(claim.counted() ? Numbers.text(100 * claim.margin()) + "%" : Numbers.text(claim.margin()));
        } else {
            boolean first = interval == null;
            text.append(claim.relation() == Relation.MORE ? (first ? "More" : "more") : first ? "Less" : "less")
                    .append(" in ")
                    .append(difference.wins())
                    .append(" of ")
                    .append(pairs)
                    .append(" seeds, p = ")
                    .append(Numbers.p(adjusted))
                    .append(difference.signTest() ? " by the sign test" : "");
        }
        return text.append('.').toString();
    }

    private static String difference(Interval interval) {
        String mean = "Difference " + Numbers.signed(interval.mean());
        return interval.deviation() > 0
                ? mean + " (95%: " + Numbers.signed(interval.low()) + " to " + Numbers.signed(interval.high()) + ")"
                : mean;
    }

    private static String ratio(Interval interval) {
        String mean = "That is " + Numbers.text(Math.exp(interval.mean())) + " times";
        return interval.deviation() > 0
                ? mean + " (95%: " + Numbers.text(Math.exp(interval.low())) + " to "
                        + Numbers.text(Math.exp(interval.high())) + ")"
                : mean;
    }

    private static String shown(double value) {
        return Double.isInfinite(value) ? "never" : Numbers.text(value);
    }
}
