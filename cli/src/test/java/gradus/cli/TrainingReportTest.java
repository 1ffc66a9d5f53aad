package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page that `train --out` writes.
class TrainingReportTest {
    private static final Path HOUSES = Path.of("../examples/houses.csv");

    @TempDir
    private Path folder = Path.of("");

    private String page(Object... options) throws IOException {
        Object[] all = new Object[options.length + 6];
        System.arraycopy(options, 0, all, 0, options.length);
        System.arraycopy(new Object[] {"--net", "mlp", "--epochs", 5, "--out", folder}, 0, all, options.length, 6);
        Ran ran = Ran.of(all);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("report.json, report.html");
        return Files.readString(folder.resolve("report.html"));
    }

    @Test
    void regression_isReported() throws IOException {
        String page = page("train", HOUSES, "--target", "price", "--seed", 3);
        assertThat(page)
                .contains("<title>price from houses.csv</title>", "48 test rows, which it never saw", "always the mean")
                .contains("RMSE: the typical error", "95% interval", "True values by predicted ones")
                .contains("What the network goes by", "How answers change with a column", "The largest errors")
                .contains("Loss after each epoch", "garden", "parameters")
                .contains("gradus train ../examples/houses.csv --target price --seed 3", "SHA-256")
                .contains("TablePredictor.load", "keras.saving.load_model");
        Map<String, Object> json = Ran.object(Files.readString(folder.resolve("report.json")));
        assertThat(json).containsKeys("intervals", "importance", "effects", "worst");
        assertThat(json.get("importance"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(5);
    }

    @Test
    void classes_areReported() throws IOException {
        assertThat(page("train", "iris", "--calibration", "temperature"))
                .contains("the network gets", "Which class is taken for which", "Can the probabilities be believed?")
                .contains("said setosa", "petal");
        assertThat(page("train", HOUSES, "--target", "garden", "--threshold", "f1"))
                .contains("was chosen for f1", "How often “yes” is true, by its probability");
    }

    @Test
    void images_haveWhatMakesSense() throws IOException {
        assertThat(page("train", "digits"))
                .contains("the network gets", "Which class is taken for which")
                .doesNotContain("What the network goes by");
    }

    /// What screen readers need: one title, headings in order, a description of every drawing, names of columns.
    @Test
    void page_canBeReadWithoutSeeing() throws IOException {
        String page = page("train", HOUSES, "--target", "price");
        assertThat(page).startsWith("<!DOCTYPE html>\n<html lang=\"en\">").contains("<main>", "</main>");
        assertThat(count(page, "<h1>")).isEqualTo(1);
        assertThat(page.indexOf("<h1>")).isLessThan(page.indexOf("<h2>"));
        Matcher drawings = Pattern.compile("<svg[^>]*>").matcher(page);
        while (drawings.find()) {
            assertThat(drawings.group()).containsAnyOf("role=\"img\" aria-label=\"", "aria-hidden=\"true\"");
        }
        assertThat(count(page, "<th>")).isZero();
        assertThat(count(page, "<th scope=\"col\">")).isPositive();
        for (String outside : List.of("http://", "https://", "<script", "src=")) {
            assertThat(page).doesNotContain(outside);
        }
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
