package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A teacher and two students, one of them in the browser. The names of this machine keep their cookies apart.
@Tag("long")
@ExtendWith(InBrowser.class)
final class ClassPageTest {
    @Test
    void aClass_joinsPredictsAndGetsWhatTheTeacherGives(Browser browser) throws IOException {
        try (Lab lab = Lab.startClass(InetAddress.getLoopbackAddress(), 0)) {
            browser.size(1280, 860);
            browser.open(lab.address());
            assertThat(browser.data("ready")).isEqualTo("class");
            assertThat(browser.attribute("#picture svg", "data-link")).isEqualTo(lab.joinAddress());
            assertThat(browser.text("#students")).contains("Nobody has joined yet.");
            assertThat(browser.barriers("html")).isEmpty();

            LabClient ben = new LabClient(lab, "Ben");
            browser.newTab();
            join(lab, browser);

            browser.tab(0);
            browser.until(
                    () -> browser.attribute("#roster-title", "textContent").contains("1 here, 2 of at most 40 joined"));
            assertThat(browser.every("#students tbody th", "textContent")).containsExactly("Ben", "Ada");
            browser.choose("#page", "/lessons#hidden-layer");
            browser.click("#give-page button");
            browser.until(() -> !browser.data("given").isEmpty());

            browser.tab(1);
            browser.until(() -> browser.data("ready").equals("hidden-layer"));
            browser.until(() -> browser.text(".seat-line").startsWith("Your teacher gave everyone “"));
            List<String> seen = browser.every(".choice", "textContent").stream()
                    .map(text -> text.charAt(0) + " " + text.substring(1))
                    .toList();
            browser.click(".choice:nth-child(1) input");
            browser.click(".step-ask .go");
            ben.post("/api/class/guess", "{\"page\":\"/lessons#hidden-layer\",\"choice\":1}");
            ben.post("/api/class/guess", "{\"page\":\"/lessons#hidden-layer\",\"choice\":2}");

            browser.tab(0);
            browser.until(() -> browser.text("#voters").equals("2 of 2 predicted."));
            assertThat(browser.every(".votes .voices", "textContent")).containsExactly("1", "1", "0");
            assertThat(browser.every(".votes li > span", "textContent"))
                    .as("as students see them")
                    .isEqualTo(seen);
            assertThat(browser.all(".votes .right")).isEmpty();
            browser.click("#answer");
            assertThat(browser.all(".votes .right")).hasSize(1);
            assertThat(browser.text("[data-seat='2']")).contains("Ada", "layer");
            assertThat(browser.barriers("html")).as("light").isEmpty();
            browser.click("#theme");
            assertThat(browser.barriers("html")).as("dark").isEmpty();
            for (int width : new int[] {1280, 820, 400}) {
                browser.size(width, 720);
                assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                        .as("at %s", width)
                        .isEqualTo(true);
            }
            browser.size(1280, 860);

            browser.click("#give-mine");
            browser.tab(1);
            browser.until(() -> browser.data("ready").matches("[0-9]+")
                    && browser.text(".seat-line").contains("a setting of the lab"));
            assertThat(browser.all(".ways a")).hasSize(2);
            browser.click("#play");
            browser.until(() -> browser.data("state").equals("running"));

            browser.tab(0);
            String show = browser.attribute("[data-seat='2'] .acts a", "href");
            browser.newTab();
            browser.go(show.replace("=2", "=1"));
            browser.until(() -> browser.data("student").equals("Ben")
                    && browser.text("#panel").equals("This run has not begun."));
            browser.go(show);
            browser.until(() -> browser.data("student").equals("Ada"));
            browser.until(() -> !browser.data("ready").isEmpty());
            assertThat(browser.text(".seat-name")).isEqualTo("Ada's run");
            assertThat(browser.shows("#play")).isFalse();
            browser.tab(1);
            browser.until(() -> browser.text(".seat-shown").equals("Your teacher shows your run."));

            browser.tab(0);
            browser.click("#export");
            List<String> lines = Files.readAllLines(browser.downloaded("class.csv"));
            assertThat(lines.getFirst())
                    .isEqualTo("\uFEFF"
                            + "student,joined,run,state,epochs,loss,metric,value,predicted,right,hidden-layer,hidden-layer"
                            + " right");
            assertThat(lines.get(1))
                    .startsWith("Ben,")
                    .containsPattern(",B,[01]$")
                    .contains(",accuracy,");
            assertThat(lines.get(2)).startsWith("Ada,").contains(",training,");

            browser.run("window.confirm = () => true");
            browser.click("[aria-label='Remove Ada']");
            browser.until(() -> browser.all("#students tbody tr").size() == 1);
            browser.tab(1);
            browser.until(() -> browser.text(".seat-line").startsWith("You are not in this class any more"));
            comesAfter(lab, browser);
        }
    }

