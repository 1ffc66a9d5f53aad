package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.experiment.statistics.PairedDifference;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final double[] BASE = {0.10, 0.12, 0.11, 0.13, 0.12, 0.11, 0.10, 0.12};
    private static final double[] NONE = new double[8];

    static {
        Arrays.fill(NONE, Double.NaN);
    }

    private static String verdict(double[] baseline, double[] other, boolean up, int comparisons) {
        PairedDifference difference = PairedDifference.of(baseline, other, up);
        double adjusted = Math.min(1, difference.p() * comparisons);
        return Verdict.of("b", "a", "accuracy", up, difference, adjusted, comparisons);
    }

    private static double[] plus(double shift) {
        return Arrays.stream(BASE).map(value -> value + shift).toArray();
    }

    @Test
    void aRealDifference_isNamedWithItsDirection() {
        assertThat(verdict(BASE, plus(0.2), true, 1))
                .startsWith(
                        "b against a: accuracy is better, by +0.2 (95%: +0.2 to +0.2); better in 8, equal in 0, worse")
                .endsWith("in 0 of 8 seeds; p = 0.0078.");
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
        assertThat(verdict(NONE, NONE, true, 1)).endsWith("every pair of runs gave nothing, all diverged.");
    }

    @Test
    void runsThatDiverged_loseBySignTest() {
        assertThat(verdict(BASE, NONE, true, 1))
                .contains("accuracy is worse; better in 0, equal in 0, worse in 8 of 8 seeds")
                .contains("by the sign test, in which a run that diverged loses");
    }

    @Test
    void tooFewSeeds_areSaid() {
        assertThat(verdict(Arrays.copyOf(BASE, 3), Arrays.copyOf(plus(0.2), 3), true, 1))
                .contains("no difference seen with 3 seeds")
                .endsWith("With so few seeds none could be: it takes at least 6.");
        assertThat(verdict(Arrays.copyOf(BASE, 1), Arrays.copyOf(plus(0.2), 1), true, 1))
                .contains("with 1 seed: accuracy +0.2; better in 1");
    }

    @Test
    void aSmallDifference_isToldHowManySeedsItTakes() {
        double[] mixed = {0.11, 0.11, 0.12, 0.12, 0.13, 0.10, 0.11, 0.13};
        assertThat(verdict(BASE, mixed, true, 1))
                .contains("no difference seen with 8 seeds: accuracy +0.0025")
                .containsPattern("it would take about [0-9,]+ seeds to see it\\.$");
    }
}
