package gradus.cli;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.Sequential;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    private Path model = Path.of("");

    @BeforeEach
    void saveModel() {
        model = folder.resolve("house.prices.keras");
        Sequential.of(input(3), dense(2)).save(model);
    }

    @Test
    void theFile_liesBesideTheModel() throws IOException {
        assertThat(run("export", model.toString())).isZero();
        Path exported = folder.resolve("house.prices.onnx");
        assertThat(Files.readString(exported, StandardCharsets.ISO_8859_1)).contains("Gradus", "dense/kernel");
        assertThat(out.toString()).startsWith("Wrote " + exported).contains("8 weights");
    }

    @Test
    void formatAndPlace_canBeGiven() {
        Path exported = folder.resolve("other.bin");
        assertThat(run("export", model.toString(), "--format", "onnx", "--out", exported.toString()))
                .isZero();
        assertThat(exported).isNotEmptyFile();
    }

    @Test
    void aFormatThatIsUnknown_isWrongUse() {
        assertThat(run("export", model.toString(), "--format", "pdf")).isEqualTo(Main.WRONG_USE);
        assertThat(err.toString()).contains("--format", "onnx", "pdf");
    }

    @Test
    void aFolderThatIsMissing_isSaid() {
        String target = folder.resolve("none/model.onnx").toString();
        assertThat(run("export", model.toString(), "--out", target)).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("there is no folder").doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
