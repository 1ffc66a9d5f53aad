package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/// A point that runs through the network, and what its neurons say to it.
@ExtendWith(InBrowser.class)
final class PointTest {
    private static Lab lab;
    private static Browser browser;

    @BeforeAll
    static void start(Browser shared) {
        lab = Lab.start(0);
        browser = shared;
        new Bench(browser).open(lab);
        browser.run("window.matchMedia = () => ({matches: true})"); // less motion
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static List<String> said(int column) {
        Object said = browser.run(
                "return [...document.querySelectorAll('#network-' + arguments[0] + ' .cell')].map((cell) =>"
                        + " cell.dataset.said)",
                column);
        return said instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    /// What the server says of the point, as the page writes it.
    private static String answers() {
        return String.valueOf(browser.run(
                "return Promise.all([import('/state.js'), import('/point.js')]).then(([{state}, {short}]) =>"
                        + " state.row.layers.map((layer) => [...layer.outputs].map(short)))"));
    }

    private static void pointed() {
        browser.until(() -> said(3).stream().noneMatch(String::isEmpty));
    }

    @Test
    void aPoint_runsThroughTheNetwork() {
        browser.click("#surface");
        pointed();

        assertThat(said(0)).hasSize(2);
        assertThat(List.of(said(1), said(2), said(3))).hasToString(answers());
        assertThat(browser.text("#point output")).matches("(negative|positive), \\d+% sure");
        assertThat(browser.text("#key-link")).isEqualTo("link: weight × input");
        assertThat(browser.run("return import('/point.js').then(({travelling}) => travelling(3))"))
                .as("nothing travels for those who want less motion")
                .isNull();

        List<String> before = said(1);
        browser.choose("#point input", "-2");
        browser.until(() -> !said(1).equals(before) && said(0).getFirst().equals("-2"));
        browser.run("document.querySelector('#surface').focus()");
        browser.keys(Keys.ARROW_UP);
        browser.until(() -> !said(0).getLast().equals(before.getLast()));
        pointed();
        assertThat(browser.barriers(".output")).isEmpty();

        List<String> untrained = said(3);
        browser.click("#epoch");
        browser.until(() -> !said(3).equals(untrained)
                && answers().equals(List.of(said(1), said(2), said(3)).toString()));

        browser.run("document.querySelector('#surface').focus()");
        browser.keys(Keys.ESCAPE);
        browser.until(() -> said(1).stream().allMatch(String::isEmpty));
        assertThat(browser.shows("#point")).isFalse();
    }

    @Test
    void aNumberOutsideThePlane_isAnswered_andWhatIsNoNumberChangesNothing() {
        browser.click("#surface");
        pointed();
        browser.choose("#point input", "30");
        browser.until(() -> said(0).getFirst().equals("30"));
        assertThat(browser.shows(".here")).isFalse();
        assertThat(browser.run("return ['.output', '.network'].every((name) => { const card ="
                        + " document.querySelector(name); return card.scrollWidth <= card.clientWidth; })"))
                .isEqualTo(true);

        browser.choose("#point input", "");
        assertThat(said(0).getFirst()).isEqualTo("30");
        browser.choose("#point input", "20000000");
        browser.until(() -> browser.text("#notice").contains("numbers must be from -1000000 to 1000000"));
        browser.click("#surface");
        browser.until(() -> !browser.shows("#notice"));
        browser.find("#point input").sendKeys(Keys.ESCAPE);
        browser.until(() -> !browser.shows("#point"));
    }

    @Test
    void aNeuron_showsItsSumAndItsPlaceOnTheCurve() {
        browser.click("#surface");
        pointed();
        browser.find("#network-1 button.cell").sendKeys(Keys.ENTER);
        browser.until(() -> !browser.all(".editor .mark").isEmpty());

        assertThat(browser.attribute(".editor .formula", "textContent"))
                .contains("z=w·x+b=", "a=tanhz=", "f′(z)=1−a2=");
        String output = said(1).getFirst();
        assertThat(browser.all(".editor .tangent")).hasSize(1);
        assertThat(browser.run("return document.querySelector('.editor').getBoundingClientRect().left >="
                        + " document.getElementById('network-1').getBoundingClientRect().right"))
                .as("it leaves its own column in sight")
                .isEqualTo(true);
        assertThat(browser.barriers(".editor")).isEmpty();

        browser.choose("#weight-0", "3");
        browser.until(() -> !said(1).getFirst().equals(output)
                && browser.attribute(".editor .formula", "textContent").contains("3·"));
        browser.keys(Keys.ESCAPE);
        browser.until(() -> browser.all(".editor").isEmpty());
    }

    @Test
    void aUnitOfTheStep_hasItsPlaceOnTheCurve() {
        browser.click("#tab-inside");
        browser.until(() -> !browser.all("#panel .activation-plot .mark").isEmpty());
        browser.click("#panel .segments button:nth-child(4)");
        browser.until(() -> browser.all("#panel .activation-plot .mark").isEmpty());
        browser.click("#tab-why");
    }

    @Test
    void aDigitThatIsDrawn_isReadAndRunsThroughTheNetwork() {
        Bench bench = new Bench(browser);
        bench.build("{...start, data: {...start.data, kind: 'bundled', name: 'digits'}, epochs: 4, layers:"
                + " [{...start.layers[0], units: 16}]}");
        browser.run("[...document.querySelectorAll('#output-tabs button')].at(-1).click()");
        bench.train();
        // A one, with the keys alone: the pen is lowered, and goes down.
        browser.run("document.querySelector('.pad').focus()");
        browser.keys(" ");
        for (int i = 0; i < 16; i++) {
            browser.keys(Keys.ARROW_DOWN);
        }
        browser.until(() -> browser.text(".pad-says").matches("1, \\d+% sure"));

        // As the data were made: as high as the image, in its middle, with as much ink, and in the same range.
        Object made = browser.run("return Promise.all([import('/point.js'), import('/state.js')]).then(([{chosen},"
                + " {state}]) => { const image = chosen(); const row = (at) => image.slice(8 * at, 8 * at + 8);"
                + " const sum = (values) => values.reduce((a, b) => a + b, 0); return [image.length, Math.max(...image)"
                + " === state.description.imageMost, sum(row(0)) > 0, sum(row(7)) > 0, sum(row(3).slice(0, 2)) +"
                + " sum(row(3).slice(6)), Math.abs(sum(image) / 64 / 16 - state.description.imageInk) < 0.05]; })");
        assertThat(made).isEqualTo(List.of(64L, true, true, true, 0L, true));
        assertThat(browser.every(".sureness .share", "textContent")).hasSize(10);
        assertThat(said(1)).hasSize(16).noneMatch(String::isEmpty);
        assertThat(browser.data("state"))
                .as("the space bar drew, and did not play")
                .isEqualTo("done");
        assertThat(browser.barriers(".output")).isEmpty();

        browser.click("#pad-clear");
        browser.until(() -> browser.text(".pad-says").equals("Draw here."));
        bench.build("start");
    }
}
