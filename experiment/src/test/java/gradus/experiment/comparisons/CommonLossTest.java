package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.experiment.FinishedRun;
import gradus.experiment.LossCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommonLossTest {
    private static FinishedRun run(@Nullable String diverged, double first, double lowest) {
        return new FinishedRun(
                "key",
                "binary",
                0,
                1,
                1,
                "scalar",
                1,
                1,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                new LossCurve(
                        Double.isNaN(lowest) ? List.of(0L) : List.of(0L, 1L),
                        Double.isNaN(lowest) ? List.of(first) : List.of(first, lowest)),
                diverged,
                null,
                null);
    }

    private static FinishedRun run(double first, double lowest) {
        return run(null, first, lowest);
    }

    @SafeVarargs
    private static @Nullable Double of(List<FinishedRun>... levels) {
        List<List<FinishedRun>> seeds = new ArrayList<>();
        for (int seed = 0; seed < levels[0].size(); seed++) {
            List<FinishedRun> runs = new ArrayList<>();
            for (List<FinishedRun> level : levels) {
                runs.add(level.get(seed));
            }
            seeds.add(runs);
        }
        return CommonLoss.of(levels.length, seeds);
    }

    @Test
    void worstLevel_reachesItInHalfOfItsRuns() {
        List<FinishedRun> good = List.of(run(1, 0.1), run(1, 0.1), run(1, 0.1));
        List<FinishedRun> bad = List.of(run(1, 0.3), run(1, 0.21234), run(1, 0.2));
        assertThat(of(good, bad)).as("three digits, upwards").isEqualTo(0.213);
    }

    @Test
    void levelThatDoesNotLearn_doesNotSetIt() {
        // Zeros begin at ln 10 = 2.303, and learn how frequent the classes are. The start is 2.303, the way to 0.1
        // 2.203,
        // and a twentieth of it ends at 2.193.
        List<FinishedRun> learns = List.of(run(2.5, 0.1));
        assertThat(of(learns, List.of(run(2.303, 2.301)))).isEqualTo(0.1);
        assertThat(of(learns, List.of(run(2.303, 2.2)))).isEqualTo(0.1);
        assertThat(of(learns, List.of(run(2.303, 2.19)))).isEqualTo(2.19);
    }

    @Test
    void noRunBeginsWithIt() {
        assertThat(of(List.of(run(0.5, 0.4)), List.of(run(3, 0.45)))).isEqualTo(0.45);
        assertThat(of(List.of(run(0.5, 0.4)), List.of(run(3, 0.6))))
                .as("lower than where another begins")
                .isEqualTo(0.4);
        assertThat(of(List.of(run(2.305, 2.3021)), List.of(run(2.31, 2.3022))))
                .as("rounded to 2.31 it would be where they begin")
                .isEqualTo(2.3022);
    }

    @Test
    void whereNothingLearns_thereIsNone() {
        assertThat(of(List.of(run(1, 1)), List.of(run(1.2, 1.1)))).isNull();
        assertThat(of(List.of(run(1, Double.NaN)))).isNull();
        assertThat(of(List.of(run("diverged", 1, 0.5)))).isNull();
    }
}
