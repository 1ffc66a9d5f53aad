package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// Lessons and comparisons in a real browser.
@Tag("long")
@ExtendWith(InBrowser.class)
final class LessonsPageTest {
    private static Lab lab;
    private static Browser browser;

    @BeforeAll
    static void start(Browser shared) {
        lab = Lab.start(0);
        browser = shared;
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @BeforeEach
    void forget() {
        browser.size(1280, 860);
        browser.open(lab.address());
        browser.run("localStorage.removeItem('gradus-lessons')");
    }

    private static void go(String page) {
        // A page that differs behind the # alone would not be loaded anew.
        browser.run("location.href = 'about:blank'");
        browser.open(lab.address().replaceFirst("/\\?.*", page));
    }

    private static boolean phase(String name) {
        return browser.data("phase").equals(name);
    }

    @Test
    void aLesson_leadsFromPredictionToResult() {
        go("/lessons#hidden-layer");
        assertThat(browser.data("ready")).isEqualTo("hidden-layer");
        assertThat(browser.find(".step-ask .go").isEnabled()).isFalse();
        assertThat(browser.all(".step-why")).isEmpty();

        // The choices stand in an order that the lesson decides; that it is learned better is the first here.
        browser.click(".choice:nth-child(1) input");
        browser.click(".step-ask .go");
        browser.until(() -> phase("done"));

        assertThat(browser.text(".finding")).startsWith("As you predicted.");
        assertThat(browser.text(".findings"))
                .contains("“one hidden layer” has higher validation accuracy than “no hidden layer”.")
                .contains("p = ");
        assertThat(browser.all(".curves-live svg")).isNotEmpty();
        assertThat(browser.all(".choice.right")).hasSize(1);
        assertThat(browser.all(".step-why math")).isNotEmpty();
        assertThat(browser.text("#progress")).startsWith("1 of ");
        WebElement link = browser.find(".onward .links a");
        assertThat(link.getAttribute("href")).contains("/#run=");

        browser.click(".onward > a.go");
        browser.until(() -> browser.data("ready").equals("depth"));
        assertThat(browser.text(".lesson-title")).isEqualTo("Wide or deep?");
        go("/lessons#hidden-layer");
        assertThat(browser.text("#list [aria-current] .mark")).isEqualTo("✓");
    }

    @Test
    void aLevelOfALesson_opensInTheLab() {
        go("/lessons#dropout");
        browser.click(".choice:nth-child(1) input");
        browser.click(".step-ask .go");
        browser.until(() -> phase("done"));
        assertThat(browser.text(".finding")).startsWith("Not as you predicted.");

        List<WebElement> links = browser.find(".onward .links").findElements(By.tagName("a"));
        assertThat(links).hasSize(2);
        links.get(1).click();

        browser.until(() -> !browser.data("ready").isEmpty()
                && Boolean.TRUE.equals(
                        browser.run("return import('/state.js').then(({state}) => state.settings?.data.noise === 0.35"
                                + " && state.settings.layers[0].dropout === 0.5)")));
    }

    @Test
    void theFiveQuestions_areAQuizWithAScore() {
        browser.run("localStorage.setItem('gradus-quiz', JSON.stringify({best: 3, tries: 1, answers:"
                + " {'question-cost': true, 'question-joins': false, 'question-zeros': true, 'question-he': true}}))");
        go("/lessons#quiz");
        assertThat(browser.text("#score")).isEqualTo("3 of 5 right, 1 to go. Best so far: 3 of 5.");
        assertThat(browser.all(".questions .no")).hasSize(1);
        assertThat(browser.barriers("body")).isEmpty();

        browser.click("#lesson > a.go");
        browser.until(() -> browser.data("ready").equals("question-accuracy"));
        assertThat(browser.text(".kicker")).isEqualToIgnoringCase("Question 2 of 5 · 3 of 4 right");
        browser.run("[...document.querySelectorAll('.choice')].find((c) => c.textContent.includes('no slope'))"
                + ".querySelector('input').click()");
        browser.click(".step-ask .go");
        browser.until(() -> phase("done"));
        assertThat(browser.text(".finding")).startsWith("As you predicted.");
        browser.click(".onward > a.go");
        browser.until(() -> browser.data("ready").equals("quiz"));

        assertThat(browser.text("#score")).isEqualTo("4 of 5 right. Best so far: 4 of 5.");
        assertThat(browser.text(".quiz-link")).isEqualTo("Quiz: 4 of 5 right");
        browser.click("#lesson > button.go");
        browser.until(() -> browser.data("ready").equals("question-cost"));
        assertThat(browser.text(".kicker")).isEqualToIgnoringCase("Question 1 of 5");
        assertThat(browser.text(".quiz-link")).isEqualTo("Quiz: best 4 of 5");
    }

    @Test
    void aRunningLesson_canBeStopped() {
        go("/lessons#adam");
        browser.click(".choice:nth-child(1) input");
        browser.click(".step-ask .go");

        browser.click(".cancel");

        browser.until(() -> phase("stopped"));
        assertThat(browser.text(".running")).contains("It was stopped.");
        assertThat(browser.all(".step-result")).isEmpty();
    }

    @Test
    void aTeacher_hidesParts() {
        go("/lessons?hide=list,why,lab,report,facts#question-accuracy");
        assertThat(browser.shows("#list")).isFalse();
        assertThat(browser.all(".facts")).isEmpty();
        browser.click(".choice:nth-child(3) input");
        browser.click(".step-ask .go");
        browser.until(() -> phase("done"));

        assertThat(browser.all(".step-why, .whole, .links")).isEmpty();
        assertThat(browser.attribute(".onward > a.go", "href")).contains("?hide=list,why,lab,report,facts#");
    }

    @Test
    void aComparison_leadsFromSettingsToReport() {
        go("/compare");
        browser.choose("#ask-data", "generator/moons");
        browser.choose("#ask-epochs", "12");
        browser.choose("#vary-0", "momentum");
        browser.choose("#ask-optimizer", "sgd");
        browser.choose("#ask-rate", "0.05");
        browser.choose("#levels-0", "0,0.9");
        browser.choose("#ask-seeds", "6");
        assertThat(browser.text("#count")).isEqualTo("2 levels, 6 seeds: 12 trainings.");

        browser.click("#go");
        browser.until(() -> browser.data("comparison").equals("reported"));

        String report = browser.text("#live .report");
        assertThat(report)
                .contains("momentum=0.9 against momentum=0")
                .contains("Held equal: split and rows equal; first weights: all equal; batches equal")
                .contains("What it cost")
                .contains("--vary momentum=0,0.9 --seeds 6");
        assertThat(browser.all("#live .report figure svg")).hasSizeGreaterThan(4);
        assertThat(browser.run("const l = document.querySelector('a[download=\"report.html\"]'); return fetch(l.href,"
                        + " {headers: {'X-Lab': localStorage.getItem('gradus-key')}}).then((r) =>"
                        + " r.text()).then((t) => t.startsWith('<!DOCTYPE html>'))"))
                .isEqualTo(true);
    }

    @Test
    void aComparisonThatIsTooLarge_isRefusedInWords() {
        go("/compare");
        browser.choose("#vary-0", "width");
        browser.choose("#levels-0", "4,5000");
        browser.click("#go");

        browser.until(() -> browser.shows("#notice"));
        assertThat(browser.text("#notice")).contains("width may be at most 128 here, got 5000");
    }

    @Test
    void aLearningRate_isFoundAndTaken() {
        go("/");
        String run = browser.data("run");
        browser.click(".find-rate");
        browser.until(() -> !browser.all("dialog[data-found]").isEmpty());
        assertThat(browser.text("dialog")).contains("Suggested: ");
        assertThat(browser.all("dialog svg path")).isNotEmpty();

        browser.click("dialog .go");

        browser.until(
                () -> !browser.data("run").equals(run) && browser.data("ready").equals(browser.data("run")));
        assertThat(browser.all("dialog")).isEmpty();
        assertThat(browser.run("return import('/state.js').then(({state}) => state.settings.learningRate !== 0.01)"))
                .isEqualTo(true);
    }

    @Test
    void peopleWhoDoNotSeeOrPoint_areNotKeptOut() {
        go("/lessons#hidden-layer");
        browser.tabTo(".choice input");
        browser.keys(Keys.SPACE, Keys.ARROW_DOWN);
        browser.tabTo(".step-ask .go");
        browser.keys(Keys.ENTER);
        browser.until(() -> phase("done"));
        assertThat(browser.attribute("#say", "textContent")).contains("What the runs show is marked above.");
        assertThat(browser.barriers("body")).isEmpty();
        go("/compare");
        assertThat(browser.barriers("body")).isEmpty();
        browser.choose("#ask-epochs", "2");
        browser.tabTo("#go");
        browser.keys(Keys.ENTER);
        browser.until(() -> browser.data("comparison").equals("reported"));
        assertThat(browser.barriers("body")).isEmpty();
    }

    @Test
    void nothingSticksOut_onASmallScreen() {
        for (String page : new String[] {"/lessons#batch-norm", "/compare"}) {
            go(page);
            for (int width : new int[] {1280, 820, 400}) {
                browser.size(width, 720);
                assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                        .as("%s at %s", page, width)
                        .isEqualTo(true);
            }
        }
    }
}
