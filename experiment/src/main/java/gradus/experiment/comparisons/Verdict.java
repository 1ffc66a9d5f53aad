package gradus.experiment.comparisons;

import gradus.experiment.statistics.ConfidenceInterval;
import gradus.experiment.statistics.PairedDifference;
import gradus.experiment.statistics.SampleSize;

/// Says in plain words what a comparison shows, and what it does not.
final class Verdict {
    /// A difference is called real if chance would give it in at most this share of all comparisons.
    static final double LEVEL = 0.05;

    private Verdict() {}

    /// The sentence.
    ///
    /// @param other name of the level
    /// @param baseline name of the level it is compared with
    /// @param measure what was measured, as in `accuracy`
    /// @param comparisons how many there are in all
    static String of(
            String other,
            String baseline,
            String measure,
            boolean higherIsBetter,
            PairedDifference difference,
            double adjusted,
            int comparisons) {
        int n = difference.pairs();
        ConfidenceInterval interval = difference.interval();
        String pair = other + " against " + baseline + ": ";
        if (difference.identical()) {
            return pair + "no difference seen with " + seeds(n) + ": every pair of runs gave "
                    + (interval == null ? "nothing, all diverged." : "the same " + measure + ".");
        }
        String numbers = interval == null ? "" : NumberText.signed(interval);
        String score = "better in " + difference.wins() + ", equal in " + difference.ties() + ", worse in "
                + difference.losses() + " of " + seeds(n);
        String chance = "p = " + NumberText.p(difference.p())
                + (comparisons > 1 ? ", " + NumberText.p(adjusted) + " for " + comparisons + " comparisons" : "")
                + (difference.signTest() ? ", by the sign test, in which a run that diverged loses" : "")
                + (difference.exact() ? "" : ", estimated");
        if (adjusted <= LEVEL) {
            boolean better = difference.signTest()
                    ? difference.wins() > difference.losses()
                    : interval != null && interval.mean() > 0 == higherIsBetter;
            return pair + measure + " is " + (better ? "better" : "worse")
                    + (numbers.isEmpty() ? "" : ", by " + numbers) + "; " + score + "; " + chance + ".";
        }
        return pair + "no difference seen with " + seeds(n) + (numbers.isEmpty() ? "" : ": " + measure + " " + numbers)
                + "; " + score + "; " + chance + ". " + advice(interval, n, comparisons);
    }

    private static String advice(
            @org.jspecify.annotations.Nullable ConfidenceInterval interval, int n, int comparisons) {
        double smallest = 2 * Math.pow(0.5, n) * comparisons;
        int least = (int) Math.ceil(Math.log(2 * comparisons / LEVEL) / Math.log(2));
        if (smallest > LEVEL) {
            return "With so few seeds none could be: it takes at least " + least + ".";
        }
        if (interval == null || interval.mean() == 0 || !(interval.deviation() > 0)) {
            return "More seeds would tell.";
        }
        int needed = Math.max(least, SampleSize.pairs(interval.mean(), interval.deviation()));
        if (needed <= n) {
            return "It is close: a few more seeds would tell.";
        }
        return "If there is one of this size, it would take about " + NumberText.count(needed) + " seeds to see it.";
    }

    private static String seeds(int n) {
        return n == 1 ? "1 seed" : n + " seeds";
    }
}
