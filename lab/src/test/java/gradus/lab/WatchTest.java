package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A run that is watched, and rewound.
@ExtendWith(InBrowser.class)
final class WatchTest {
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
    void aRun_canBeRewound_andSaysWhereItStands(Browser browser) {
        Bench bench = new Bench(browser);
        bench.open(lab);
        bench.build("{...start, epochs: 20}");
        bench.train();
        String now = surface(browser);

        browser.choose("#rewind", "100");

        browser.until(() -> browser.data("shown").equals("100"));
        assertThat(browser.text("#rewind-at")).startsWith("step 100 of 360, epoch 5.56");
        assertThat(surface(browser)).isNotEqualTo(now);
        assertThat(browser.barriers("body")).isEmpty();
        browser.choose("#rewind", "0");
        browser.until(() -> browser.data("shown").equals("0"));
        browser.click("#rewind-live");
        browser.until(() -> browser.data("shown").isEmpty());
        assertThat(surface(browser)).isEqualTo(now);
        assertThat(browser.data("steps")).isEqualTo("360");
    }

    private static String surface(Browser browser) {
        return String.valueOf(
                browser.run("return import('/state.js').then(({state}) => String(state.picture.surface))"));
    }

    @Test
    void theSpeedOfTheLab_standsInTheBoxAfterAReload(Browser browser) {
        Bench bench = new Bench(browser);
        bench.open(lab);
        browser.choose("#speed", "20");
        browser.click("#play");
        browser.until(() -> browser.data("state").equals("running"));

        browser.open(lab.address());

        browser.until(() -> browser.every("#speed", "value").equals(List.of("20")));
        browser.click("#play");
    }

    @Test
    void aChallenge_isSetAndSaysWhenItIsDone(Browser browser) {
        Bench bench = new Bench(browser);
        bench.open(lab);
        assertThat(browser.text("#welcome")).contains("Press play and watch");
        bench.rebuilt(() -> browser.click("#welcome button:nth-of-type(2)"));
        browser.until(() -> browser.text("#notice").startsWith("Break it:"));
        assertThat(browser.shows("#welcome")).isFalse();
        bench.build("{...start, optimizer: 'sgd', learningRate: 50, epochs: 30}");
        bench.train();

        browser.until(() -> browser.data("challenge").equals("Break it"));
        browser.until(() -> browser.text("#welcome").startsWith("Try another:"));
        assertThat(browser.barriers("#notice, #welcome")).isEmpty();
        browser.click("#welcome .close");
        browser.open(lab.address());
        assertThat(browser.shows("#welcome")).isFalse();
    }

    @Test
    void aSingleEpoch_isSeenOnTheCurves(Browser browser) {
        Bench bench = new Bench(browser);
        bench.open(lab);
        browser.click("#epoch");
        browser.until(() -> browser.data("epoch").equals("1"));
        browser.until(() -> Boolean.TRUE.equals(browser.run(
                "const colour = getComputedStyle(document.documentElement).getPropertyValue('--watched').trim();"
                        + " const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));"
                        + " const canvas = document.querySelectorAll('#curves canvas')[1]; const data ="
                        + " canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;"
                        + " for (let i = 0; i < data.length; i += 4) { if (wanted.every((value, at) => data[i + at] === value))"
                        + " { return true; } } return false;")));
    }
}
