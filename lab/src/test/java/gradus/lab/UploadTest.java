package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Tables that people bring along.
@ExtendWith(InBrowser.class)
final class UploadTest {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(0);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @BeforeEach
    void open(Browser browser) {
        new Bench(browser).open(lab);
    }

    private static String animals() {
        StringBuilder table = new StringBuilder("size,weight,colour,kind\n");
        for (int i = 0; i < 120; i++) {
            table.append(i % 9)
                    .append(',')
                    .append(i % 4)
                    .append(',')
                    .append(i % 3 == 0 ? "red" : "grey")
                    .append(',')
                    .append(i % 9 > 4 ? "big" : "small")
                    .append('\n');
        }
        return table.toString();
    }

    @Test
    void pointsDrawnByHand_areTrainedOn(Browser browser) {
        Bench bench = new Bench(browser);
        browser.click("#draw");
        assertThat(browser.find("#draw-use").isEnabled()).isFalse();
        browser.run(STROKE, 0.25);
        browser.click(".brush button:nth-child(2)");
        browser.run(STROKE, 0.75);
        assertThat(browser.text("#draw-use")).isEqualTo("Use 62 points");
        assertThat(browser.barriers("#output")).isEmpty();
        bench.rebuilt(() -> browser.click("#draw-use"));

        assertThat(browser.text("#data")).contains("drawn.csv", "3 columns, 62 rows");
        assertThat(browser.all(".sheet")).isEmpty();
        bench.train();
        assertThat(bench.watchedMetric()).isEqualTo(1); // two strokes beside each other
    }

    /// Draws a stroke from top to bottom, at a share of the width.
    private static final String STROKE = """
        const sheet = document.querySelector('.sheet');
        const box = sheet.getBoundingClientRect();
        for (let i = 0; i <= 30; i++) {
          sheet.dispatchEvent(new PointerEvent(i ? 'pointermove' : 'pointerdown', {bubbles: true, buttons: 1,
              clientX: box.left + arguments[0] * box.width, clientY: box.top + (0.1 + 0.8 * i / 30) * box.height}));
        }
        """;

    @Test
    void aTableFromTheFilePicker_isTrainedOn(Browser browser, @TempDir Path folder) throws IOException {
        Bench bench = new Bench(browser);
        Path file = Files.writeString(folder.resolve("animals.csv"), animals());

        bench.rebuilt(() -> browser.find("#file").sendKeys(file.toString()));

        assertThat(browser.text("#data")).contains("animals.csv", "4 columns, 120 rows");
        assertThat(browser.attribute("#target", "value")).isEqualTo("kind");
        bench.train();
        assertThat(bench.watchedMetric()).isGreaterThan(0.95);
        assertThat(browser.text("table.confusion")).contains("big", "small");
    }

    @Test
    void aTableThatIsDropped_isTrainedOnForTheColumnThatOneChooses(Browser browser) {
        Bench bench = new Bench(browser);

        bench.rebuilt(() -> browser.drop(".drop", "animals.csv", animals()));
        bench.rebuilt(() -> browser.choose("#target", "colour"));
        assertThat(browser.run("return import('/state.js').then(({state}) => state.description.labels)"))
                .isEqualTo(List.of("grey", "red"));
        bench.rebuilt(() -> browser.choose("#target", "size"));

        assertThat(browser.run("return import('/state.js').then(({state}) => state.description.task)"))
                .isEqualTo("REGRESSION");
        bench.train();
    }

    @Test
    void aTableThatIsBroken_isExplainedAndChangesNothing(Browser browser) {
        String run = browser.data("run");

        browser.drop(".drop", "broken.csv", "a,b\n1,2\n3\n");

        browser.until(() -> !browser.all("#data [role=alert]").isEmpty()
                && browser.text("#data [role=alert]").contains("line 3"));
        assertThat(browser.data("run")).isEqualTo(run);
    }

    @Test
    void aFileThatMissesItsPlace_doesNotReplaceThePage(Browser browser) {
        Object prevented = browser.run("const event = new DragEvent('drop', {bubbles: true, cancelable: true});"
                + "document.querySelector('#curves').dispatchEvent(event); return event.defaultPrevented");

        assertThat(prevented).isEqualTo(true);
    }
}
