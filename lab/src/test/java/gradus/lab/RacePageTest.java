package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/// The pages of the race and of the space of layers in a real browser.
@Tag("long")
@ExtendWith(InBrowser.class)
final class RacePageTest {
    private static final String RACERS = "return import('/race.js').then(({race}) => ";
    private static Lab lab;
    private static Browser browser;

    @BeforeAll
    static void start(Browser given) {
        lab = Lab.start(0);
        browser = given;
        browser.open(lab.address());
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @BeforeEach
    void size() {
        browser.size(1280, 720);
    }

    private static void open(String page) {
        browser.run("document.body.removeAttribute('data-ready'); location.href = arguments[0]", page);
        browser.until(
                () -> browser.address().endsWith(page) && !browser.data("ready").isEmpty());
    }

    private static void raced(Runnable action) {
        String before = browser.data("race");
        action.run();
        browser.until(() ->
                !browser.data("race").equals(before) && browser.data("ready").equals(browser.data("race")));
    }

    private static double number(String script) {
        return Double.parseDouble(String.valueOf(browser.run(RACERS + script + ")")));
    }

    @Test
    void aRace_goesFromAClickToItsFinish() {
        open("/race");
        browser.choose("#speed", "60");

        raced(() -> browser.click("#relief"));

        assertThat(number("race.x")).as("the middle of the picture").isBetween(-0.3, 0.3);
        assertThat(browser.data("state")).isIn("running", "done");
        browser.until(() -> browser.data("state").equals("done"));
        assertThat(browser.data("step")).isEqualTo("150");
        assertThat(browser.all("#racers tbody tr"))
                .hasSize(14)
                .allSatisfy(row -> assertThat(row.getText()).containsPattern("-?\\d"));
        assertThat(browser.run("return document.getElementById('say').textContent"))
                .asString()
                .contains("arrived");
    }

    @Test
    void whatTheFormulasSay_isWhatTheLibraryDid() {
        open("/race");
        for (String surface : List.of("bowl", "rosenbrock", "plateau")) {
            raced(() -> browser.choose("#surface", surface));

            Object worst =
                    browser.run("return Promise.all([import('/race.js'), import('/race-formulas.js')]).then(([{race},"
                            + " {formulas}]) => { const bad = []; let lines = 0; for (const path of race.result.paths) {"
                            + " const racer = race.catalog.racers.find((r) => r.name === path.name); for (const axis of"
                            + " [0, 1]) for (let step = 1; step < path.x.length; step++) { const places = axis ? path.y :"
                            + " path.x; const given = formulas(racer, path, step, axis, race.catalog.racers); const said = given.filter((l) =>"
                            + " l.left === 'w').at(-1).result; lines += given.length; const off = Math.abs(said -"
                            + " places[step]); if (!(off <= 1e-5 + 1e-4 * Math.abs(places[step]) + 1e-4 *"
                            + " Math.abs(places[step - 1]))) bad.push([path.name, step, axis, said, places[step]]); } }"
                            + " return lines > 1000 ? JSON.stringify(bad.slice(0, 5)) : 'too few'; })");

            assertThat(worst).as(surface).isEqualTo("[]");
        }
    }

    @Test
    void theKeyboardAlone_isEnough() {
        open("/race");
        browser.run("document.getElementById('relief').focus()");
        browser.keys(Keys.ARROW_RIGHT, Keys.ARROW_UP);
        assertThat(number("race.x")).isBetween(-1.89, -1.87);
        raced(() -> browser.keys(Keys.ENTER));
        browser.run("document.activeElement.blur()");
        browser.keys("r");
        browser.until(() -> browser.data("step").equals("0"));
        browser.keys("..,");
        browser.until(() -> browser.data("step").equals("1"));
        browser.keys("e");
        browser.until(() -> browser.data("state").equals("done"));
        browser.keys(" ");
        browser.until(() -> browser.data("state").equals("running"));
        browser.keys(" ");
        browser.until(() -> browser.data("state").equals("paused"));
    }

    @Test
    void rates_canBeSharedOrOnesOwn_andThePageSaysWhich() {
        open("/race");
        assertThat(browser.text("#racers-say")).contains("each at its best rate of the grid");

        raced(() -> browser.click("input[name=mode][value=shared]"));
        assertThat(browser.text("#racers-say")).isEqualTo("all at the rate 0.01");
        raced(() -> browser.choose("#rate", "0.3"));
        browser.run("document.getElementById('end').click()");
        assertThat(browser.text("#racers tbody tr:first-child")).contains("lost");
        raced(() -> browser.click("input[name=mode][value=own]"));
        raced(() -> browser.choose("#racers tbody tr:first-child input.rate", "0.05"));
        assertThat(number("race.result.paths[0].rate")).isEqualTo(0.05);
        assertThat(number("race.result.paths[1].rate")).isEqualTo(0.3);
    }

    @Test
    void aSliceThroughTheNetwork_canBeRacedOn() {
        open("/race");
        raced(() -> browser.choose("#surface", "slice"));

        assertThat(browser.text("#setup")).contains("real training loss of xor");
        assertThat(number("race.view.side")).isEqualTo(41);
        assertThat(browser.all("#notice:not([hidden])")).isEmpty();
    }

    @Test
    void whoChangesHisMind_getsTheLastChoice() {
        open("/race");
        raced(() -> {
            browser.choose("#surface", "slice");
            browser.choose("#surface", "saddle");
        });

        assertThat(browser.run(RACERS + "race.result.asked.surface)")).isEqualTo("saddle");
        assertThat(browser.text("#setup .formula")).contains("¼·y⁴");
    }

    @Test
    void allNumbers_areThereAsText() {
        open("/race");
        browser.run("document.getElementById('end').click(); document.querySelector('.update details').open = true");
        browser.until(() -> browser.all("#numbers tbody tr").size() == 14);
        assertThat(browser.text("#numbers")).contains("momentum: ", "velocity: ", "accumulator: ");
        assertThat(browser.attribute("#losses", "aria-label")).contains("After step 150");
        browser.click("[data-name=lion] .pick");
        assertThat(browser.attribute("#update .symbols", "textContent"))
                .as("the rule of the documentation")
                .isEqualTo("w←w−η·sign(β1·m+(1−β1)·g)");
    }

    @Test
    void layersBendThePlane_whileTheNetworkLearns() {
        open("/space");
        assertThat(browser.all("#spaces canvas")).hasSize(3);
        assertThat(browser.text("#spaces")).contains("hidden 1 · 6 units".toUpperCase(java.util.Locale.ROOT));
        browser.click("#epoch");
        browser.until(() -> browser.data("epoch").equals("1"));
        browser.choose("#bend", "0");
        assertThat(browser.run("return import('/space.js').then(({space}) => space.bend)"))
                .isEqualTo(0L);
        browser.click("#try button");
        browser.until(() ->
                browser.data("state").equals("done") && browser.data("epoch").equals("150"));
        assertThat(browser.text("#spaces")).contains("Both axes are the units themselves");
    }

    @Test
    void nothingSticksOut_atAnySize() {
        for (String page : List.of("/race", "/space")) {
            open(page);
            for (int width : new int[] {1280, 1024, 820, 400}) {
                browser.size(width, 720);
                assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                        .as("%s, width %s", page, width)
                        .isEqualTo(true);
            }
        }
    }
}
