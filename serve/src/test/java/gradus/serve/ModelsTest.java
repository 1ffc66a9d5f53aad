package gradus.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Versions that come, change, break and go.
final class ModelsTest {
    private static final String ASK = "{\"instances\":[[1,2,3]]}";

    @TempDir
    private Path folder = Path.of("");

    private static void save(Path file, float bias) {
        Served.save(Served.linear(3, 1, 1, 1, 1, bias), file);
    }

    @Test
    void theNewestVersion_answers_othersByNumber() throws IOException {
        save(folder.resolve("m/1/model.keras"), 0);
        try (Served served = new Served(folder, options -> options)) {
            List<String> heard = new ArrayList<>();
            served.server.listener(heard::add);
            assertThat(served.post("/v1/models/m:predict", ASK).text()).isEqualTo("{\"predictions\":[[6.0]]}");

            save(folder.resolve("m/10/model.keras"), 1);
            assertThat(served.post("/admin/reload", "").text()).contains("\"versions\":[1,10]");
            assertThat(served.post("/v1/models/m:predict", ASK).text()).isEqualTo("{\"predictions\":[[7.0]]}");
            assertThat(served.post("/v1/models/m/versions/1:predict", ASK).text())
                    .isEqualTo("{\"predictions\":[[6.0]]}");
            assertThat(heard).containsExactly("version 10 of model \"m\" is served");

            Files.createDirectories(folder.resolve("m/11"));
            Files.writeString(folder.resolve("m/11/model.keras"), "broken");
            assertThat(served.server.reload())
                    .singleElement()
                    .asString()
                    .contains("version 11 of model \"m\" cannot be loaded");
            assertThat(served.post("/v1/models/m:predict", ASK).text()).isEqualTo("{\"predictions\":[[7.0]]}");
            assertThat(served.get("/v1/models/m")
                            .json()
                            .at("/model_version_status/0/state")
                            .asString())
                    .isEqualTo("END");
            assertThat(served.get("/v2/models/m/versions/11/ready").status()).isEqualTo(503);
            assertThat(served.server.reload())
                    .as("what is broken is tried once")
                    .isEmpty();

            Files.delete(folder.resolve("m/10/model.keras"));
            Files.delete(folder.resolve("m/11/model.keras"));
            served.server.reload();
            assertThat(served.post("/v1/models/m:predict", ASK).text()).isEqualTo("{\"predictions\":[[6.0]]}");
            assertThat(served.get("/metrics").text())
                    .contains("gradus_model_version{model=\"m\"} 1.0")
                    .contains("gradus_model_loads_total{model=\"m\",result=\"failed\"} 1.0");
        }
    }

    @Test
    void aFileThatIsReplaced_isServedAnew_unlessItIsBroken() throws IOException {
        Path file = folder.resolve("run/model.keras");
        save(file, 0);
        try (Served served = new Served(file, options -> options.name("own"))) {
            assertThat(served.server.models()).containsExactly("own");
            save(file, 2.5f);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
            served.server.reload();
            assertThat(served.post("/v1/models/own:predict", ASK).text()).isEqualTo("{\"predictions\":[[8.5]]}");
            Files.writeString(file, "broken");
            assertThat(served.server.reload()).hasSize(1);
            assertThat(served.post("/v1/models/own:predict", ASK).text()).isEqualTo("{\"predictions\":[[8.5]]}");
            Files.delete(file);
            assertThat(served.server.reload()).hasSize(1);
            assertThat(served.post("/v1/models/own:predict", ASK).status()).isEqualTo(200);
        }
    }

    @Test
    void names_areThoseOfFilesAndFolders() throws IOException {
        save(folder.resolve("one.keras"), 0);
        save(folder.resolve("runs/houses/model.keras"), 0);
        assertThat(names(folder.resolve("one.keras"))).containsExactly("one");
        assertThat(names(folder.resolve("runs/houses"))).containsExactly("houses");
        assertThat(names(folder.resolve("runs"))).containsExactly("houses");
        save(folder.resolve("runs/two.keras"), 0);
        assertThat(names(folder.resolve("runs"))).containsExactly("houses", "two");
    }

    private static List<String> names(Path path) {
        try (Served served = new Served(path, options -> options)) {
            return served.server.models();
        }
    }

    @Test
    void whereThereIsNoModel_thatIsSaid() throws IOException {
        assertThatThrownBy(() -> new Served(folder.resolve("none"), options -> options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no " + folder.resolve("none"));
        assertThatThrownBy(() -> new Served(folder, options -> options)).hasMessageContaining("has no model");
        Files.writeString(folder.resolve("x.keras"), "broken");
        assertThatThrownBy(() -> new Served(folder.resolve("x.keras"), options -> options))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 1 of model \"x\" cannot be loaded");
    }
}
