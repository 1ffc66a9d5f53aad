package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Settings;
import gradus.experiment.statistics.ConfidenceInterval;
import gradus.experiment.statistics.OtherRows;
import gradus.experiment.statistics.PairedDifference;
import gradus.math.RandomStream;
import gradus.testing.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Against a linear model, by hand, and with runs.
class DesignTest {
    private static final JsonNode GOLDEN = Golden.read("factorial.json");
    private static final Measure ACCURACY = new Measure("accuracy", false, true);
    private static final Pairing ALL = new Pairing(true, true, "all equal", true, true, true);
    private static final List<Factor> TWO = List.of(Factor.parse("a=1,2"), Factor.parse("b=x,y"));

    private static double[] doubles(JsonNode node) {
        double[] values = new double[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).asDouble();
        }
        return values;
    }

    /// Every combination, without its settings.
    private static List<Level> levels(List<Factor> factors) {
        List<Map<String, String>> choices = new ArrayList<>(List.of(Map.of()));
        for (Factor factor : factors) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> shorter : choices) {
                for (String level : factor.levels()) {
                    Map<String, String> both = new LinkedHashMap<>(shorter);
                    both.put(factor.name(), level);
                    longer.add(both);
                }
            }
            choices = longer;
        }
        return choices.stream()
                .map(each -> new Level(each.toString(), each, Settings.of("")))
                .toList();
    }

    /// @param values of each level
    private static List<Contrast> contrasts(List<Factor> factors, double ratio, double[]... values) {
        List<Level> levels = levels(factors);
        List<LevelResult> results = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            results.add(new LevelResult(levels.get(i), null, List.of(), values[i], values[i]));
        }
        List<Effect> effects = Design.FACTORIAL.effects(factors, levels);
        List<Pairing> pairings = effects.stream().map(effect -> ALL).toList();
        return Contrast.all(effects, pairings, results, ACCURACY, ratio);
    }

    @Test
    void effects_areTheCoefficientsOfALinearModel_andTheirTestsThoseOfSciPy() {
        List<Factor> factors = new ArrayList<>();
        GOLDEN.get("factors").forEach(factor -> factors.add(Factor.parse(factor.asString())));
        double[][] values = new double[GOLDEN.get("values").size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = doubles(GOLDEN.get("values").get(i));
        }
        List<Contrast> contrasts = contrasts(factors, GOLDEN.get("ratio").asDouble(), values);
        assertThat(contrasts).hasSize(GOLDEN.get("effects").size());
        for (int i = 0; i < contrasts.size(); i++) {
            JsonNode golden = GOLDEN.get("effects").get(i);
            Contrast contrast = contrasts.get(i);
            PairedDifference difference = contrast.difference();
            assertThat(contrast.effect().name()).isEqualTo(golden.get("name").asString());
            assertThat(difference.differences())
                    .as(contrast.effect().name())
                    .containsExactly(doubles(golden.get("differences")), within(1e-13));
            assertThat(Objects.requireNonNull(contrast.interval()).mean())
                    .isCloseTo(golden.get("mean").asDouble(), within(1e-13));
            assertThat(difference.p()).isEqualTo(golden.get("p").asDouble());
            assertThat(contrast.adjusted()).isCloseTo(golden.get("adjusted").asDouble(), within(1e-13));
            OtherRows others = Objects.requireNonNull(contrast.others());
            assertThat(others.p()).isCloseTo(golden.get("p_other").asDouble(), within(1e-12));
            assertThat(contrast.othersAdjusted())
                    .isCloseTo(golden.get("other_adjusted").asDouble(), within(1e-12));
            assertThat(others.interval().low())
                    .isCloseTo(golden.get("other_low").asDouble(), within(1e-12));
            assertThat(others.interval().high())
                    .isCloseTo(golden.get("other_high").asDouble(), within(1e-12));
        }
        assertThat(contrasts.stream().map(Contrast::real)).contains(true, false);
    }

    /// 0.5 and 0.6 without, 0.7 with a; 0.9 with both, where 0.6 + 0.7 - 0.5 = 0.8 would be the sum.
    @Test
    void twoChoicesThatActOnEachOther_areSaidToDoMoreThanTheirSum() {
        double[] none = {0.50, 0.51, 0.52, 0.50, 0.51, 0.52, 0.50, 0.51};
        List<Contrast> contrasts = contrasts(TWO, 0.25, none, plus(none, 0.1), plus(none, 0.2), plus(none, 0.4));
        assertThat(contrasts.get(0).verdict())
                .startsWith("a=2 against a=1 (mean over b): for these rows accuracy is better, by +0.25 (95% for all 3:"
                        + " +0.25 to +0.25); better in 8");
        assertThat(contrasts.get(1).verdict()).startsWith("b=y against b=x (mean over a): for these rows accuracy is");
        assertThat(contrasts.get(2).verdict())
                .startsWith(
                        "a=2 with b=y against the sum of their effects: for these rows accuracy is better, by +0.1");
        Comparison comparison = new Comparison(Settings.of("moons"), TWO, 8, null, null, null).design(Design.FACTORIAL);
        ComparisonResult result = new ComparisonResult(
                comparison, "moons", "accuracy", "test", true, "val_loss", null, 8, 0, List.of(), contrasts, null);
        assertThat(result.warnings())
                .containsExactly("a=2 with b=y: what one of them does depends on the other, so that a mean over the"
                        + " other says little; compare the levels.");
    }

    /// Corrected by Holm, the second effect is real; the interval of all together would hold 0.
    @Test
    void intervalForOtherRows_stopsAt0_whereTheVerdictRulesItOut() {
        RandomStream random = RandomStream.of(1);
        int seen = 0;
        for (int round = 0; round < 60; round++) {
            double[][] values = new double[4][10];
            for (int i = 0; i < 40; i++) {
                int level = i / 10;
                values[level][i % 10] =
                        0.5 + (level < 2 ? 0 : 0.2) + 0.04 * (level % 2) + 0.025 * random.nextGaussian();
            }
            for (Contrast contrast : contrasts(TWO, 0.25, values)) {
                ConfidenceInterval interval =
                        Objects.requireNonNull(contrast.others()).interval();
                boolean without = interval.low() >= 0 || interval.high() <= 0;
                assertThat(without).as(contrast.verdict()).isEqualTo(contrast.realForOthers());
                seen += interval.low() == 0 ? 1 : 0;
            }
        }
        assertThat(seen).isPositive();
    }

    @Test
    void choicesThatDoNotActOnEachOther_tie_thoughSumsAreRounded() {
        double[] none = {0.9, 0.8, 0.7, 1 / 3.0, 0.1, 0.95, 0.85, 0.6};
        Contrast interaction = contrasts(TWO, 0.25, none, plus(none, 0.1), plus(none, 0.07), plus(none, 0.17))
                .getLast();
        assertThat(interaction.difference().ties()).isEqualTo(8);
        assertThat(interaction.verdict()).endsWith("every pair of runs gave the same accuracy.");
    }

    @Test
    void aRunThatDiverged_losesForItsChoice_andSaysNothingOfInteractions() {
        double[] none = {0.50, 0.51, 0.52, 0.50, 0.51, 0.52, 0.50, 0.51};
        double[] both = plus(none, 0.1);
        both[0] = Double.NaN;
        List<Contrast> contrasts = contrasts(TWO, 0.25, none, none, none, both);
        assertThat(contrasts.get(0).difference().losses()).isEqualTo(1);
        PairedDifference interaction = contrasts.get(2).difference();
        assertThat(interaction.signTest()).isTrue();
        assertThat(List.of(interaction.wins(), interaction.ties(), interaction.losses()))
                .containsExactly(7, 1, 0);
    }

    private static double[] plus(double[] values, double shift) {
        return Arrays.stream(values).map(value -> value + shift).toArray();
    }

    @Test
    void ablation_runsOneLevelAFactorBesideTheFullOne_andSharesTheRunsOfTheFactorial() {
        Settings base = Settings.of("moons(samples=60)").with("epochs", "2");
        RunLog store = RunLog.inMemory();
        List<Integer> made = new ArrayList<>();
        Runner runner = new Runner("moons(samples=60)", new CsvOptions(), store, 1, (done, all, run) -> made.add(all));
        Comparison whole = new Comparison(
                base,
                List.of(Factor.parse("dropout=0,0.3"), Factor.parse("width=4,8"), Factor.parse("batch=8,16")),
                2,
                null,
                null,
                null);
        ComparisonResult factorial = whole.design(Design.FACTORIAL).run(runner);
        assertThat(made).hasSize(16);
        assertThat(whole.design(Design.FACTORIAL).runs()).isEqualTo(16);
        assertThat(factorial.contrasts()).hasSize(3 + 3);
        Comparison ablation = whole.design(Design.ABLATION);
        ComparisonResult result = ablation.run(runner);
        assertThat(made).as("no run is made twice").hasSize(16);
        assertThat(ablation.runs()).isEqualTo(4 * 2);
        assertThat(result.levels().stream().map(level -> level.level().name()))
                .containsExactly(
                        "full: dropout=0.3, width=8, batch=16",
                        "dropout=0 put back",
                        "width=4 put back",
                        "batch=8 put back");
        assertThat(result.contrasts().getFirst().verdict())
                .startsWith("dropout=0 put back against full: dropout=0.3, width=8, batch=16: ");
        LevelResult full = factorial.levels().getLast();
        assertThat(result.levels().getFirst().values()).containsExactly(full.values());
        // The masks of the levels with dropout differ between batches of 8 and 16; those without have none.
        assertThat(factorial.contrasts().get(2).effect().name()).isEqualTo("batch=16");
        assertThat(factorial.contrasts().get(2).pairing().masks()).isFalse();
        assertThat(factorial.contrasts().get(0).pairing().sameWeights()).isTrue();
        assertThat(factorial.contrasts().get(1).pairing().sameWeights()).isFalse();
        String page = ComparisonFiles.page(factorial, "", 1);
        assertThat(page)
                .contains("Mean test accuracy and its 95% interval; darker is better", "fill-opacity=\"0.500\"")
                .contains("<td>the sum of their effects (mean over batch)</td>", "sum of effects</text>")
                .doesNotContain("NaN", "null");
        assertThat(ComparisonFiles.toMap(factorial)).containsEntry("design", "factorial");
    }

    @Test
    void aDesignOfOneFactor_isRefused() {
        Comparison one =
                new Comparison(Settings.of("moons"), List.of(Factor.parse("dropout=0,0.3")), 2, null, null, null);
        for (Design design : List.of(Design.FACTORIAL, Design.ABLATION)) {
            assertThatThrownBy(() -> one.design(design))
                    .hasMessage("a design needs at least two factors with at least two levels each, got"
                            + " [dropout=0,0.3]");
        }
    }
}
