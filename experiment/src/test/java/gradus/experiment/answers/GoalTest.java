package gradus.experiment.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalTest {
    private static final Rows TRUTH = Rows.of(new float[] {0, 0, 1, 0, 1, 0, 1, 1}, 1);
    private static final Rows SAID = Rows.of(new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f}, 1);

    private static double threshold(String goal) {
        return Goal.parse(goal).threshold(TRUTH, SAID);
    }

    @Test
    void threshold_isTheBestCut() {
        assertThat(threshold("0.3")).isEqualTo(0.3);
        // 3 of 4 hits and 1 alarm are an F1 of 0.75; all hits and 2 alarms 0.8.
        assertThat(threshold("f1")).isCloseTo(0.25, within(1e-6));
        assertThat(threshold("balanced")).isCloseTo(0.65, within(1e-6));
        assertThat(threshold("cost=10:1")).isCloseTo(0.25, within(1e-6));
        assertThat(threshold("cost=1:10")).isCloseTo(0.65, within(1e-6));
        assertThat(threshold("recall=0.7")).isCloseTo(0.45, within(1e-6));
        assertThat(threshold("precision=0.9")).isCloseTo(0.65, within(1e-6));
    }

    @Test
    void text_isReadAndWritten() {
        for (String text : List.of("f1", "balanced", "cost=10:1", "recall=0.9", "precision=0.95", "0.25")) {
            assertThat(Goal.parse(text)).hasToString(text);
        }
        for (String wrong : List.of("f2", "cost=1", "recall", "recall=1:2", "f1=3", "", "cost=a:b")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Goal.parse(wrong))
                    .withMessageContaining("threshold must be a number in (0, 1), f1");
        }
        for (String wrong : List.of("1.5", "recall=2", "cost=0:1")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Goal.parse(wrong))
                    .withMessageContaining("in (0, 1)");
        }
    }

    @Test
    void onlyOneClass_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Goal.parse("f1").threshold(Rows.of(new float[8], 1), SAID))
                .withMessageContaining("rows of both classes");
    }
}
