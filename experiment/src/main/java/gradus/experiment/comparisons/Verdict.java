package gradus.experiment.comparisons;

import gradus.experiment.statistics.ConfidenceInterval;
import gradus.experiment.statistics.OtherRows;
import gradus.experiment.statistics.PairedDifference;
import gradus.experiment.statistics.SampleSize;

/// Says in plain words what a comparison shows, and what it does not.
final class Verdict {
    /// A difference is called real if chance would give it in at most this share of all comparisons.
    static final double LEVEL = 0.05;

    private Verdict() {}

    /// The sentences: for these rows, and for other rows like these.
    ///
    /// @param contrast what was found, without its verdict
    /// @param measure what was measured, as in `accuracy`
    /// @param comparisons how many there are in all
    static String of(Contrast contrast, String measure, boolean higherIsBetter, int comparisons) {
        PairedDifference difference = contrast.difference();
        int n = difference.pairs();
        String pair = contrast.effect().name() + " against " + contrast.effect().against() + ": ";
        if (difference.identical()) {
            return pair + "no difference seen with " + NumberText.counted(n, "seed") + ": "
                    + (difference.interval() == null
                            ? "no pair is without a run that diverged."
                            : "every pair of runs gave the same " + measure + ".");
        }
        String numbers = numbers(contrast, comparisons);
        String score = "better in " + difference.wins() + ", equal in " + difference.ties() + ", worse in "
                + difference.losses() + " of " + NumberText.counted(n, "seed");
        String chance = "p = " + NumberText.p(difference.p())
                + (comparisons > 1
                        ? ", " + NumberText.p(contrast.adjusted()) + " for " + comparisons + " comparisons"
                        : "")
                + (difference.signTest() ? ", by the sign test, because runs diverged" : "")
                + (difference.exact() ? "" : ", estimated");
        if (contrast.real()) {
            boolean better = difference.signTest()
                    ? difference.wins() > difference.losses()
                    : mean(difference) > 0 == higherIsBetter;
            return pair + "for these rows " + measure + " is " + (better ? "better" : "worse")
                    + (numbers.isEmpty() ? "" : ", by " + numbers) + "; " + score + "; " + chance + "."
                    + others(contrast, comparisons);
        }
        String least = least(difference, comparisons);
        return pair + (least.isEmpty() ? "no difference seen with " : "undecided with ") + NumberText.counted(n, "seed")
                + (numbers.isEmpty() ? "" : ": " + measure + " " + numbers) + "; " + score + "; " + chance + ". "
                + (least.isEmpty() ? found(difference, comparisons) : least);
    }

    private static double mean(PairedDifference difference) {
        return difference.interval() == null ? 0 : difference.interval().mean();
    }

    /// The mean and its interval; nothing if runs diverged, of which it would be silent.
    private static String numbers(Contrast contrast, int comparisons) {
        ConfidenceInterval interval = contrast.interval();
        return interval == null ? "" : NumberText.signed(interval.mean()) + ends(interval, comparisons);
    }

    private static String ends(ConfidenceInterval interval, int comparisons) {
        return Double.isNaN(interval.low())
                ? ""
                : " (95%" + (comparisons > 1 ? " for all " + comparisons : "") + ": "
                        + NumberText.signed(interval.low()) + " to " + NumberText.signed(interval.high()) + ")";
    }

    /// What a difference that is real for these rows is for others.
    private static String others(Contrast contrast, int comparisons) {
        OtherRows others = contrast.others();
        if (others == null) {
            return contrast.difference().signTest()
                    ? ""
                    : " Nothing is said of other rows: every run is judged by the same ones.";
        }
        return " For other rows like these " + (contrast.realForOthers() ? "it is so too" : "it is undecided")
                + ends(others.interval(), comparisons)
                        .replace(" (", ": (")
                        .replace(": (95%", ": 95%")
                        .replace(")", "")
                + "; p = " + NumberText.p(contrast.othersAdjusted()) + ".";
    }

    /// Why no difference could be seen, whatever it is; empty if one could.
    private static String least(PairedDifference difference, int comparisons) {
        int untied = difference.wins() + difference.losses();
        if (2 * Math.pow(0.5, untied) * comparisons <= LEVEL) {
            return "";
        }
        int least = (int) Math.ceil(Math.log(2 * comparisons / LEVEL) / Math.log(2));
        return untied < difference.pairs()
                ? "Only " + untied + " of the pairs differ, and it takes at least " + least + "."
                : "It takes at least " + NumberText.counted(least, "seed") + ".";
    }

    private static String found(PairedDifference difference, int comparisons) {
        ConfidenceInterval interval = difference.interval();
        return interval == null || !(interval.deviation() > 0)
                ? "More seeds would tell."
                : NumberText.counted(interval.n(), "seed") + " would find a difference of "
                        + NumberText.text(
                                SampleSize.difference(interval.n(), interval.deviation(), LEVEL / comparisons))
                        + " in 4 of 5 tries.";
    }
}
