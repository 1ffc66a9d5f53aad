package gradus.lab.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.tables.CsvOptions;
import gradus.experiment.claims.Finding;
import gradus.experiment.claims.Measurements;
import gradus.experiment.comparisons.ComparisonResult;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.comparisons.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every lesson's experiment is run, and must show what the lesson says. The same seeds give the same bits, so this
/// holds everywhere with the same kernels.
final class LessonsTest {
    @TestFactory
    @Tag("long")
    Stream<DynamicTest> everyLesson_showsWhatItTeaches() {
        return Lessons.all().stream().map(lesson -> DynamicTest.dynamicTest(lesson.id(), () -> shows(lesson)));
    }

    private static void shows(Lesson lesson) {
        Runner runner = new Runner(
                lesson.comparison().base().data().source(),
                new CsvOptions(),
                RunLog.inMemory(),
                2,
                (done, total, run) -> assertThat(run.failed()).isNull());
        ComparisonResult result = lesson.comparison().run(runner);

        for (Finding finding : Finding.of(lesson.claims(), Measurements.of(result))) {
            assertThat(finding.holds())
                    .as(finding.claim() + ": " + finding.seen())
                    .isTrue();
        }
        for (String log : lesson.charts()) {
            assertThat(result.levels().getFirst().runs().getFirst().history())
                    .as("what is drawn")
                    .containsKey(log);
        }
    }

    @Test
    void lessons_areKnownByTheirNames() {
        assertThat(Lessons.get("dropout").title()).isEqualTo("Forgetting on purpose");
        assertThatThrownBy(() -> Lessons.get("no/such")).hasMessage("there is no lesson \"no?such\"");
        assertThat(Lessons.all().stream().map(Lesson::id)).doesNotHaveDuplicates();
    }

    @Test
    void lessonsOfATopic_standTogether() {
        List<String> topics = Lessons.all().stream().map(Lesson::topic).toList();
        String last = "";
        List<String> begun = new java.util.ArrayList<>();
        for (String topic : topics) {
            if (!topic.equals(last)) {
                assertThat(begun).doesNotContain(topic);
                begun.add(topic);
                last = topic;
            }
        }
        assertThat(begun).contains("Layers", "Losses", "Five questions");
    }

    @Test
    void linksBetweenLessons_leadSomewhere() {
        Pattern link = Pattern.compile("href=\"#([a-z0-9-]+)\"");
        for (Lesson lesson : Lessons.all()) {
            Matcher found = link.matcher(lesson.ask() + lesson.why());
            while (found.find()) {
                assertThat(Lessons.get(found.group(1))).isNotNull();
            }
        }
    }

    @Test
    void everyLesson_explainsWithAFormula() {
        for (Lesson lesson : Lessons.all()) {
            assertThat(lesson.why()).as(lesson.id()).contains("<math");
            assertThat(lesson.ask() + lesson.why())
                    .as(lesson.id())
                    .doesNotContain("$")
                    .doesNotContain("**");
        }
    }

    @Test
    void thePageOnLessons_namesThemAll() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "lessons.md"));

        for (Lesson lesson : Lessons.all()) {
            assertThat(page).contains("`" + lesson.id() + "`").contains(lesson.title());
        }
    }
}
