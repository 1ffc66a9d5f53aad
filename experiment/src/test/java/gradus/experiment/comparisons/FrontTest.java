package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Settings;
import gradus.math.RandomStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontTest {
    private static Front.Point point(String level, double cost, double mean) {
        return new Front.Point(level, cost, mean);
    }

    private static List<String> names(List<Front.Point> points) {
        return points.stream().map(Front.Point::level).toList();
    }

    @Test
    void onTheFront_areLevelsThatNoneBeatsForLess() {
        List<Front.Point> points = List.of(
                point("cheap", 10, 0.8),
                point("no better", 20, 0.8),
                point("better", 20, 0.9),
                point("dear", 40, 0.85),
                point("best", 80, 0.95));
        assertThat(names(Front.of(points, 1, true))).containsExactly("cheap", "better", "best");
        assertThat(names(Front.of(points, 1, false))).as("of a loss").containsExactly("cheap");
    }

    @Test
    void timesThatHardlyDiffer_countAsEqual() {
        List<Front.Point> points = List.of(point("a", 1, 0.8), point("b", 1.2, 0.9), point("c", 1.6, 0.91));
        assertThat(names(Front.of(points, 1.25, true))).containsExactly("b", "c");
        assertThat(names(Front.of(List.of(point("a", 1, 0.8), point("b", 1.1, 0.8)), 1.25, true)))
                .as("neither is cheaper")
                .containsExactly("a", "b");
    }

    @Test
    void ofRandomPoints_itIsSortedByBoth_andEveryOtherPointIsBeaten() {
        RandomStream random = RandomStream.of(3);
        for (int repeat = 0; repeat < 100; repeat++) {
            List<Front.Point> points = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                points.add(point("" + i, 1 + random.nextInt(6), random.nextInt(6)));
            }
            points.sort(Comparator.comparingDouble(Front.Point::cost));
            List<Front.Point> front = Front.of(points, 1, true);
            assertThat(front).isNotEmpty().isSortedAccordingTo(Comparator.comparingDouble(Front.Point::mean));
            for (Front.Point other : points) {
                assertThat(front).anyMatch(on -> on.cost() <= other.cost() && on.mean() >= other.mean());
            }
        }
    }

    @Test
    void sentence_saysWhatTheOtherLevelsAre() {
        Front.Point cheap = point("cheap", 10, 0.8);
        Front.Point best = point("best", 80, 0.95);
        Front.Point dear = point("dear", 90, 0.9);
        assertThat(new Front("parameters", List.of(cheap, best), List.of(cheap, best, dear)).sentence("accuracy"))
                .isEqualTo("Quality against cost, accuracy by parameters: cheap (10, 0.8), best (80, 0.95); every other"
                        + " level costs at least as much as one of these and has no better mean.");
        assertThat(new Front("parameters", List.of(cheap, best), List.of(cheap, best)).sentence("accuracy"))
                .endsWith("; each costs more than the one before and has a better mean.");
        assertThat(new Front("parameters", List.of(best), List.of(best, dear)).sentence("accuracy"))
                .endsWith(": best (80, 0.95) has the best mean, and no cheaper level matches it.");
    }

    @Test
    void comparison_namesTheLevelsThatAreWorthTheirParameters() {
        Settings moons = Settings.of("moons(samples=150,noise=0.2)")
                .with("layers", "dense(2, relu)")
                .with("epochs", "6")
                .with("patience", "0");
        Comparison comparison = new Comparison(moons, List.of(Factor.parse("width=2,32,16")), 3, null, null, null);
        ComparisonResult result = comparison.run(
                new Runner(moons.data().source(), new CsvOptions(), RunLog.inMemory(), 2, (done, total, run) -> {}));
        Front front = result.fronts().getFirst();
        assertThat(front.cost()).isEqualTo("parameters");
        assertThat(front.all()).extracting(Front.Point::cost).containsExactly(9.0, 65.0, 129.0);
        assertThat(front.points()).isNotEmpty();
        assertThat(front.sentence("test accuracy")).startsWith("Quality against cost, test accuracy by parameters: ");
        assertThat(result.levels())
                .allSatisfy(level -> assertThat(level.processorSeconds()).isBetween(1e-6, 60.0));
        assertThat(String.valueOf(ComparisonFiles.toMap(result).get("fronts"))).contains("parameters");
        Comparison rates = new Comparison(moons, List.of(Factor.parse("learning_rate=0.1,0.01")), 2, null, null, null);
        assertThat(rates.run(new Runner(
                                moons.data().source(),
                                new CsvOptions(),
                                RunLog.inMemory(),
                                2,
                                (done, total, run) -> {}))
                        .fronts())
                .as("as many parameters")
                .noneMatch(other -> other.cost().equals("parameters"));
    }
}
