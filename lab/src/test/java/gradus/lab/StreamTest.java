package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.net.URI;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The stream from lab to page: broken, come back, and several of them.
@ExtendWith(InBrowser.class)
final class StreamTest {
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
    void aStreamThatBreaks_comesBackAndMissesNothing(Browser browser) {
        Bench bench = new Bench(browser);
        bench.open(lab);
        bench.build("{...start, epochs: 300}");
        browser.choose("#speed", "100");
        browser.click("#play");
        browser.until(() -> Integer.parseInt(browser.data("epoch")) >= 2);

        lab.dropStreams();

        browser.until(() -> browser.data("connected").equals("false"));
        assertThat(browser.text("#notice")).startsWith("The lab does not answer");
        int before = Integer.parseInt(browser.data("epoch"));
        browser.until(() -> browser.data("connected").equals("true"));
        browser.until(() -> Integer.parseInt(browser.data("epoch")) > before);
        assertThat(browser.shows("#notice")).isFalse();
        browser.choose("#speed", "0");
        browser.until(() -> browser.data("state").equals("done"));

        assertThat(browser.run("return import('/state.js').then(({state}) => state.points.map((p) => p.epoch))"))
                .isEqualTo(LongStream.rangeClosed(1, 300).boxed().toList());
    }

    @Test
    void aLabThatWasStartedAnew_isToldToThePage(Browser browser) {
        Lab first = Lab.start(0);
        int port = URI.create(first.address()).getPort();
        browser.open(first.address());
        first.close();
        browser.until(() -> browser.data("connected").equals("false"));

        try (Lab second = Lab.start(port)) {
            browser.until(() -> browser.text("#notice").contains("started anew"));

            browser.open(second.address());
            assertThat(browser.data("connected")).isEqualTo("true");
        }
    }

    @Test
    void twoTabs_workOnTheSameLab(Browser browser) {
        Bench bench = new Bench(browser);
        bench.open(lab);
        browser.newTab();
        browser.tab(1);
        browser.open(lab.address());
        bench.rebuilt(() -> browser.click(".tile[data-name=circle]"));
        browser.click("#epoch");
        browser.until(() -> browser.data("epoch").equals("1"));
        List<String> there = List.of(browser.data("run"), browser.data("sha"));
        browser.run("window.close()");

        browser.tab(0);
        browser.until(() -> browser.data("ready").equals(there.getFirst()));
        browser.until(() -> browser.data("epoch").equals("1"));
        assertThat(browser.data("sha")).isEqualTo(there.getLast());
        assertThat(browser.attribute(".tile[data-name=circle]", "aria-pressed")).isEqualTo("true");
    }
}
