package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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

    /// How many different pictures of each kind there were, and how many frames the browser drew meanwhile.
    private static final String COUNT = """
        const done = arguments[arguments.length - 1];
        const kinds = {surface: '#surface', links: '.wires', curve: '#curves canvas', neuron: '#network-2 canvas'};
        const seen = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, new Set()]));
        let frames = 0;
        const begin = performance.now();
        const look = () => {
          frames++;
          for (const [kind, css] of Object.entries(kinds)) {
            const canvas = document.querySelector(css);
            const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            let hash = 0;
            for (let i = 0; i < data.length; i += 4) { hash = (hash * 31 + data[i]) | 0; }
            seen[kind].add(hash);
          }
          if (performance.now() - begin < 1500) { requestAnimationFrame(look); }
          else { done({frames, ...Object.fromEntries(Object.keys(kinds).map((k) => [k, seen[k].size]))}); }
        };
        requestAnimationFrame(look);
        """;

    private static Map<?, ?> count(Browser browser) {
        return (Map<?, ?>) Objects.requireNonNull(browser.wait(COUNT));
    }

    private static int number(Map<?, ?> counts, String name) {
        return ((Number) Objects.requireNonNull(counts.get(name))).intValue();
    }

    /// Thirty pictures a second, or where the browser draws fewer frames something new in every third one.
    private static boolean moves(Map<?, ?> counts) {
        int wanted = Math.min(45, number(counts, "frames") / 3);
        return number(counts, "curve") > 1
                && Stream.of("surface", "links", "neuron").allMatch(kind -> number(counts, kind) >= wanted);
    }

    @Test
    void pictures_moveAtEverySpeed(Browser browser) {
        Bench bench = new Bench(browser);
        bench.open(lab);
        for (int speed : List.of(-1, 20, 0)) {
            bench.build("{...start, epochs: 3000}");
            browser.choose("#speed", String.valueOf(speed));
            browser.click("#play");
            browser.until(() -> Integer.parseInt(browser.data("steps")) > 2);
            // Other tests may have the machine for a while: one look of many must see what a person sees.
            List<Map<?, ?>> looks = new ArrayList<>();
            while (looks.size() < 10 && (looks.isEmpty() || !moves(looks.getLast()))) {
                looks.add(count(browser));
            }
            System.out.println("Pictures in 1.5 s at speed " + speed + ": " + looks);
            browser.click("#play");
            assertThat(moves(looks.getLast())).as("speed %s: %s", speed, looks).isTrue();
        }
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
        assertThat(browser.find("#rewind-at").getText()).startsWith("step 100 of 360, epoch 5.56");
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
        assertThat(browser.find("#welcome").getText()).contains("Press play and watch");
        bench.rebuilt(() -> browser.click("#welcome button:nth-of-type(2)"));
        browser.until(() -> browser.find("#notice").getText().startsWith("Break it:"));
        bench.build("{...start, optimizer: 'sgd', learningRate: 50, epochs: 30}");
        bench.train();

        browser.until(() -> browser.data("challenge").equals("Break it"));
        assertThat(browser.barriers("#notice, #welcome")).isEmpty();
        browser.click("#welcome .close");
        browser.open(lab.address());
        assertThat(browser.find("#welcome").isDisplayed()).isFalse();
    }
}
