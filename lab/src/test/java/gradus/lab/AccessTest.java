package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/// The page for people without a mouse, or without sight.
@Tag("long")
@ExtendWith(InBrowser.class)
final class AccessTest {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(0);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void nothingKeepsPeopleOut_lightOrDark(Browser browser) {
        Bench bench = new Bench(browser);
        bench.open(lab);
        bench.train();
        for (int theme = 0; theme < 2; theme++) {
            String name = String.valueOf(browser.run("return document.documentElement.dataset.theme"));
            for (String tab : List.of("why", "layers", "inside", "runs", "take")) {
                browser.click("#tab-" + tab);
                browser.until(() -> browser.all("#panel > *").size() > 0);
                assertThat(browser.barriers("#panel")).as(name + ", " + tab).isEmpty();
            }
            browser.click("#tab-why");
            browser.click("#hyper .info");
            browser.run("document.querySelectorAll('details').forEach((d) => d.open = true)");
            assertThat(browser.barriers("html")).as(name + ", all open").isEmpty();
            browser.run("document.querySelectorAll('details').forEach((d) => d.open = false)");
            browser.keys(Keys.ESCAPE);
            browser.click("#theme");
        }
        for (String data : List.of("'plane'", "'iris', kind: 'bundled'")) {
            bench.build("{...start, epochs: 10, optimizer: 'sgd', learningRate: 1000, data: {...start.data, name: "
                    + data + "}}");
            browser.click("#play");
            browser.until(() -> !browser.all("#panel .verdict.bad").isEmpty());
            browser.click("#output-tabs button:last-child");
            assertThat(browser.barriers("#output, #panel")).as(data).isEmpty();
        }
    }

    @Test
    void nothingKeepsPeopleOut_ofThePagesBeside(Browser browser) {
        browser.open(lab.address());
        for (String page : List.of("/lessons", "/effects", "/compare", "/race", "/space")) {
            browser.run("location.href = arguments[0]", page);
            browser.until(() -> Boolean.TRUE.equals(browser.run(
                    "return location.pathname === arguments[0] && document.readyState === 'complete'"
                            + " && document.documentElement.dataset.theme !== undefined",
                    page)));

            assertThat(browser.barriers("html")).as(page).isEmpty();
        }
    }

    @Test
    void buildTrainReadAndShare_needNoMouse(Browser browser) {
        Bench bench = new Bench(browser);
        bench.open(lab);
        browser.tabTo(".tile[data-name=circle]");
        bench.rebuilt(() -> browser.keys(Keys.ENTER));
        assertThat(focused(browser)).as("what was pressed keeps the focus").startsWith("Circle");
        browser.tabTo("[aria-label='More units in hidden layer 1']");
        bench.rebuilt(() -> browser.keys(Keys.ENTER));
        bench.rebuilt(() -> browser.keys(Keys.ENTER));
        assertThat(focused(browser)).isEqualTo("More units in hidden layer 1");
        browser.tabTo("button.insert");
        bench.rebuilt(() -> browser.keys(Keys.ENTER));
        assertThat(browser.all(".column")).hasSize(5);
        browser.tabTo("[aria-label='Activation of hidden layer 2']");
        bench.rebuilt(() -> browser.keys(Keys.ARROW_DOWN));
        assertThat(focused(browser)).isEqualTo("Activation of hidden layer 2");
        bench.rebuilt(() -> browser.keys(Keys.ARROW_UP));

        browser.tabTo("#play");
        browser.keys(Keys.ENTER);
        browser.until(() -> browser.data("state").equals("done"));

        String verdict = browser.text("#panel .verdict h3");
        assertThat(browser.attribute("#say", "textContent"))
                .startsWith("Done: 100 epochs, loss 0.")
                .contains(verdict);
        browser.tabTo("#tab-why");
        browser.keys(Keys.TAB);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("panel");
        browser.tabTo("#share");
        browser.keys(Keys.ENTER);
        browser.until(() -> browser.address().contains("#run="));
        assertThat(browser.text("#notice [role=status]")).contains("link");
    }

    @Test
    void everyChart_hasWordsOrATable(Browser browser) {
        Bench bench = new Bench(browser);
        bench.open(lab);
        bench.build("{...start, epochs: 10}");
        bench.train();
        assertThat(browser.run("return [...document.querySelectorAll('canvas, svg')].filter((c) =>"
                        + " !c.closest('[aria-hidden=true], [role=img]')).map((c) => c.outerHTML)"))
                .as("pictures that say nothing to those who listen")
                .isEqualTo(List.of());
        browser.tabTo("#curves summary");
        browser.keys(Keys.SPACE);
        browser.until(() -> browser.all("#curves details tbody tr").size() == 10);
        assertThat(browser.text("#curves details thead")).containsIgnoringCase("val accuracy");
    }

    private static String focused(Browser browser) {
        return String.valueOf(browser.run("return document.activeElement.getAttribute('aria-label') ?? ''"));
    }
}
