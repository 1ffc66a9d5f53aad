package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossCurveTest {
    /// As after 30 passes, where points are some passes apart.
    private static final LossCurve CURVE =
            new LossCurve(List.of(0L, 1L, 30L, 33L, 36L), List.of(4.0, 3.0, 2.0, 1.25, 1.5));

    @Test
    void points_areEveryPassAndThenATenthApart() {
        List<Long> points = new ArrayList<>();
        for (long at = 0; at <= 40; at = LossCurve.after(at)) {
            points.add(at);
        }
        assertThat(points)
                .containsExactly(
                        0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L,
                        22L, 24L, 26L, 28L, 30L, 33L, 36L, 39L);
    }

    @Test
    void target_isReachedAtAPoint() {
        assertThat(CURVE.passesTo(4.5)).isZero();
        assertThat(CURVE.passesTo(4)).isZero();
        assertThat(CURVE.passesTo(3)).isEqualTo(1);
        assertThat(CURVE.passesTo(2)).isEqualTo(30);
        assertThat(CURVE.passesTo(1.25)).isEqualTo(33);
    }

    @Test
    void target_isReachedBetweenPoints_atTheFirstWholePassBelowTheLine() {
        // From 2 at pass 30 to 1.25 at pass 33: a quarter a pass, so 1.75 at 31 and 1.5 at 32.
        assertThat(CURVE.passesTo(1.9)).isEqualTo(31);
        assertThat(CURVE.passesTo(1.75)).isEqualTo(31);
        assertThat(CURVE.passesTo(1.7)).isEqualTo(32);
        assertThat(CURVE.passesTo(1.5))
                .as("not the last point, which has it too")
                .isEqualTo(32);
        assertThat(CURVE.passesTo(1.3)).isEqualTo(33);
    }

    @Test
    void lossThatWasNeverReached_isNoNumber() {
        assertThat(CURVE.passesTo(1.2)).isNaN();
        assertThat(new LossCurve(List.of(), List.of()).passesTo(1)).isNaN();
    }

    @Test
    void ends_areTheFirstAndTheLowestLoss() {
        assertThat(CURVE.first()).isEqualTo(4);
        assertThat(CURVE.lowest()).isEqualTo(1.25);
        assertThat(new LossCurve(List.of(1L), List.of(2.0)).first())
                .as("its first loss was not finite")
                .isNaN();
        assertThat(new LossCurve(List.of(), List.of()).lowest()).isNaN();
        assertThatThrownBy(() -> new LossCurve(List.of(1L), List.of()))
                .hasMessageContaining("a loss curve has one loss for each number of passes, got 0 for 1");
    }
}
