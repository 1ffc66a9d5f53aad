package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.experiment.statistics.ConfidenceInterval;
import gradus.experiment.statistics.OtherRows;
import gradus.experiment.statistics.PairedDifference;
import gradus.internal.Records;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final double[] BASE = {0.10, 0.12, 0.11, 0.13, 0.12, 0.11, 0.10, 0.12};
    private static final double[] NONE = new double[8];

    static {
        Arrays.fill(NONE, Double.NaN);
    }

    private static String verdict(double[] baseline, double[] other, boolean up, int comparisons) {
        return contrast(baseline, other, up, comparisons, 0.25).verdict();
    }

    /// @param ratio rows that judge for each that is learned from
    static Contrast contrast(double[] baseline, double[] other, boolean up, int comparisons, double ratio) {
        PairedDifference difference = PairedDifference.of(baseline, other, up);
        double adjusted = Math.min(1, difference.p() * comparisons);
        boolean real = adjusted <= Verdict.LEVEL;
        OtherRows others = Contrast.others(difference, ratio, comparisons);
        Contrast unsaid = new Contrast(
                new Effect("b", "a", List.of(new Effect.Pair(0, 1)), List.of()),
                new Pairing(true, true, "", true, true, true),
                difference,
                adjusted,
                real,
                Contrast.interval(difference, real, comparisons),
                others,
                others == null ? Double.NaN : Math.min(1, others.p() * comparisons),
                "");
        return Records.with(unsaid, "verdict", Verdict.of(unsaid, "accuracy", up, comparisons));
    }

    private static double[] plus(double shift) {
        return Arrays.stream(BASE).map(value -> value + shift).toArray();
    }

    @Test
    void aRealDifference_isNamedWithItsDirection() {
        assertThat(verdict(BASE, plus(0.2), true, 1))
                .startsWith("b against a: for these rows accuracy is better, by +0.2 (95%: +0.2 to +0.2); better in 8,"
                        + " equal in 0,")
                .contains("worse in 0 of 8 seeds; p = 0.0078. For other rows like these it is so too: 95%: +0.2 to"
                        + " +0.2;");
        assertThat(verdict(BASE, plus(0.2), false, 1)).contains("accuracy is worse, by +0.2");
        assertThat(verdict(BASE, plus(-0.2), false, 1)).contains("accuracy is better, by -0.2");
    }

    @Test
    void severalComparisons_showBothP() {
        assertThat(verdict(BASE, plus(0.2), true, 3)).contains("p = 0.0078, 0.023 for 3 comparisons.");
    }

    @Test
    void equalRuns_areNoDifference() {
        assertThat(verdict(BASE, BASE, true, 1))
                .isEqualTo("b against a: no difference seen with 8 seeds: every pair of runs gave the same accuracy.");
        assertThat(verdict(NONE, NONE, true, 1)).endsWith("no pair is without a run that diverged.");
    }

    @Test
    void runsThatDiverged_loseBySignTest() {
        assertThat(verdict(BASE, NONE, true, 1))
                .contains("accuracy is worse; better in 0, equal in 0, worse in 8 of 8 seeds")
                .contains("by the sign test, because runs diverged");
    }

    @Test
    void tooFewSeeds_areSaid() {
        assertThat(verdict(Arrays.copyOf(BASE, 3), Arrays.copyOf(plus(0.2), 3), true, 1))
                .contains("undecided with 3 seeds: accuracy +0.2; better in 3")
                .endsWith("It takes at least 6 seeds.");
        assertThat(verdict(Arrays.copyOf(BASE, 1), Arrays.copyOf(plus(0.2), 1), true, 1))
                .contains("with 1 seed: accuracy +0.2; better in 1");
    }

    @Test
    void ties_doNotCountAsSeeds() {
        double[] tied = BASE.clone();
        for (int i = 0; i < 5; i++) {
            tied[i] += 0.1 + 0.01 * i;
        }
        assertThat(verdict(BASE, tied, true, 1))
                .contains("undecided with 8 seeds")
                .endsWith("Only 5 of the pairs differ, and it takes at least 6.");
    }

    @Test
    void aSmallDifference_isSaidWithWhatTheSeedsWouldFind() {
        double[] mixed = {0.11, 0.11, 0.12, 0.12, 0.13, 0.10, 0.11, 0.13};
        assertThat(verdict(BASE, mixed, true, 1))
                .contains("no difference seen with 8 seeds: accuracy +0.0025 (95%: ")
                .endsWith("8 seeds would find a difference of 0.01193 in 4 of 5 tries.");
    }

    @Test
    void rowsThatAreTheSameForEverySeed_sayNothingOfOthers() {
        assertThat(contrast(BASE, plus(0.2), true, 1, Double.NaN).verdict())
                .endsWith("Nothing is said of other rows: every run is judged by the same ones.");
    }

    /// Not real for one table is what a difference that seeds alone make surer and surer is for another.
    @Test
    void otherRows_areHarderToBeSureOf() {
        double[] spread = {0.01, 0.03, 0.05, 0.02, 0.06, 0.01, 0.04, 0.002};
        for (int i = 0; i < spread.length; i++) {
            spread[i] += BASE[i];
        }
        Contrast contrast = contrast(BASE, spread, true, 1, 0.25);
        assertThat(contrast.real()).isTrue();
        assertThat(contrast.realForOthers()).isFalse();
        assertThat(contrast.verdict()).contains("For other rows like these it is undecided: 95%: ");
    }

    /// For drawn differences of every size, the interval leaves out 0 exactly if the difference is real.
    @Test
    void intervalAndVerdict_neverContradictEachOther() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            double[] other = new double[BASE.length];
            double shift = 0.03 * random.nextDouble();
            for (int i = 0; i < other.length; i++) {
                other[i] = BASE[i] + shift + 0.02 * random.nextGaussian();
            }
            Contrast contrast = contrast(BASE, other, true, 1 + round % 4, 0.25);
            ConfidenceInterval interval = contrast.interval();
            boolean without = interval != null && (interval.low() > 0 || interval.high() < 0);
            assertThat(without).as(contrast.verdict()).isEqualTo(contrast.real());
        }
    }
}
