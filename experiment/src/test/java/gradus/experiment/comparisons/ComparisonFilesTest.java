package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonFilesTest {
    @Test
    void files_holdTheAnswerForPeopleAndPrograms(@TempDir Path folder) throws IOException {
        Settings base = Settings.of("moons(samples=100)").with("epochs", "3");
        base = base.with("optimizer", "sgd");
        Comparison comparison = new Comparison(
                base,
                List.of(Factor.parse("activation=relu,tanh")),
                2,
                Factor.parse("learning_rate=0.01,0.1,1e30"),
                null,
                null);
        ComparisonResult result = comparison.run(
                new Runner(base.data().source(), new CsvOptions(), RunLog.inMemory(), 2, (done, total, run) -> {}));
        assertThat(ComparisonFiles.write(result, folder, "gradus compare <moons>", 2))
                .containsExactly("report.html", "comparison.json", "runs.csv");
        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page)
                .contains("activation=tanh", "Pair by pair", "What was tried of learning_rate", "3 diverged", "Machine")
                .contains("gradus compare &lt;moons&gt;", "prefers-color-scheme:dark", "aria-label")
                .doesNotContain("<script", "http:", "https:", "NaN", "null");
        JsonNode json = JsonMapper.builder().build().readTree(Files.readString(folder.resolve("comparison.json")));
        assertThat(json.get("mode").asString()).isEqualTo("tuned");
        assertThat(json.get("levels")).hasSize(2);
        assertThat(json.get("comparisons").get(0).get("verdict").asString())
                .isEqualTo(result.contrasts().getFirst().verdict());
        List<String> rows = Files.readAllLines(folder.resolve("runs.csv"));
        assertThat(rows).hasSize(5);
        assertThat(rows.getFirst())
                .startsWith("level,seed,diverged")
                .contains("test_accuracy")
                .endsWith("weights");
    }
}
