package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What leaves the lab: links and files.
@ExtendWith(InBrowser.class)
final class TakeAwayTest {
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
            assertThat(browser.find("#notice").getText()).contains("Reproduced bit for bit");

            String other = link.substring(0, 200) + (link.charAt(200) == 'A' ? 'B' : 'A') + link.substring(201);
            browser.run("location.hash = arguments[0]", other);
            browser.until(() -> !browser.all("#notice.bad").isEmpty());
        }
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
        browser.click("#panel a[href$='/java']");

        Path source = Files.copy(browser.downloaded("Run.java"), folder.resolve("Run.java"));
        String classes = System.getProperty("java.class.path");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", classes, "-d", folder.toString(), source.toString()))
                .isZero();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
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
        browser.click("#panel a[href$='/history']");
        browser.click("#panel a[href$='/model']");
        browser.click("#panel a[href$='/keras-code']");

        List<String> lines = Files.readAllLines(browser.downloaded("history.csv"));
        assertThat(lines).hasSize(11);
        assertThat(lines.getFirst()).isEqualTo("epoch,loss,accuracy,auc,val_loss,val_accuracy,val_auc");
        assertThat(lines.getLast()).startsWith("10,");
        assertThat(Files.readString(browser.downloaded("model.py"))).contains("keras.optimizers.Adam");
        assertThat(Files.readAllBytes(browser.downloaded("model.keras"))).startsWith('P', 'K');
    }
}
