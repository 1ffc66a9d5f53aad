package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import gradus.kernels.Kernels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/// What leaves the lab: links and files.
@ExtendWith(InBrowser.class)
final class TakeAwayTest {
    private static Lab lab;

    /// What the surface shows, on the page of the lab or on one that replays.
    private static final String SURFACE = """
        return import(location.protocol === 'file:' ? 'lab/state.js' : '/state.js')
            .then(({state}) => state.picture?.surface ?? '');
        """;

    @BeforeAll
    static void start() {
        lab = Lab.start(0);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void aLink_isReproducedBitForBitByAnotherProcess(Browser browser) throws IOException {
        Bench bench = new Bench(browser);
        bench.open(lab);
        bench.train();
        browser.click("#share");
        browser.until(() -> browser.address().contains("#run="));
        String link = browser.address().substring(browser.address().indexOf('#'));
        String sha = browser.data("sha");

        try (LabProcess second = new LabProcess()) {
            browser.open(second.address() + link);
            browser.until(() -> !browser.data("reproduced").isEmpty());

            assertThat(browser.data("reproduced")).isEqualTo("true");
            assertThat(browser.data("sha")).isEqualTo(sha);
            assertThat(browser.text("#notice")).contains("Reproduced bit for bit");

            String other = link.substring(0, 200) + (link.charAt(200) == 'A' ? 'B' : 'A') + link.substring(201);
            browser.run("location.hash = arguments[0]", other);
            browser.until(() -> !browser.all("#notice.bad").isEmpty());
        }
    }

    /// Takes a file of the run that is shown now; for a moment the panel may have the links of the one before.
    private static void take(Browser browser, String kind) {
        String link = "#panel a[href$='/" + browser.data("run") + "/" + kind + "']";
        browser.until(() -> !browser.all(link).isEmpty());
        browser.click(link);
    }

    @Test
    void theJavaProgram_compilesRunsAndGivesTheHashOfThePage(Browser browser, @TempDir Path folder)
            throws IOException, InterruptedException {
        Bench bench = new Bench(browser);
        bench.open(lab);
        bench.build("{...start, epochs: 10, data: {...start.data, name: 'moons'}, optimizer: 'nadam', batch: 32}");
        bench.train();
        String sha = browser.data("sha");
        browser.click("#tab-take");
        take(browser, "java");

        Path source = Files.copy(browser.downloaded("Run.java"), folder.resolve("Run.java"));
        String classes = System.getProperty("java.class.path");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", classes, "-d", folder.toString(), source.toString()))
                .isZero();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-Dgradus.kernels=" + Kernels.current().name(),
                        "-cp",
                        folder + java.io.File.pathSeparator + classes,
                        "Run")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("weights " + sha);
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void filesOfEveryKind_canBeTakenAway(Browser browser) throws IOException {
        Bench bench = new Bench(browser);
        bench.open(lab);
        bench.build("{...start, epochs: 10}");
        bench.train();
        browser.click("#tab-take");
        take(browser, "history");
        take(browser, "model");
        take(browser, "keras-code");

        List<String> lines = Files.readAllLines(browser.downloaded("history.csv"));
        assertThat(lines).hasSize(11);
        assertThat(lines.getFirst()).isEqualTo("epoch,loss,accuracy,auc,val_loss,val_accuracy,val_auc");
        assertThat(lines.getLast()).startsWith("10,");
        assertThat(Files.readString(browser.downloaded("model.py"))).contains("keras.optimizers.Adam");
        assertThat(Files.readAllBytes(browser.downloaded("model.keras"))).startsWith('P', 'K');
    }

    /// Without a server: what is drawn is what the lab drew.
    @Test
    void aReplay_isOneFileWithSurfaceWeightsCurvesAndRewind(Browser browser) throws IOException {
        Bench bench = new Bench(browser);
        bench.open(lab);
        bench.build("{...start, epochs: 30}");
        bench.train();
        String surface = String.valueOf(browser.run(SURFACE));
        String steps = browser.data("steps");
        String sha = browser.data("sha");
        browser.click("#tab-take");
        take(browser, "replay");
        Path file = browser.downloaded("run.html");
        assertThat(Files.size(file)).isLessThan(3_000_000);

        browser.open(file.toUri().toString());
        browser.until(() -> String.valueOf(browser.run(SURFACE)).equals(surface));
        assertThat(browser.data("sha")).isEqualTo(sha);
        assertThat(browser.all(".bar nav")).isEmpty();
        assertThat(browser.barriers("body")).isEmpty();

        browser.choose("#rewind", "0");
        browser.until(() -> browser.data("shown").equals("0"));
        assertThat(browser.run(SURFACE)).isNotEqualTo(surface);
        browser.click("#rewind-live");
        browser.click("#play");
        browser.until(() -> browser.data("state").equals("running")
                && !browser.data("steps").equals(steps)
                && Integer.parseInt(browser.data("epoch")) > 1);
        browser.until(() -> browser.data("steps").equals(steps)
                && String.valueOf(browser.run(SURFACE)).equals(surface));
        browser.choose("[aria-label='Activation of hidden layer 1']", "relu");
        browser.click("#notice button");
        browser.until(() -> browser.text("#notice").contains("replays a recorded run"));
    }

    @Test
    void everyChart_isAPictureOfBothKinds(Browser browser)
            throws IOException, ParserConfigurationException, SAXException {
        Bench bench = new Bench(browser);
        bench.open(lab);
        for (String settings : List.of(
                "{...start, epochs: 10, data: {...start.data, name: 'blobs'}}",
                "{...start, epochs: 10, data: {...start.data, name: 'plane'}}",
                "{...start, epochs: 10, data: {...start.data, kind: 'bundled', name: 'iris'}}")) {
            bench.build(settings);
            bench.train();
            browser.click("#tab-take");
            browser.until(() -> browser.all(".pictures li").size() >= 5);
            for (String name : browser.every(".pictures span", "textContent")) {
                String file = name.toLowerCase(Locale.ROOT).replace(' ', '-');
                Files.deleteIfExists(browser.downloads().resolve(file + ".svg"));
                Files.deleteIfExists(browser.downloads().resolve(file + ".png"));
                browser.click("[aria-label='" + name + " as SVG']");
                try (InputStream stream = Files.newInputStream(browser.downloaded(file + ".svg"))) {
                    var parsed = DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(stream);
                    assertThat(parsed.getDocumentElement().getTagName()).isEqualTo("svg");
                    assertThat(parsed.getDocumentElement().getTextContent()).isNotBlank();
                    if (name.equals("Network")) {
                        assertThat(parsed.getElementsByTagName("path").getLength())
                                .as("links")
                                .isGreaterThan(30);
                    }
                }
                // One after the other: a download that has not begun is dropped when the next one begins.
                browser.click("[aria-label='" + name + " as PNG']");
                BufferedImage image =
                        ImageIO.read(browser.downloaded(file + ".png").toFile());
                assertThat(image.getWidth()).as(name).isGreaterThan(400);
                assertThat(colours(image)).as(name).isGreaterThan(10);
            }
        }
    }

    private static int colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < image.getWidth(); x += 2) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours.size();
    }
}
