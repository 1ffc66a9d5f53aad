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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/// What a person sees of a run that goes on. Nothing else runs beside it, for it counts pictures in time.
@Isolated
@Tag("long")
@ExtendWith(InBrowser.class)
final class PicturesTest {
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
    static final String COUNT = """
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

    static Map<?, ?> count(Browser browser) {
        return (Map<?, ?>) Objects.requireNonNull(browser.wait(COUNT));
    }

    static int number(Map<?, ?> counts, String name) {
        return ((Number) Objects.requireNonNull(counts.get(name))).intValue();
    }

    /// Thirty pictures a second, or where the browser draws fewer frames something new in every third one. A curve is
    /// another one with a step.
    private static boolean moves(Map<?, ?> counts, int speed) {
        int wanted = Math.min(45, number(counts, "frames") / 3);
        return number(counts, "curve") >= (speed == 0 ? wanted : 2)
                && Stream.of("surface", "links", "neuron").allMatch(kind -> number(counts, kind) >= wanted);
    }

    @Test
    void pictures_moveAtEverySpeed(Browser browser) throws InterruptedException {
        Bench bench = new Bench(browser);
        bench.open(lab);
        for (int speed : List.of(-1, 20, 0)) {
            // Other programs may have the machine for a while: one look of several must see what a person sees.
            List<Map<?, ?>> looks = new ArrayList<>();
            while (looks.size() < 5 && (looks.isEmpty() || !moves(looks.getLast(), speed))) {
                bench.build("{...start, epochs: 100000, batch: 4}"); // long enough to go on while it is looked at
                browser.choose("#speed", String.valueOf(speed));
                browser.click("#play");
                browser.until(() -> Integer.parseInt(browser.data("steps")) > 2);
                Thread.sleep(speed == 0 ? 1500 : 0); // until the compilers of both sides have seen it
                looks.add(count(browser));
            }
            System.out.println("Pictures in 1.5 s at speed " + speed + ": " + looks);
            assertThat(moves(looks.getLast(), speed))
                    .as("speed %s: %s", speed, looks)
                    .isTrue();
        }
    }
}
