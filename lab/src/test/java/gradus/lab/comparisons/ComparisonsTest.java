package gradus.lab.comparisons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.Settings;
import gradus.experiment.claims.Claim;
import gradus.experiment.comparisons.Comparison;
import gradus.experiment.comparisons.Factor;
import gradus.lab.comparisons.LiveComparison.Question;
import gradus.lab.lessons.Lesson;
import gradus.lab.lessons.Lessons;
import gradus.lab.messages.ComparisonMessages.Answer;
import gradus.lab.messages.ComparisonMessages.Phase;
import gradus.lab.messages.ComparisonMessages.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ComparisonsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static Question question(int epochs, int seeds, @Nullable String tune, String... vary) {
        Settings base = Settings.of("moons(samples=200, noise=0.1, seed=0)");
        base = base.with("layers", "dense(6, tanh)");
        base = base.with("optimizer", "sgd(0.1)");
        base = base.with("batch", "16");
        base = base.with("epochs", String.valueOf(epochs));
        base = base.with("validation", "0.3");
        base = base.with("test", "0");
        base = base.with("patience", "0");
        Comparison comparison = new Comparison(
                base,
                List.of(vary).stream().map(Factor::parse).toList(),
                seeds,
                tune == null ? null : Factor.parse(tune),
                null,
                null);
        return new Question(comparison, List.of("val_loss"), List.of(), Commands.of(comparison, "moons"));
    }

    private static Answer answer(Progress progress) {
        return Objects.requireNonNull(progress.answer());
    }

    private static Progress end(LiveComparison comparison) throws InterruptedException {
        Progress progress = comparison.await(0, 0);
        while (progress.state() == Phase.RUNNING) {
            progress = comparison.await(progress.version(), 10_000);
        }
        return progress;
    }

    @Test
    void aComparison_isFollowedToItsAnswer() throws InterruptedException {
        try (Comparisons comparisons = new Comparisons(2, LONG)) {
            LiveComparison live = comparisons.begin(question(12, 6, null, "momentum=0,0.9"));

            Progress progress = end(live);

            assertThat(progress.state()).isEqualTo(Phase.DONE);
            assertThat(progress.done()).isEqualTo(12);
            assertThat(progress.total()).isEqualTo(12);
            assertThat(progress.levels().get(1).name()).isEqualTo("momentum=0.9");
            assertThat(progress.levels().get(1).done()).isEqualTo(6);
            assertThat(progress.curves()).contains("<svg").doesNotContain("style=");
            assertThat(answer(progress).report())
                    .contains("momentum=0.9 against momentum=0")
                    .contains("./gradus compare moons --vary momentum=0,0.9 --seeds 6")
                    .doesNotContain("<h1>")
                    .doesNotContain("style=");
            assertThat(answer(progress).links()).doesNotContainNull().hasSize(2);
            assertThat(live.report()).startsWith("<!DOCTYPE html>");
            assertThat(live.csv().lines()).hasSize(13);
            assertThat(comparisons.get(live.id())).isSameAs(live);
        }
    }

    @Test
    void claims_areAnswered() throws InterruptedException {
        try (Comparisons comparisons = new Comparisons(2, LONG)) {
            Question bare = question(12, 6, null, "learning_rate=0.1,0.0001");
            LiveComparison live = comparisons.begin(new Question(
                    bare.comparison(),
                    bare.charts(),
                    List.of(Claim.parse("val_loss: learning_rate=0.1 < learning_rate=0.0001")),
                    ""));

            Progress progress = end(live);

            assertThat(answer(progress).findings().getFirst().holds()).isTrue();
            assertThat(answer(progress).report()).doesNotContain("Again");
        }
    }

    @Test
    void tunedRuns_areCountedAndJudgingOnesAreShown() throws InterruptedException {
        try (Comparisons comparisons = new Comparisons(2, LONG)) {
            Progress progress =
                    end(comparisons.begin(question(4, 2, "learning_rate=0.01,0.1,1", "activation=tanh,relu")));

            assertThat(progress.total()).isEqualTo(2 * (2 + 9));
            assertThat(progress.done()).isEqualTo(progress.total());
            assertThat(progress.levels()).allMatch(level -> level.done() == 2);
        }
    }

    @Test
    void cancelling_keepsTheSeedsThatWereFinished() throws InterruptedException {
        try (Comparisons comparisons = new Comparisons(1, LONG)) {
            LiveComparison live = comparisons.begin(question(1500, 30, null, "momentum=0,0.9"));
            Progress progress = live.await(0, 0);
            while (progress.done() < 3) {
                progress = live.await(progress.version(), 10_000);
            }

            live.cancel();

            progress = end(live);
            assertThat(progress.state()).isEqualTo(Phase.CANCELLED);
            assertThat(answer(progress).report()).contains("interrupted");
        }
    }

    @Test
    void cancellingAtOnce_leavesNoAnswerAndSaysSo() throws InterruptedException {
        try (Comparisons comparisons = new Comparisons(1, LONG)) {
            LiveComparison live = comparisons.begin(question(3000, 10, null, "momentum=0,0.9"));

            live.cancel();

            Progress progress = end(live);
            assertThat(progress.state()).isEqualTo(Phase.CANCELLED);
            assertThat(progress.message()).contains("before every level had a run");
            assertThat(progress.answer()).isNull();
            assertThatThrownBy(live::report).hasMessageContaining("no answer");
        }
    }

    @Test
    void whereNoPageLooks_itStops() throws InterruptedException {
        try (Comparisons comparisons = new Comparisons(1, Duration.ofMillis(300))) {
            LiveComparison live = comparisons.begin(question(1600, 30, null, "momentum=0,0.9"));

            for (int i = 0; i < 600 && live.isRunning(); i++) {
                Thread.sleep(50);
            }

            assertThat(live.isRunning()).isFalse();
            assertThat(live.await(0, 0).message()).contains("no page looked on");
        }
    }

    @Test
    void onlyAFew_runAtATime() {
        try (Comparisons comparisons = new Comparisons(1, LONG)) {
            comparisons.begin(question(1600, 30, null, "momentum=0,0.9"));
            comparisons.begin(question(1600, 30, null, "momentum=0,0.8"));

            assertThatThrownBy(() -> comparisons.begin(question(5, 2, null, "momentum=0,0.7")))
                    .hasMessageContaining("2 comparisons at work already");
        }
    }

    @Test
    void closingTheLab_endsItsThreads() {
        Comparisons comparisons = new Comparisons(2, LONG);
        LiveComparison live = comparisons.begin(question(1600, 30, null, "momentum=0,0.9"));

        comparisons.close();

        assertThat(live.isRunning()).isFalse();
        assertThatThrownBy(() -> comparisons.begin(question(5, 2, null, "momentum=0,0.7")))
                .hasMessageContaining("closed");
    }

    @Test
    void onlyTheNewest_areKept() throws InterruptedException {
        try (Comparisons comparisons = new Comparisons(2, LONG)) {
            int first = 0;
            for (int i = 0; i < 13; i++) {
                LiveComparison live = comparisons.begin(question(1, 1, null, "momentum=0,0.9"));
                end(live);
                first = first == 0 ? live.id() : first;
            }
            int gone = first;
            assertThatThrownBy(() -> comparisons.get(gone)).hasMessageContaining("the lab keeps the last");
            assertThat(comparisons.get(gone + 1)).isNotNull();
        }
    }

    @Test
    void whatIsTooLarge_isRefusedInWordsBeforeAnythingIsMade() {
        try (Comparisons comparisons = new Comparisons(2, LONG)) {
            assertRefused(
                    comparisons, "at most 12 levels", question(5, 8, null, "momentum=0,.1,.2,.3", "depth=1,2,3,4"));
            assertRefused(comparisons, "at most 30 seeds", question(5, 31, null, "momentum=0,0.9"));
            assertRefused(comparisons, "width may be at most 128", question(5, 8, null, "width=4,100000000"));
            assertRefused(comparisons, "depth may be at most 20", question(5, 8, null, "depth=1,1e8"));
            assertRefused(comparisons, "at most 128 units", question(5, 8, null, "layers=dense(4);dense(2000000)"));
            assertRefused(comparisons, "layers here are dense", question(5, 8, null, "layers=dense(4);reshape([2])"));
            assertRefused(comparisons, "epochs over all runs", question(9000, 8, null, "momentum=0,0.9"));
            assertRefused(
                    comparisons,
                    "would take about",
                    question(
                            1500,
                            30,
                            null,
                            "layers=dense(128,relu) dense(128,relu) dense(128,relu);dense(128,relu)"
                                    + " dense(128,relu) dense(128,relu) dense(128,relu) dense(128,relu) dense(128,relu)"));
            assertRefused(
                    comparisons,
                    "at most 10 values",
                    question(5, 8, "batch=1,2,3,4,5,6,7,8,9,10,11", "momentum=0,0.9"));
            assertRefused(comparisons, "has no argument \"beauty\"", question(5, 8, null, "beauty=0,1"));
        }
    }

    @Test
    void everyLesson_isWithinTheBounds() {
        for (Lesson lesson : Lessons.all()) {
            Comparison comparison = lesson.comparison();
            Experiment first = Experiment.of(comparison.base(), new CsvOptions());
            assertThatCode(() -> {
                        Bounds.check(comparison);
                        Bounds.check(comparison, first, comparison.levels(first), 1);
                    })
                    .as(lesson.id())
                    .doesNotThrowAnyException();
        }
    }

    private static void assertRefused(Comparisons comparisons, String message, Question question) {
        assertThatThrownBy(() -> comparisons.begin(question))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
