package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TuningTest {
    private static Tuning.Point point(String value, double result, double loss, int diverged) {
        return new Tuning.Point(value, List.of(result, result), List.of(loss, loss), diverged);
    }

    private static String best(boolean up, Tuning.Point... points) {
        return Tuning.of("learning_rate", List.of(points), up).value();
    }

    @Test
    void theBetterMeanIsTaken_ofThoseThatDivergeLeastOften() {
        assertThat(best(true, point("0.1", 0.8, 1, 0), point("0.2", 0.9, 2, 0))).isEqualTo("0.2");
        assertThat(best(false, point("0.1", 0.8, 1, 0), point("0.2", 0.9, 2, 0)))
                .isEqualTo("0.1");
        assertThat(best(true, point("0.1", 0.8, 1, 0), point("0.2", 0.9, 2, 1))).isEqualTo("0.1");
    }

    @Test
    void betweenEqualMeans_theSmallerLossDecides() {
        assertThat(best(true, point("0.1", 0.9, 0.5, 0), point("0.2", 0.9, 0.3, 0), point("0.3", 0.9, 0.4, 0)))
                .isEqualTo("0.2");
    }
}
