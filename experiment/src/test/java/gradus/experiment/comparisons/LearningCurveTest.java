package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
    private static final Factor ROWS = Factor.parse("rows=400,100,25,50,200");
    private static final double[] NOISE = {0.01, -0.02, 0.015, 0.005, -0.01, 0.02, -0.015, -0.005};

    /// Values of each level: 1 less an error of `0.1 + n^-0.5`, which luck shifts by a share, and each run a little.
    private static List<LevelResult> levels(Factor factor) {
        List<LevelResult> levels = new ArrayList<>();
        for (String level : factor.levels()) {
            double error = 0.1 + Math.pow(Double.parseDouble(level), -0.5);
            int place = levels.size();
            double[] values = new double[NOISE.length];
            Arrays.setAll(values, i -> 1 - error * (1 + NOISE[i] + 0.2 * NOISE[(i + place) % NOISE.length]));
            levels.add(new LevelResult(
                    new Level(factor.choice(level), Map.of(factor.name(), level), Settings.of("")),
                    null,
                    List.of(),
                    values,
                    values));
        }
        return levels;
    }

    private static @Nullable LearningCurve curve(Factor factor, List<LevelResult> levels, double ratio) {
        return LearningCurve.of(List.of(factor), levels, new Measure("accuracy", false, true), ratio);
    }

    @Test
    void errorsOnALaw_saveWhatTwiceTheRowsWouldGive() {
        LearningCurve curve = Objects.requireNonNull(curve(ROWS, levels(ROWS), 0.25));
        assertThat(curve.sizes()).containsExactly(25, 50, 100, 200, 400);
        assertThat(curve.law().floor()).isCloseTo(0.1, within(1e-6));
        assertThat(curve.law().scale()).isCloseTo(1, within(1e-5));
        assertThat(curve.law().exponent()).isCloseTo(0.5, within(1e-5));
        assertThat(curve.gain().mean()).isCloseTo(0.05 - 1 / Math.sqrt(800), within(1e-6));
        assertThat(curve.real()).isTrue();
        assertThat(curve.verdict())
                .startsWith(
                        "rows=800, twice the most that was tried: by the law 1 - accuracy = 0.1 + 1 · rows^-0.5, which"
                                + " misses the means of 5 sizes by at most 0%, it would for these rows fall from 0.15 to 0.1354,"
                                + " by 0.01464 (95%: ")
                .contains("For other rows like these it is ");
        assertThat(Objects.requireNonNull(curve(ROWS, levels(ROWS), Double.NaN)).verdict())
                .endsWith("Nothing is said of other rows: every run is judged by the same ones.");
    }

    @Test
    void aSeedInWhichARunDiverged_isLeftOut() {
        List<LevelResult> levels = levels(ROWS);
        levels.get(2).values()[3] = Double.NaN;
        LearningCurve curve = Objects.requireNonNull(curve(ROWS, levels, 0.25));
        assertThat(curve.gain().n()).isEqualTo(7);
        assertThat(curve.errors().getFirst().n()).isEqualTo(7);
    }

    @Test
    void fewSizes_orWhatIsNoSize_haveNoCurve() {
        Factor three = Factor.parse("rows=25,50,100");
        assertThat(curve(three, levels(three), 0.25)).isNull();
        Factor rate = Factor.parse("learning_rate=0.01,0.03,0.1,0.3");
        assertThat(curve(rate, levels(rate), 0.25)).isNull();
        Factor width = Factor.parse("width=4,8,16,32");
        assertThat(curve(width, levels(width), 0.25)).isNotNull();
    }

    @Test
    void rowsAreVaried_withTheSameTestRows_andTheCurveIsInEveryResult() {
        Settings base = Settings.of("moons(samples=120)").with("epochs", "3").with("patience", "0");
        Comparison comparison = new Comparison(base, List.of(Factor.parse("rows=10,20,40,80")), 3, null, "loss", null);
        ComparisonResult result = comparison.run(
                new Runner("moons(samples=120)", new CsvOptions(), RunLog.inMemory(), 2, (done, all, run) -> {}));
        assertThat(result.levels().stream().map(LevelResult::gradients)).containsExactly(30.0, 60.0, 120.0, 240.0);
        assertThat(result.contrasts().getFirst().pairing().text())
                .startsWith("test rows equal, training rows differ; first weights: all equal");
        assertThat(result.warnings()).anyMatch(warning -> warning.startsWith("rows: no run ended early"));
        LearningCurve curve = Objects.requireNonNull(result.curve());
        assertThat(curve.error()).isEqualTo("loss");
        assertThat(ComparisonFiles.page(result, "", 1))
                .contains("Would more rows help?", "Error by rows, and the law up to twice the largest", "rows=160")
                .doesNotContain("NaN");
        assertThat(Objects.requireNonNull(ComparisonFiles.toMap(result).get("learning_curve"))
                        .toString())
                .contains("gain_of_twice", "exponent");
    }
}
