package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/// The page on a projector, and on paper.
@ExtendWith(InBrowser.class)
final class StageTest {
    private static Lab lab;
    private static Browser browser;

    @BeforeAll
    static void start(Browser shared) {
        lab = Lab.start(0);
        browser = shared;
        new Bench(browser).open(lab);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static double size(String css, String side) {
        Object value = browser.run(
                "return document.querySelector(arguments[0]).getBoundingClientRect()[arguments[1]]", css, side);
        return Double.parseDouble(String.valueOf(value));
    }

    @Test
    void aProjector_showsLargeTypeAndNoControls() {
        browser.size(1920, 1080);
        double desk = size(".column-head strong", "height");
        browser.find("#seed").sendKeys("f");
        assertThat(browser.shows("#hyper")).isTrue();
        browser.run("document.activeElement.blur()");
        browser.keys("f");
        browser.until(() -> !browser.shows("#hyper"));

        assertThat(size(".column-head strong", "height")).isGreaterThan(1.4 * desk);
        assertThat(size("#surface", "width")).isGreaterThan(500);
        assertThat(browser.shows(".data")).isFalse();
        assertThat(browser.shows("#play")).isTrue();
        assertThat(browser.barriers("body")).isEmpty();
        browser.keys(".");
        browser.until(() -> browser.data("steps").equals("1"));
        browser.run("import('/point.js').then(({choose}) => choose([-1234.567, 98765.4], true))");
        browser.until(
                () -> !browser.all("#network-0 .cell[data-said='-1234.6']").isEmpty());
        assertThat(browser.run(
                        "return [...document.querySelectorAll('#point input')].every((field) => field.scrollWidth"
                                + " <= field.clientWidth) && [...document.querySelectorAll('.cell[data-said]')].every((cell) =>"
                                + " 0.62 * cell.dataset.said.length * parseFloat(getComputedStyle(cell, '::after').fontSize) <="
                                + " cell.clientWidth + 8)"))
                .as("long numbers are whole")
                .isEqualTo(true);
        browser.run("return import('/point.js').then(({drop}) => drop())");

        browser.keys(Keys.ESCAPE);
        browser.until(() -> browser.shows("#hyper"));
        browser.click("#projector");
        browser.until(() -> !browser.shows("#hyper"));
        browser.keys("f");
        browser.until(() -> browser.shows("#hyper"));
        browser.size(1280, 720);
    }

    @Test
    void onPaper_everythingStandsOnASheet() {
        browser.run("document.documentElement.dataset.theme = 'dark'; window.dispatchEvent(new Event('beforeprint'))");

        assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("light");
        for (String card : new String[] {".network", ".output", ".curves", ".why", ".data"}) {
            assertThat(size(card, "right")).as(card).isLessThanOrEqualTo(701);
            assertThat(size(card, "height")).as(card).isGreaterThan(40);
        }
        assertThat(browser.shows("#play")).isFalse();
        assertThat(browser.text(".counters")).contains("Seed\n0", "Loss\n");
        assertThat(browser.shows("#set-loss")).isTrue();
        assertThat(browser.run("return [...document.querySelectorAll('.u-legend, .key-of-colours')].every((e) =>"
                        + " e.scrollWidth <= e.clientWidth && e.getBoundingClientRect().bottom <="
                        + " e.closest('.card').getBoundingClientRect().bottom)"))
                .as("legends are whole")
                .isEqualTo(true);
        assertThat(size("#network-3", "right")).isLessThanOrEqualTo(701);
        assertThat(size(".wires", "width")).isLessThanOrEqualTo(701);
        browser.run("window.dispatchEvent(new Event('afterprint'))");
        assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
        assertThat(browser.shows("#play")).isTrue();
    }
}
