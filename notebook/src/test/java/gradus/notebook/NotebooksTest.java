package gradus.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.display.DisplayData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Every cell of the notebook, in order, compiled and run by the kernel itself, which without its sockets is JShell.
/// The value of a cell must show what the notebook holds. What a cell draws while it runs is lost here; [ProgressTest]
/// tests that.
class NotebooksTest {
    private static final Path NOTEBOOK = Path.of("../notebooks/deep-learning-basics.ipynb");
    /// A line that only the kernel understands: where the jars are, which are on the class path here.
    private static final String MAGIC = "%";

    @BeforeAll
    static void startsTheKernel() throws Exception {
        MainApp.kernel.registerChannels(new Channels(new ConnectionProperties(0, 0, "tcp", "", 0, 0, "", 0, "")));
        MainApp.kernel.javaEngine().getShell().addToClasspath(System.getProperty("java.class.path"));
    }

    private static Stream<JsonNode> codeCells() {
        JsonNode notebook = new ObjectMapper().readTree(NOTEBOOK.toFile());
        return StreamSupport.stream(notebook.get("cells").spliterator(), false)
                .filter(cell -> cell.get("cell_type").asString().equals("code"))
                .filter(cell -> !text(cell.get("source")).startsWith(MAGIC));
    }

    /// What a cell ended with, by content type.
    private static Map<String, String> kept(JsonNode cell) {
        Map<String, String> data = new LinkedHashMap<>();
        for (JsonNode output : cell.get("outputs")) {
            String type = output.get("output_type").asString();
            assertThat(type).isIn("execute_result", "display_data");
            if (type.equals("execute_result")) {
                output.get("data").forEachEntry((name, value) -> data.put(name, text(value)));
            }
        }
        return data;
    }

    /// A text, which the file may hold as a list of lines.
    private static String text(JsonNode value) {
        return value.isString()
                ? value.asString()
                : String.join(
                        "",
                        StreamSupport.stream(value.spliterator(), false)
                                .map(JsonNode::asString)
                                .toList());
    }

    @Test
    void everyCell_showsWhatTheNotebookHolds() throws Exception {
        int results = 0;
        List<JsonNode> cells = codeCells().toList();
        for (JsonNode cell : cells) {
            String code = text(cell.get("source"));
            DisplayData result = MainApp.kernel.eval(code);
            Map<String, Object> shown = result == null ? Map.of() : result.data();
            assertThat(shown).as(code).isEqualTo(kept(cell));
            results += shown.isEmpty() ? 0 : 1;
        }
        assertThat(cells).hasSizeGreaterThan(30);
        assertThat(results).isGreaterThan(25);
    }
}
