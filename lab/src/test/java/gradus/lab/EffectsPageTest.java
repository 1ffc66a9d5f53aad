package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The page of famous effects in a real browser.
@Tag("long")
@ExtendWith(InBrowser.class)
final class EffectsPageTest {
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

    @Test
    void anEffect_leadsFromPredictionToPicture() {
        browser.size(1280, 860);
        browser.open(lab.address());
        browser.open(lab.address().replaceFirst("/\\?.*", "/effects#edge-of-stability"));
        browser.until(() -> browser.data("ready").equals("edge-of-stability"));
        assertThat(browser.find(".step-ask .go").isEnabled()).isFalse();
        assertThat(browser.all("img.effect")).isEmpty();

        browser.click(".choice:nth-child(2) input");
        browser.click(".step-ask .go");

        browser.until(() -> browser.data("phase").equals("done"));
        assertThat(browser.text(".finding")).isEqualTo("As you predicted.");
        browser.until(() -> Boolean.TRUE.equals(browser.run(
                "const i = document.querySelector('img.effect'); return i.complete && i.naturalWidth > 0")));
        assertThat(browser.text(".step-result")).contains("reproduced", "edge: rate=1.0 is 1 within 0.15");
        assertThat(browser.text(".step-here pre")).isEqualTo("./gradus measure edge-of-stability");
        assertThat(browser.all(".step-why math")).isNotEmpty();
        assertThat(browser.run("return document.querySelector('.onward a').getAttribute('href')"))
                .asString()
                .startsWith("/#");
        browser.run("document.querySelectorAll('details').forEach((d) => d.open = true)");
        assertThat(browser.barriers("html")).isEmpty();
        for (int width : new int[] {1280, 400}) {
            browser.size(width, 720);
            assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("at %s", width)
                    .isEqualTo(true);
        }
    }
}
