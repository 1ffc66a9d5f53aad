package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/// The page in a real browser.
@ExtendWith(InBrowser.class)
final class PageTest {
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
    void open() {
        browser.size(1280, 720);
        browser.open(lab.address());
        // Back to what the lab starts with, whatever a test did before.
        fresh("const c = await get('/api/catalog'); await post('/api/build', c.start)");
    }

    private static void fresh(String script) {
        String before = browser.data("run");
        browser.run(
                "import('/api.js').then(async ({get, post, command}) => { await command('speed', 0); " + script + "})");
        browser.until(() ->
                !browser.data("run").equals(before) && browser.data("ready").equals(browser.data("run")));
    }

    private static void rebuilt(Runnable action) {
        String before = browser.data("run");
        action.run();
        browser.until(() ->
                !browser.data("run").equals(before) && browser.data("ready").equals(browser.data("run")));
    }

    private static double accuracy() {
        Object value = browser.run("return import('/state.js').then(({state}) =>"
                + " Number(state.points.at(-1)?.values[state.description.names.length + 1] ?? 0))");
        return Double.parseDouble(String.valueOf(value));
    }

    @Test
    void aNetThatIsBuiltByHand_learnsXor() {
        rebuilt(() -> browser.click(".tile[data-name=xor]"));
        rebuilt(() -> browser.click(".column[data-layer='0'] [aria-label^='More units']"));
        rebuilt(() -> browser.click("button.insert:last-of-type"));
        assertThat(browser.all(".column")).hasSize(5);
        rebuilt(() -> browser.choose(".column[data-layer='0'] [aria-label^=Activation]", "relu"));

        browser.click("#play");

        browser.until(() -> browser.data("state").equals("done"));
        assertThat(accuracy()).isGreaterThan(0.95);
        assertThat(browser.text("#panel")).contains("It has learned it");
        assertThat(browser.text("#count-epoch")).isEqualTo("100");
    }

    @Test
    void pauseStepAndRestart_giveTheSameBits() {
        String first = browser.data("sha");
        browser.click("#batch");
        browser.until(() -> browser.data("steps").equals("1"));
        browser.click("#epoch");
        browser.until(() -> browser.data("epoch").equals("1"));
        String afterOne = browser.data("sha");
        browser.choose("#speed", "100");
        browser.click("#play");
        browser.until(() -> browser.data("state").equals("running"));
        browser.click("#play");
        browser.until(() -> browser.data("state").equals("begun"));
        browser.choose("#speed", "0");

        rebuilt(() -> browser.click("#restart"));

        assertThat(browser.data("sha")).isEqualTo(first);
        browser.click("#epoch");
        browser.until(() -> browser.data("epoch").equals("1"));
        assertThat(browser.data("sha")).isEqualTo(afterOne).isNotEqualTo(first);
        rebuilt(() -> browser.click("#dice"));
        assertThat(browser.data("sha")).isNotEqualTo(first);
    }

    @Test
    void theKeyboardAlone_isEnough() {
        browser.run("document.activeElement.blur()");
        browser.keys(".");
        browser.until(() -> browser.data("steps").equals("1"));
        browser.keys("e");
        browser.until(() -> browser.data("epoch").equals("1"));
        browser.keys(" ");
        browser.until(() -> Integer.parseInt(browser.data("epoch")) > 1);
        browser.until(() -> browser.data("state").equals("done"));
        browser.find("#tab-why").sendKeys(Keys.ARROW_RIGHT);
        browser.until(() -> browser.attribute("#tab-layers", "aria-selected").equals("true"));
        assertThat(browser.all("table.layers tbody tr")).hasSize(3);
        browser.find("#set-learningRate").sendKeys(Keys.ARROW_RIGHT);
        browser.until(() -> browser.all("#notice.ask button").size() == 3);
        rebuilt(() -> browser.find("#notice button:nth-of-type(2)").sendKeys(Keys.ENTER));
    }

    @Test
    void darkAndLight_canBeChosen() {
        String before = String.valueOf(browser.run("return document.documentElement.dataset.theme"));
        browser.click("#theme");
        String after = String.valueOf(browser.run("return document.documentElement.dataset.theme"));

        assertThat(List.of(before, after)).containsExactlyInAnyOrder("light", "dark");
        browser.click("#theme");
    }

    @Test
    void aRateThatIsTooHigh_isToldAndMended() {
        fresh("const c = await get('/api/catalog'); await post('/api/build', {...c.start, data: {...c.start.data,"
                + " name: 'plane'}, layers: [], batch: 0, optimizer: 'sgd', learningRate: 1.25, epochs: 40})");
        String fix = "#panel .verdict[data-rule=rate-too-high] .fix";
        browser.click("#play");
        browser.until(() -> !browser.all(fix).isEmpty());

        rebuilt(() -> browser.click(fix));

        assertThat(browser.run("return import('/state.js').then(({state}) => state.settings.learningRate)"))
                .isEqualTo(0.125);
    }

