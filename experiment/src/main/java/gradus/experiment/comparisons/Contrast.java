package gradus.experiment.comparisons;

import gradus.experiment.statistics.ConfidenceInterval;
import gradus.experiment.statistics.Holm;
import gradus.experiment.statistics.OtherRows;
import gradus.experiment.statistics.PairedDifference;
import gradus.experiment.statistics.SignFlip;
import gradus.internal.Records;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An effect: what the difference is for these rows, and for other rows like these.
///
/// The interval for these rows is that of the test that judges them, at the level of all comparisons together
/// (Bonferroni), and stops at 0 where Holm's correction, which can see a little more, has ruled 0 out. So interval and
/// verdict never contradict each other; likewise for other rows.
///
/// @param effect of what
/// @param pairing what the runs of each seed shared
/// @param difference pair by pair, one pair a seed
/// @param adjusted its p-value after Holm's correction for all comparisons that were made
/// @param real whether that is at most 0.05
/// @param interval of the difference for these rows; null if there are no pairs of two numbers, or a run diverged
/// @param others the difference for other rows like these; null if all runs are judged by the same rows, or one
/// diverged
/// @param othersAdjusted its p-value after Holm's correction; NaN if there is none
/// @param verdict in plain words
public record Contrast(
        Effect effect,
        Pairing pairing,
        PairedDifference difference,
        double adjusted,
        boolean real,
        @Nullable ConfidenceInterval interval,
        @Nullable OtherRows others,
        double othersAdjusted,
        String verdict) {
    /// Judges all effects of a comparison.
    ///
    /// @param pairings of each effect
    /// @param ratio rows that judge a run for each that it can learn from; NaN if all runs are judged by the same rows
    static List<Contrast> all(
            List<Effect> effects, List<Pairing> pairings, List<LevelResult> levels, Measure measure, double ratio) {
        List<PairedDifference> differences = effects.stream()
                .map(effect -> effect.difference(levels, measure.up()))
                .toList();
        int count = differences.size();
        double[] adjusted = Holm.adjust(
                differences.stream().mapToDouble(PairedDifference::p).toArray());
        List<@Nullable OtherRows> others = new ArrayList<>();
        differences.forEach(difference -> others.add(others(difference, ratio, count)));
        double[] othersAdjusted = Holm.adjust(others.stream()
                .mapToDouble(other -> other == null ? 1 : other.p())
                .toArray());
        List<Contrast> contrasts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean real = adjusted[i] <= Verdict.LEVEL;
            OtherRows other = others.get(i);
            Contrast unsaid = new Contrast(
                    effects.get(i),
                    pairings.get(i),
                    differences.get(i),
                    adjusted[i],
                    real,
                    interval(differences.get(i), real, count),
                    other == null
                            ? null
                            : new OtherRows(
                                    withoutZero(other.interval(), othersAdjusted[i] <= Verdict.LEVEL), other.p()),
                    other == null ? Double.NaN : othersAdjusted[i],
                    "");
            contrasts.add(Records.with(unsaid, "verdict", Verdict.of(unsaid, measure.name(), measure.up(), count)));
        }
        return contrasts;
    }

    /// {@return whether there is a difference for other rows too}
    public boolean realForOthers() {
        return othersAdjusted <= Verdict.LEVEL;
    }

    /// The interval of the test at the level of all comparisons.
    static @Nullable ConfidenceInterval interval(PairedDifference difference, boolean real, int comparisons) {
        if (difference.interval() == null || difference.signTest()) {
            return null;
        }
        ConfidenceInterval found = SignFlip.interval(difference.differences(), Verdict.LEVEL / comparisons, 0);
        double mean = difference.interval().mean();
        return withoutZero(new ConfidenceInterval(found.n(), mean, found.deviation(), found.low(), found.high()), real);
    }

    /// The interval of all comparisons together, which stops at 0 if Holm's correction has ruled that out.
    private static ConfidenceInterval withoutZero(ConfidenceInterval interval, boolean real) {
        return new ConfidenceInterval(
                interval.n(),
                interval.mean(),
                interval.deviation(),
                real && interval.mean() > 0 ? Math.max(0, interval.low()) : interval.low(),
                real && interval.mean() < 0 ? Math.min(0, interval.high()) : interval.high());
    }

    /// What is said of other rows.
    ///
    /// @param ratio rows that judge a run for each that it learned from; NaN if all runs are judged by the same rows
    static @Nullable OtherRows others(PairedDifference difference, double ratio, int comparisons) {
        return difference.signTest() || difference.differences().length < 2 || !(ratio > 0)
                ? null
                : OtherRows.of(difference.differences(), ratio, Verdict.LEVEL / comparisons);
    }
}