    /// The next student at a device, who joins as somebody else than the one before.
    private static void comesAfter(Lab lab, Browser browser) {
        browser.run("localStorage.setItem('gradus-lessons', JSON.stringify({depth: {done: true, right: true}}))");
        scan(lab, browser, "Cleo");
        browser.run("localStorage.setItem('gradus-quiz', JSON.stringify({answers: {}, best: 5, tries: 1}))");
        browser.run("location.href = '/join'");
        browser.until(() -> browser.data("ready").equals("join"));
        assertThat(browser.text("#who")).isEqualTo("Cleo");
        assertThat(browser.attribute("#onwards", "textContent")).isEqualTo("Go on as Cleo");
        assertThat(browser.shows("#code")).isFalse();
        assertThat(browser.barriers("html")).isEmpty();
        browser.choose("#name", "Cleopatra");
        browser.click("#send");
        browser.until(() -> browser.data("student").equals("Cleopatra"));
        assertThat(browser.run("return localStorage.getItem('gradus-quiz')"))
                .as("the same student")
                .isNotNull();

        browser.run("location.href = '/join'");
        browser.until(() -> browser.data("ready").equals("join"));
        browser.click("#other");
        assertThat(browser.shows("#code")).isTrue();
        assertThat(browser.shows("#who")).isFalse();
        browser.choose("#code", lab.joinAddress().replaceFirst(".*#", ""));
        browser.choose("#name", "Dan");
        browser.click("#send");
        browser.until(() -> browser.data("student").equals("Dan"));
        assertThat(browser.run("return localStorage.getItem('gradus-quiz')"))
                .as("another student")
                .isNull();
    }

    private static void scan(Lab lab, Browser browser, String name) {
        browser.open(lab.joinAddress().replace("127.0.0.1", "localhost"));
        browser.until(() -> browser.data("ready").equals("join"));
        browser.choose("#name", name);
        browser.click("#send");
        browser.until(() -> browser.data("student").equals(name));
        assertThat(browser.run("return localStorage.getItem('gradus-lessons')")).isNull();
    }

    /// As somebody who scans the code with a phone.
    private static void join(Lab lab, Browser browser) {
        browser.size(390, 780);
        browser.open(lab.joinAddress().replace("127.0.0.1", "localhost"));
        assertThat(browser.address()).as("the code has left the address").endsWith("/join");
        assertThat(browser.shows("#code")).isFalse();
        assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        for (String scheme : List.of("dark", "light")) {
            browser.scheme(scheme);
            assertThat(browser.barriers("html")).as(scheme).isEmpty();
        }
        browser.choose("#name", "ben");
        browser.click("#send");
        browser.until(() -> browser.text("#problem").startsWith("ben is in this class already."));
        browser.choose("#name", "Ada");
        browser.click("#send");
        browser.until(() ->
                browser.data("student").equals("Ada") && !browser.data("ready").isEmpty());
        assertThat(browser.text(".seat-name")).isEqualTo("Ada");
        browser.run("location.href = '/effects'");
        browser.until(() -> browser.data("student").equals("Ada")
                && browser.address().endsWith("/effects")
                && !browser.data("ready").isEmpty());
        browser.size(1280, 860);
    }
}
