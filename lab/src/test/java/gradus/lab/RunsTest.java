package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.http.Browser;
import gradus.http.InBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/// The list of runs on the page, over a restart of the lab.
@ExtendWith(InBrowser.class)
final class RunsTest {
    @Test
    void whatWasChangedInAKeptRun_isMarkedWhereItIsLaidOver(Browser browser, @TempDir Path folder) {
        Bench bench = new Bench(browser);
        try (Lab lab = Lab.start(0, folder)) {
            LabClient client = new LabClient(lab);
            client.build();
            client.command("epoch");
            client.command("epoch");
            client.post("/api/command", "{\"action\":\"rate\",\"value\":0.5}");
            client.command("epoch");
        }
        try (Lab lab = Lab.start(0, folder)) {
            bench.open(lab);
            bench.build("{...start, epochs: 10}");
            bench.train();
            browser.click("#tab-runs");
            browser.click("#panel [aria-label='Lay run 2 over']");

            browser.until(() -> Curves.say(browser, 2, "#2, epoch 2: learning rate 0.01 → 0.5"));
        }
    }

    @Test
    void aRunThatHasNoPlaceAnyMore_goesWithASentence(Browser browser) {
        Bench bench = new Bench(browser);
        try (Lab lab = Lab.start(0)) {
            bench.open(lab);
            browser.run("import('/api.js').then(async ({get, post, command}) => {"
                    + "const {start} = await get('/api/catalog');"
                    + "for (let seed = 0; seed < 60; seed++) { await post('/api/build', {...start, seed}); await command('batch'); }"
                    + "document.body.dataset.built = 'all'; })");
            browser.until(() ->
                    browser.data("built").equals("all") && browser.data("steps").equals("1"));
            browser.click("#tab-runs");
            browser.until(() -> browser.all("#panel .runs tbody tr").size() == 60);
            assertThat(browser.shows("#notice")).isFalse();

            bench.rebuilt(() -> browser.click("#restart"));

            browser.until(() -> browser.text("#notice")
                    .contains(
                            "The list holds 60 runs, so run 3 (xor · adam 0.01) went. Runs to which you give a name stay"
                                    + " longest."));
            assertThat(browser.all("#panel .runs tbody tr")).hasSize(60);
            assertThat(browser.text("#panel")).contains("60 of at most 60 runs", "at most 256 MB");
            assertThat(browser.barriers("#notice")).isEmpty();
        }
    }

    @Test
    void aRun_goesOnWhenItsPageIsLeftUnlessAskedToPause(Browser browser) throws InterruptedException {
        Bench bench = new Bench(browser);
        try (Lab lab = Lab.start(0)) {
            LabClient client = new LabClient(lab);
            for (boolean pausing : new boolean[] {false, true}) {
                bench.open(lab);
                bench.build("{...start, epochs: 100000}");
                browser.click("#tab-runs");
                if (pausing) {
                    browser.click("#pausing");
                }
                browser.click("#play");
                browser.until(() -> browser.data("state").equals("running"));

                browser.run("location.href = '/icon.svg'");
                browser.until(() -> browser.address().endsWith("/icon.svg"));

                Thread.sleep(500);
                String frame = client.frame();
                assertThat(frame).contains(pausing ? "\"state\":\"begun\"" : "\"state\":\"running\"");
                client.command("pause");
            }
            bench.open(lab);
            browser.click("#tab-runs");
            browser.click("#pausing");
            assertThat(browser.run("return localStorage.getItem('gradus-pausing')"))
                    .isNull();
        }
    }

    @Test
    void runs_areNamedKeptComparedMadeAgainTakenAwayAndDeleted(Browser browser, @TempDir Path folder)
            throws IOException {
        Bench bench = new Bench(browser);
        String sha;
        try (Lab lab = Lab.start(0, folder)) {
            bench.open(lab);
            bench.build("{...start, epochs: 10}");
            bench.train();
            sha = browser.data("sha");
            browser.click("#tab-runs");
            browser.click("#panel tr.current .name");
            browser.run("document.activeElement.select()");
            browser.keys("tanh", Keys.ENTER);
            browser.until(
                    () -> browser.every("#panel tr.current .name", "value").equals(List.of("tanh")));
            bench.build(
                    "{...start, epochs: 10, learningRate: 0.03, layers: [{...start.layers[0], activation: 'relu'}]}");
            bench.train();
            browser.until(() -> browser.data("epoch").equals("10"));
        }
        try (Lab lab = Lab.start(0, folder)) {
            browser.open(lab.address());
            browser.click("#tab-runs");
            browser.until(() -> browser.all("#panel .runs tbody tr").size() == 3);
            assertThat(browser.every("#panel .name", "value")).contains("tanh");

            for (int run : new int[] {3, 4}) {
                String box = "[aria-label='Lay run " + run + " over']";
                browser.click(box);
                browser.until(() ->
                        Boolean.TRUE.equals(browser.run("return document.querySelector(arguments[0])?.checked", box)));
            }
            browser.until(() -> browser.all("#panel .difference thead th").size() == 4);
            assertThat(browser.every("#panel .difference tbody th", "textContent"))
                    .contains("Learning rate", "Hidden 1: activation", "Hidden 2: there at all", "Epochs");
            assertThat(browser.every("#panel .difference mark", "textContent")).contains("relu", "0.03", "10", "no");
            assertThat(browser.barriers("#panel")).isEmpty();
            assertThat(browser.every("#curves .u-legend", "textContent").getFirst())
                    .contains("#3", "#4");

            browser.click("#panel .runs tbody tr:last-child [aria-label$=again]");
            browser.until(() -> !browser.data("reproduced").isEmpty());
            assertThat(browser.data("reproduced")).isEqualTo("true");
            assertThat(browser.data("sha")).isEqualTo(sha);

            browser.click("#panel .runs tbody tr:last-child [aria-label^=Export]");
            browser.until(() -> browser.every("#taken", "value").equals(List.of("3")));
            for (String file : List.of("Run.java", "model.py", "model.keras", "history.csv")) {
                Files.deleteIfExists(browser.downloads().resolve(file));
                browser.click("#panel a[download='" + file + "']");
                browser.downloaded(file);
            }
            assertThat(Model.load(browser.downloaded("model.keras")).weightsSha256())
                    .isEqualTo(sha);
            assertThat(Files.readString(browser.downloaded("Run.java"))).contains("Fit.epochs(10)");
            assertThat(browser.barriers("#panel")).isEmpty();
            browser.click("#tab-runs");

            int before = browser.all("#panel .runs tbody tr").size();
            browser.click("#panel [aria-label^=Delete]");
            browser.until(() -> browser.all("#panel .runs tbody tr").size() == before - 1);
        }
    }
}
