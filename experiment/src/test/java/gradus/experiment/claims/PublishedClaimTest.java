package gradus.experiment.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedClaimTest {
    private static final double[] LOW = {0.10, 0.12, 0.11, 0.13, 0.12, 0.11, 0.10, 0.12};
    private static final double NONE = Double.NaN;

    private static Reproduction finding(String rule, double[] a, double[] b) {
        Map<String, Map<String, double[]>> levels = new LinkedHashMap<>();
        String measure = rule.substring(0, rule.indexOf(':'));
        levels.put("x=1", Map.of(measure, a));
        levels.put("x=2, y=3", Map.of(measure, b));
        PublishedClaim claim = PublishedClaim.parse("test.md", file(rule));
        return claim.judge(List.of(new Measurements(levels, a.length, List.of())))
                .getFirst()
                .verdict();
    }

    private static String file(String rules) {
        return "# A title\n\nWords.\n\n```sh\n./gradus compare digits --vary \"x=1,2\" \\\n    --layers 'dense(1)'\n```\n"
                + "```rules\n" + rules + "\n```\n";
    }

    private static double[] plus(double[] values, double shift) {
        return Arrays.stream(values).map(value -> value + shift).toArray();
    }

    @Test
    void aDifference_isReproducedIfItIsRealAndLargeEnough() {
        double[] high = plus(LOW, 0.2);
        assertThat(finding("accuracy: x=2, y=3 beats x=1 by 0.1", LOW, high)).isEqualTo(Reproduction.REPRODUCED);
        assertThat(finding("accuracy: x=2, y=3 beats x=1 by 0.3", LOW, high)).isEqualTo(Reproduction.SMALLER);
        assertThat(finding("accuracy: x=1 beats x=2, y=3 by 0.1", LOW, high)).isEqualTo(Reproduction.OPPOSITE);
        assertThat(finding("test_loss: x=1 beats x=2, y=3 by 0.1", LOW, high)).isEqualTo(Reproduction.REPRODUCED);
        assertThat(finding("accuracy: x=2, y=3 beats x=1 by 0", LOW, LOW)).isEqualTo(Reproduction.NOT_SEEN);
        assertThat(finding("accuracy: x=2, y=3 beats x=1 by 0", Arrays.copyOf(LOW, 3), Arrays.copyOf(high, 3)))
                .as("three seeds cannot tell")
                .isEqualTo(Reproduction.NOT_SEEN);
    }

    @Test
    void runsThatCameToNothing_loseTheirPair() {
        double[] none = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
        assertThat(finding("accuracy: x=1 beats x=2, y=3 by 0.5", LOW, none)).isEqualTo(Reproduction.REPRODUCED);
        assertThat(finding("accuracy: x=2, y=3 beats x=1 by 0.5", LOW, none)).isEqualTo(Reproduction.OPPOSITE);
        assertThat(finding("accuracy: x=1 beats x=2, y=3 by 0.5", none, none)).isEqualTo(Reproduction.NOT_SEEN);
    }

    @Test
    void aCost_isJudgedByTheRatioOfMedians() {
        double[] many = {10, 11, 12, 13, 14, 15, 16, 17};
        double[] few = {2, 3, 4, 4, 5, 6, 6, 7};
        double[] never = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, 2};
        assertThat(finding("passes: x=2, y=3 takes at most 0.5 of x=1", many, few))
                .isEqualTo(Reproduction.REPRODUCED);
        assertThat(finding("passes: x=2, y=3 takes at most 0.1 of x=1", many, few))
                .isEqualTo(Reproduction.SMALLER);
        assertThat(finding("passes: x=1 takes at most 0.5 of x=2, y=3", many, few))
                .isEqualTo(Reproduction.OPPOSITE);
        assertThat(finding("passes: x=1 takes at most 0.5 of x=2, y=3", many, many))
                .isEqualTo(Reproduction.NOT_SEEN);
        assertThat(finding("passes: x=1 takes at most 0.5 of x=2, y=3", many, plus(many, 1)))
                .isEqualTo(Reproduction.SMALLER);
        assertThat(finding("passes: x=1 takes at most 0.5 of x=2, y=3", few, never))
                .as("seven won, one lost")
                .isEqualTo(Reproduction.NOT_SEEN);
    }

    @Test
    void bounds_areOfTheMean_andBrokenWhereItIsSurelyBeyond() {
        assertThat(finding("a: x=1 is 0.11 within 0.01", LOW, LOW)).isEqualTo(Reproduction.REPRODUCED);
        assertThat(finding("a: x=1 is 0.15 within 0.01", LOW, LOW)).isEqualTo(Reproduction.NOT_SEEN);
        assertThat(finding("a: x=1 is at least 0.1", LOW, LOW)).isEqualTo(Reproduction.REPRODUCED);
        assertThat(finding("a: x=1 is at least 0.15", LOW, LOW)).isEqualTo(Reproduction.SMALLER);
        assertThat(finding("a: x=1 is at least 0.5", LOW, LOW)).isEqualTo(Reproduction.NOT_SEEN);
        assertThat(finding("a: x=1 is at most 0.114", LOW, LOW)).isEqualTo(Reproduction.REPRODUCED);
        assertThat(finding("a: x=1 is at most 0.11", LOW, LOW)).isEqualTo(Reproduction.NOT_SEEN);
        assertThat(finding("a: x=1 is at most 0.05", LOW, LOW)).isEqualTo(Reproduction.OPPOSITE);
    }

    @Test
    void pOfSeveralRules_isCorrectedTogether() {
        double[] high = {0.3, 0.1, 0.31, 0.32, 0.33, 0.3, 0.31, 0.3};
        String rule = "a: x=2, y=3 beats x=1 by 0";
        assertThat(finding(rule, LOW, high)).isEqualTo(Reproduction.REPRODUCED);
        assertThat(finding(String.join("\n", rule, rule, rule, rule, rule, rule, rule), LOW, high))
                .isEqualTo(Reproduction.NOT_SEEN);
    }

    @Test
    void aFile_isRead() {
        PublishedClaim claim = PublishedClaim.parse("test.md", file("a: b is at most 1\n\nc: d beats e by .5"));

        assertThat(claim.title()).isEqualTo("A title");
        assertThat(claim.command()).containsExactly("compare", "digits", "--vary", "x=1,2", "--layers", "dense(1)");
        assertThat(claim.rules()).extracting(Claim::text).containsExactly("a: b is at most 1", "c: d beats e by .5");
    }

    @Test
    void aResult_takesThePlaceOfTheOneBefore_andLeavesWhatWasWrittenAfterwards() {
        String text = file("a: b is at most 1");
        String first = PublishedClaim.parse("test.md", text).with("one\n");
        assertThat(first).isEqualTo(text + "\n## Result\none\n");
        String noted = first + "\n## Afterwards\nA thought.\n";
        assertThat(PublishedClaim.parse("test.md", noted).with("two\n"))
                .isEqualTo(text + "\n## Result\ntwo\n\n## Afterwards\nA thought.\n");
    }

    @Test
    void whatIsWrong_isSaid() {
        assertThatThrownBy(() -> PublishedClaim.parse("x.md", file("better is better")))
                .hasMessageContaining("not a claim: \"better is better\". A claim is written as");
        assertThatThrownBy(() -> PublishedClaim.parse("x.md", "# Words\n"))
                .hasMessage(
                        "x.md is not a claim: it has no block ```sh. A claim is a file of Markdown with a title, one command in"
                                + " a block ```sh and the rules that judge it in a block ```rules");
        assertThatThrownBy(() -> PublishedClaim.parse("x.md", file("").replace("./gradus", "rm")))
                .hasMessageContaining("must have a command as \"./gradus compare");
        assertThatThrownBy(() ->
                        PublishedClaim.parse("x.md", file("a: b is at most 1").replace("'dense(1)'", "'dense(1)")))
                .hasMessageContaining("a quote is not closed");
        assertThatThrownBy(() -> finding("a: z is at most 1", LOW, LOW))
                .hasMessage("no level is named \"z\"; there are \"x=1\", \"x=2, y=3\"");
    }

    @Test
    void theReport_hasRulesAndLevels() {
        Map<String, Map<String, double[]>> levels = new LinkedHashMap<>();
        levels.put("x=1", Map.of("test_accuracy", LOW, "passes", new double[] {1, NONE}));
        Measurements measurements = new Measurements(levels, 8, List.of("A note."));
        PublishedClaim claim = PublishedClaim.parse("x.md", file("test_accuracy: x=1 is at least 0.1"));

        String report =
                ClaimReport.markdown(claim.judge(List.of(measurements)), List.of(measurements), List.of("It ran."), "");

        assertThat(report)
                .contains("| test_accuracy: x=1 is at least 0.1 | 0.1138 (95%: 0.1049 to 0.1226) | **reproduced** |")
                .contains("| level | test_accuracy | passes |", "| x=1 | 0.1138 ± 0.00", "| 1 (1 of 2) |")
                .endsWith("- A note.\n- It ran.\n");
        assertThat(Measurements.csv(List.of(measurements)))
                .startsWith("level,measure,seeds,runs,mean,low,high,values\n")
                .contains("\"x=1\",passes,1,2,1.00000,,,1.00000 \n");
    }

    @Test
    void aVerdict_standsOnlyIfOtherSeedsHaveIt() {
        Measurements low = new Measurements(Map.of("x=1", Map.of("test_accuracy", LOW)), 8, List.of());
        Measurements high = new Measurements(Map.of("x=1", Map.of("test_accuracy", plus(LOW, 0.5))), 8, List.of("N."));
        PublishedClaim claim = PublishedClaim.parse(
                "x.md",
                file("test_accuracy: x=1 is at least 0.1\ntest_accuracy: x=1 is at least 0.15\n"
                        + "test_accuracy: x=1 is at most 0.2"));

        List<Repetition> rules = claim.judge(List.of(low, high));

        assertThat(rules)
                .extracting(Repetition::verdict)
                .containsExactly(Reproduction.REPRODUCED, Reproduction.SMALLER, Reproduction.UNDECIDED);
        assertThat(ClaimReport.markdown(rules, List.of(low, high), List.of(), ""))
                .contains("| rule | seen | with other seeds | verdict |\n|---|---|---|---|\n")
                .contains(
                        "| test_accuracy: x=1 is at most 0.2 | reproduced: 0.1138 (95%: 0.1049 to 0.1226) | opposite: 0.61")
                .contains("\n| level, other seeds | test_accuracy |\n")
                .endsWith("- Other seeds: N.\n");
        assertThat(Measurements.csv(List.of(low, high)))
                .contains("\"x=1\",test_accuracy,1,8,", "\"x=1\",test_accuracy,2,8,");
        assertThat(claim.timed()).isFalse();
        assertThat(PublishedClaim.parse("x.md", file("seconds: x=1 beats x=2 by 0"))
                        .timed())
                .isTrue();
    }

    @Test
    void deadNetworks_areRarerIfWide_andWithinTheBound() {
        Measurements dead = BornDead.measure(List.of(1, 10), List.of(2, 10), 200, 0);

        assertThat(dead.mean("depth=1, width=2", "born_dead").mean()).isZero();
        assertThat(dead.mean("depth=10, width=2", "born_dead").mean()).isBetween(0.8, 0.95);
        assertThat(dead.mean("depth=10, width=10", "born_dead").mean()).isLessThan(0.03);
    }

    @Test
    void aChainOfSingleUnits_livesOnlyIfEveryWeightAfterTheFirstIsPositive() {
        double share = BornDead.measure(List.of(4), List.of(1), 400, 7)
                .mean("depth=4, width=1", "born_dead")
                .mean();

        // The sign of the first weight decides which side lives; the two others must be positive.
        assertThat(share).isCloseTo(0.75, within(0.07));
    }

    @Test
    void ratesOnAQuadratic_areThoseOfTheBooks() {
        Measurements rates = QuadraticRates.measure(20);

        assertThat(rates.mean("gradient descent", "factor").mean()).isCloseTo(19.0 / 21, within(1e-4));
        assertThat(rates.mean("heavy ball", "factor").mean()).isCloseTo(0.6345, within(0.01));
        assertThat(rates.mean("learning_rate=0.49", "factor").mean()).isCloseTo(0.96, within(1e-4));
        assertThat(rates.mean("learning_rate=0.51", "factor").mean()).isCloseTo(1.04, within(1e-4));
    }

    @Test
    void suggestedRates_areGoodForEveryOptimizer() {
        Measurements rates = SuggestedRates.measure(List.of("iris"), 1, 0, 2, (done, total, run) -> {});

        assertThat(rates.levels().keySet()).containsExactly("sgd", "sgd(momentum=0.9)", "adam");
        assertThat(rates.levels().keySet()).allSatisfy(optimizer -> {
            assertThat(rates.values(optimizer, "good")).containsExactly(1);
            assertThat(rates.values(optimizer, "ratio")).hasSize(1);
        });
    }
}
