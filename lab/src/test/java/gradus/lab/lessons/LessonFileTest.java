package gradus.lab.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.GradientDescent;
import gradus.experiment.claims.Claim;
import gradus.experiment.comparisons.Comparison;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LessonFileTest {
    private static final String TEXT = """
            title: Why?
            topic: Questions
            data: xor(samples=100, noise=0.1)
            layers: dense(4, tanh)
            optimizer: sgd(0.1)
            batch: all
            epochs: 5
            scaling: none
            seeds: 6
            reach: 0.5
            tune: learning_rate=0.1,0.3
            level: plain | momentum=0
            level: fast | momentum=0.9; epochs=7
            claim: passes: fast < plain
            ---
            What now?

            ( ) Nothing.
            (x) **Something**.
            ---
            Because.
            """;

    @Test
    void aLesson_isReadAsItIsWritten() {
        Lesson lesson = LessonFile.read("why", TEXT);

        assertThat(lesson.title()).isEqualTo("Why?");
        assertThat(lesson.ask()).isEqualTo("<p>What now?</p>");
        assertThat(lesson.choices())
                .containsExactly(
                        new Lesson.Choice("Nothing.", false), new Lesson.Choice("<strong>Something</strong>.", true));
        assertThat(lesson.why()).isEqualTo("<p>Because.</p>");
        assertThat(lesson.claims()).containsExactly(Claim.parse("passes: fast < plain"));
        Comparison comparison = lesson.comparison();
        assertThat(comparison.seeds()).isEqualTo(6);
        assertThat(comparison.target()).isEqualTo(0.5);
        assertThat(comparison.bundles())
                .containsExactly(Map.of("momentum", "0"), Map.of("momentum", "0.9", "epochs", "7"));
        assertThat(comparison.base().training().batch()).isEqualTo(GradientDescent.batch());
        assertThat(comparison.base().training().epochs()).isEqualTo(5);
        assertThat(comparison.base().training().patience()).isZero();
        assertThat(comparison.base().data().test()).hasToString("0");
        assertThat(String.valueOf(comparison.tune())).isEqualTo("learning_rate=0.1,0.3");
    }

    @Test
    void whatIsMissingOrWrong_isToldWithTheLesson() {
        assertThatThrownBy(() -> LessonFile.read("why", TEXT.replace("---\nWhat", "What")))
                .hasMessageContaining("lesson why needs three parts");
        assertThatThrownBy(() -> LessonFile.read("why", TEXT.replace("data:", "date:")))
                .hasMessageContaining("lesson why has no data");
        assertThatThrownBy(() -> LessonFile.read("why", TEXT.replace("(x)", "( )")))
                .hasMessageContaining("exactly one right prediction");
        assertThatThrownBy(() -> LessonFile.read("why", TEXT.replace("plain | momentum", "plain momentum")))
                .hasMessageContaining("a level is written as");
        assertThatThrownBy(() -> LessonFile.read("why", TEXT.replace("claim: passes: fast < plain\n", "")))
                .hasMessageContaining("needs a claim");
        assertThatThrownBy(() -> LessonFile.read("why", TEXT.replace("epochs: 5", "epochs")))
                .hasMessageContaining("a line is written as name: value");
    }
}
