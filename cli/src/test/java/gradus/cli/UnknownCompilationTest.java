package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A model of Keras whose loss, metric, optimizer or schedule is not known here.
class UnknownCompilationTest {
    private static final Path CASE = Path.of("src", "test", "resources", "keras-cases", "sparse-schedule");
    private static final Path X = CASE.resolve("x.csv");
    private static final Path XY = CASE.resolve("xy.csv");

    @TempDir
    private Path folder = Path.of("");

    /// The case with another word in its config.
    private Path changed(String from, String to) throws IOException {
        Path file = folder.resolve("unknown.keras");
        try (ZipFile zip = new ZipFile(CASE.resolve("model.keras").toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                byte[] content = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().equals("config.json")) {
                    String config = new String(content, StandardCharsets.UTF_8);
                    assertThat(config).contains(from);
                    content = config.replace(from, to).getBytes(StandardCharsets.UTF_8);
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(content);
                out.closeEntry();
            }
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "SparseCategoricalCrossentropy, Unheard, Unheard",
        "SparseTopKCategoricalAccuracy, Unheard, Unheard",
        "AdamW, Unheard, Unheard",
        "CosineDecay, Unheard, Unheard"
    })
    void everythingButGoingOn_isPossible(String known, String unknown, String said) throws IOException {
        Path file = changed("\"class_name\": \"" + known + "\"", "\"class_name\": \"" + unknown + "\"");
        Ran predicted = Ran.of("predict", file, X);
        assertThat(predicted.code()).isZero();
        assertThat(predicted.err())
                .contains("Note: the model is taken without optimizer, loss and metrics", said)
                .hasLineCount(1);
        assertThat(predicted.out())
                .isEqualTo(Ran.of("predict", CASE.resolve("model.keras"), X).out());

        Ran silent = Ran.of("evaluate", file, XY, "--target", "y0");
        assertThat(silent.code()).isEqualTo(1);
        assertThat(silent.err()).contains("the model's file has no loss that is known here. Name one with --loss");
        String loss = "sparse_categorical_crossentropy(from_logits=true)";
        Ran judged = Ran.of("evaluate", file, XY, "--target", "y0", "--loss", loss);
        assertThat(judged.code()).isZero();
        assertThat(judged.out()).containsPattern("loss +0\\.[0-9]+");
        Ran again = Ran.of(
                "train", XY, "--from", file, "--target", "y0", "--loss", loss, "--optimizer", "adam", "--epochs", 1);
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("the model's file has no optimizer; it is adam");

        assertThat(Ran.of("summary", file).code()).isZero();
        assertThat(Ran.of("convert", file, folder.resolve("a.safetensors")).code())
                .isZero();
        assertThat(Ran.of("export", file, "--out", folder.resolve("a.onnx")).code())
                .isZero();
    }

    @Test
    void theLibrary_loadsItUncompiledIfAsked() throws IOException {
        Path file = changed("\"class_name\": \"AdamW\"", "\"class_name\": \"Unheard\"");
        assertThatThrownBy(() -> Model.load(file)).isInstanceOf(UncheckedIOException.class);
        assertThat(Model.load(file, false).isCompiled()).isFalse();
        assertThat(Model.load(CASE.resolve("model.keras"), false).isCompiled()).isFalse();
    }
}