    @Test
    void theInsideOfAStep_showsNumbers() {
        browser.click("#tab-inside");
        browser.until(() -> !browser.all("#panel .formula math").isEmpty());
        assertThat(browser.attribute("#panel .formula", "textContent")).contains("z=w·x+b=");
        browser.click("#panel .segments button:nth-child(3)");
        assertThat(browser.attribute("#panel .formula", "textContent")).contains("∂L∂b");
        browser.click("#tab-why");
    }

    @Test
    void nothingSticksOut_atTheSmallestSize() {
        for (int width : new int[] {1280, 1024, 820}) {
            browser.size(width, 720);
            assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("width %s", width)
                    .isEqualTo(true);
        }
    }

    @Test
    void theSurface_isLarge_andItsPanelDoesNotScroll() {
        for (int[] size : new int[][] {{1440, 900}, {1920, 1080}}) {
            browser.size(size[0], size[1]);
            browser.until(() -> Boolean.TRUE.equals(
                    browser.run("const o = document.getElementById('output'), p = document.querySelector('.plane');"
                            + " return p && p.clientWidth >= 400 && o.scrollHeight <= o.clientHeight")));
        }
    }

    @Test
    void asManyLayersAsThereMayBe_fitWithoutScrollingSideways() {
        for (int layers : new int[] {4, 10}) {
            for (String data : List.of("kind: 'generator', name: 'xor'", "kind: 'bundled', name: 'iris'")) {
                fresh("const {start} = await get('/api/catalog'); await post('/api/build', {...start, data:"
                        + " {...start.data, " + data + "}, layers: Array.from({length: " + layers
                        + "}, (x, at) => ({...start.layers[0], units: [8, 16, 40, 6][at % 4], normalization:"
                        + " 'batch', dropout: 0.2}))})");
                for (int[] size : new int[][] {{1280, 720}, {820, 1180}}) {
                    browser.size(size[0], size[1]);
                    browser.until(() -> Boolean.TRUE.equals(browser.run(
                            "const n = document.getElementById('network'); return n.scrollWidth <= n.clientWidth")));
                    assertThat(browser.every("#network .units", "value")).hasSize(layers);
                    if (layers == 10) { // the fullest; the check takes longer than all others together
                        assertThat(browser.barriers("#network")).isEmpty();
                    }
                }
            }
        }
        browser.size(1280, 720);
        assertThat(browser.attribute("#network", "data-density")).isEqualTo("tight");
        rebuilt(() -> browser.choose("[aria-label='Units of hidden layer 9']", "5"));
        assertThat(browser.all("#network-9 .cell")).hasSize(5);
    }

    @Test
    void aNetworkThatIsTooLarge_isRefusedInASentence() {
        rebuilt(() -> browser.choose("[aria-label='Units of hidden layer 1']", "64"));
        String run = browser.data("run");
        browser.choose("[aria-label='Units of hidden layer 1']", "500");
        refused("the number of units must be from 1 to 64 here, got 500");
        assertThat(browser.every("[aria-label='Units of hidden layer 1']", "value"))
                .containsExactly("64");

        browser.run("Promise.all([import('/state.js'), import('/api.js')]).then(async ([{toHash, state}]) =>"
                + " {location.hash = toHash({...state.settings, layers: Array(11).fill(state.settings.layers[0])},"
                + " 0, null); })");
        refused("a network here has at most 10 hidden layers, got 11; remove some");

        assertThat(browser.data("run")).isEqualTo(run);
        assertThat(browser.barriers("#notice")).isEmpty();
    }

    private static void refused(String sentence) {
        browser.until(
                () -> browser.every("#notice.bad", "textContent").toString().contains(sentence));
        browser.click("#notice .close");
    }

    @Test
    void aLinkForALesson_hidesWhatItNames() {
        String address = lab.address() + "#hide=data,optimizer,diagnosis,nonsense";
        browser.open(address);
        browser.until(() -> !browser.shows(".card.data"));

        assertThat(browser.shows("#set-optimizer")).isFalse();
        assertThat(browser.shows("#set-learningRate")).isTrue();
        assertThat(browser.shows("#tab-why")).isFalse();
        assertThat(browser.attribute("#tab-layers", "aria-selected")).isEqualTo("true");
        fresh("const c = await get('/api/catalog'); await post('/api/build', {...c.start, optimizer: 'lion'})");
        assertThat(browser.shows("[id^=set-optimizer-]")).isFalse();
        browser.click("#share");
        browser.until(() -> browser.address().contains("#run="));
        assertThat(browser.address()).endsWith("&hide=data,optimizer,diagnosis");
    }

    @Test
    void everyFlag_hidesSomething() {
        Object missing = browser.run("return import('/flags.js').then(({FLAGS}) => Object.entries(FLAGS)"
                + ".filter(([, css]) => !document.querySelector(css)).map(([name]) => name))");

        assertThat(missing).isEqualTo(List.of());
    }
}
