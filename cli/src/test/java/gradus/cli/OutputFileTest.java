package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing that is read is overwritten.
class OutputFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatIsRead_isNotOverwritten() throws IOException {
        Path table = folder.resolve("rows.csv");
        StringBuilder text = new StringBuilder("x,y,z\n");
        for (int i = 0; i < 60; i++) {
            text.append(i)
                    .append(',')
                    .append(i * 2 + i % 7)
                    .append(',')
                    .append(i * 3 + i % 5)
                    .append('\n');
        }
        Files.writeString(table, text);
        assertThat(Ran.of("train", table, "--target", "y,z", "--net", "mlp", "--epochs", 1, "--out", folder)
                        .code())
                .isZero();
        Path model = Ran.model(folder);
        byte[] weights = Files.readAllBytes(model);
        Path same = folder.resolve(".").resolve("rows.csv");
        refuses(same, "predict", model, table, "--out", same);
        refuses(model, "predict", model, table, "--out", model);
        refuses(table, "predict", model, "other.csv", "--nearest", 1, "--among", table, "--out", table);
        refuses(model, "export", model, "--out", model);
        refuses(table, "train", table, "--target", "y", "--write-schema", table);
        assertThat(table).hasContent(text.toString());
        assertThat(model).hasBinaryContent(weights);

        assertThat(Ran.of("predict", model, table, "--changes", 1, "--past", 5).err())
                .startsWith("gradus: what would change an answer is known of models with one target, and this one has"
                        + " several: y, z");
    }

    private static void refuses(Path out, Object... arguments) {
        Ran ran = Ran.of(arguments);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith("gradus: " + out + " is read, and would be overwritten; write to a file of another name");
    }
}
