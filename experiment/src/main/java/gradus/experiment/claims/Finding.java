package gradus.experiment.claims;

import gradus.experiment.comparisons.NumberText;
import gradus.experiment.statistics.ConfidenceInterval;
import gradus.experiment.statistics.Holm;
import gradus.experiment.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the runs say to a claim.
///
/// @param claim what was said
/// @param verdict what came of it
/// @param difference left without right, pair by pair, of what is counted of the logarithms; null for one level
/// @param p after correction for all claims that were tested together; NaN where none is asked for
/// @param seen the numbers that decided, in words
public record Finding(
        Claim claim, Reproduction verdict, @Nullable PairedDifference difference, double p, String seen) {
    /// Largest p-value, after correction, of a difference that is called real.
    private static final double REAL = 0.05;

    /// Judges claims together, with Holm's correction over those that compare.
    ///
    /// @param claims the claims
    /// @param measurements the measured values
    /// @return one finding for each claim
    public static List<Finding> of(List<Claim> claims, Measurements measurements) {
        double[] p = claims.stream().mapToDouble(claim -> claim.p(measurements)).toArray();
        double[] adjusted = Holm.adjust(
                Arrays.stream(p).filter(value -> !Double.isNaN(value)).toArray());
        List<Finding> findings = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < p.length; i++) {
            findings.add(of(claims.get(i), measurements, Double.isNaN(p[i]) ? Double.NaN : adjusted[compared++]));
        }
        return findings;
    }

    /// {@return whether the runs support the claim}
    public boolean holds() {
        return verdict == Reproduction.REPRODUCED;
    }

    /// {@return the quantity and its measured values, as a sentence}
    ///
    /// @param measurements the measured values
    public String text(Measurements measurements) {
        String what =
                claim.relation() == Claim.Relation.DIVERGED ? "“" + claim.left() + "”" : claim.words(measurements);
        return Character.toUpperCase(what.charAt(0)) + what.substring(1) + ": " + seen + ".";
    }

    private static Finding of(Claim claim, Measurements measurements, double p) {
        if (!claim.relation().paired()) {
            return single(claim, measurements);
        }
        PairedDifference difference = claim.difference(measurements);
        double left = claim.middle(measurements, claim.left());
        double right = claim.middle(measurements, claim.right());
        String values = shown(left) + " against " + shown(right);
        return switch (claim.relation()) {
            case SHARE ->
                new Finding(
                        claim,
                        share(claim, difference, left / right, p),
                        difference,
                        p,
                        values + ", " + NumberText.text(left / right) + " of it; fewer in " + difference.wins()
                                + ", more in " + difference.losses() + " of " + difference.pairs() + ", p = "
                                + NumberText.p(p));
            case ALIKE -> {
                Reproduction verdict = alike(claim, difference);
                yield new Finding(
                        claim,
                        verdict,
                        difference,
                        p,
                        values
                                + size(claim, difference)
                                + (verdict == Reproduction.REPRODUCED ? ": less than " : ": not surely less than ")
                                + claim.within());
            }
            default ->
                new Finding(
                        claim,
                        ordered(claim, difference, p),
                        difference,
                        p,
                        values + size(claim, difference)
                                + (difference.signTest() || claim.counted() ? score(claim, difference) : "") + ", p = "
                                + NumberText.p(p));
        };
    }

    /// Real is what chance would rarely give, and whose interval agrees. With runs that came to nothing the sign test
    /// decides, and those that did not give the size.
    private static Reproduction ordered(Claim claim, PairedDifference difference, double p) {
        ConfidenceInterval interval = difference.interval();
        boolean more = claim.relation() == Claim.Relation.MORE;
        boolean forward = difference.wins() > difference.losses();
        boolean sure = true;
        double size = 0;
        if (interval != null) {
            size = more ? interval.mean() : -interval.mean();
            if (!difference.signTest()) {
                forward = size > 0;
                sure = interval.low() > 0 || interval.high() < 0;
            }
        }
        if (p > REAL || !sure) {
            return Reproduction.NOT_SEEN;
        }
        if (!forward) {
            return Reproduction.OPPOSITE;
        }
        return interval == null || claim.number() == 0 || size >= claim.number()
                ? Reproduction.REPRODUCED
                : Reproduction.SMALLER;
    }

    private static Reproduction share(Claim claim, PairedDifference difference, double ratio, double p) {
        if (p > REAL || Double.isNaN(ratio)) {
            return Reproduction.NOT_SEEN;
        }
        if (difference.wins() <= difference.losses()) {
            return Reproduction.OPPOSITE;
        }
        return ratio <= claim.number() ? Reproduction.REPRODUCED : Reproduction.SMALLER;
    }

    /// The whole interval lies within the margin, and no run came to nothing.
    private static Reproduction alike(Claim claim, PairedDifference difference) {
        ConfidenceInterval interval = difference.interval();
        if (difference.signTest() || interval == null) {
            return Reproduction.NOT_SEEN;
        }
        double margin = claim.counted() ? Math.log1p(claim.margin()) : claim.margin();
        return difference.identical() || (interval.low() >= -margin && interval.high() <= margin)
                ? Reproduction.REPRODUCED
                : Reproduction.NOT_SEEN;
    }

    private static Finding single(Claim claim, Measurements measurements) {
        if (claim.relation() == Claim.Relation.DIVERGED) {
            double[] diverged = measurements.values(claim.left(), claim.quantity());
            long count = Arrays.stream(diverged).filter(value -> value == 1).count();
            return new Finding(
                    claim,
                    count == diverged.length ? Reproduction.REPRODUCED : Reproduction.NOT_SEEN,
                    null,
                    Double.NaN,
                    count + " of " + diverged.length + " runs diverged");
        }
        ConfidenceInterval mean = measurements.mean(claim.left(), claim.quantity());
        double number = claim.number();
        Reproduction verdict =
                switch (claim.relation()) {
                    case NEAR ->
                        Math.abs(mean.mean() - number) <= claim.margin()
                                ? Reproduction.REPRODUCED
                                : Reproduction.NOT_SEEN;
                    case AT_LEAST ->
                        mean.mean() >= number
                                ? Reproduction.REPRODUCED
                                : mean.mean() >= number / 2 ? Reproduction.SMALLER : Reproduction.NOT_SEEN;
                    default ->
                        mean.mean() <= number
                                ? Reproduction.REPRODUCED
                                : mean.low() <= number ? Reproduction.NOT_SEEN : Reproduction.OPPOSITE;
                };
        String seen = mean.n() < 2 ? NumberText.text(mean.mean()) : NumberText.text(mean);
        return new Finding(claim, verdict, null, Double.NaN, seen);
    }

    /// The mean difference, or the ratio, with its interval.
    private static String size(Claim claim, PairedDifference difference) {
        ConfidenceInterval interval = difference.interval();
        if (interval == null) {
            return "";
        }
        int numbers = difference.differences().length;
        String over = numbers < difference.pairs() ? " over the " + numbers + " pairs of two numbers" : "";
        if (!claim.byRatio()) {
            return ", " + NumberText.signed(interval) + over;
        }
        ConfidenceInterval ratio = new ConfidenceInterval(
                interval.n(),
                Math.exp(interval.mean()),
                interval.deviation(),
                Math.exp(interval.low()),
                Math.exp(interval.high()));
        return ", " + NumberText.text(ratio) + " times" + over;
    }

    private static String score(Claim claim, PairedDifference difference) {
        return (claim.relation() == Claim.Relation.MORE ? "; more in " : "; less in ") + difference.wins() + " of "
                + difference.pairs() + " seeds";
    }

    private static String shown(double value) {
        return Double.isInfinite(value) ? "never" : NumberText.text(value);
    }
}
