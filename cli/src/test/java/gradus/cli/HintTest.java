package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.tables.Hint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Advice of the libraries in the words of the command line.
class HintTest {
    @Test
    void anOption_isWrittenAsItIsTyped() {
        assertThat(Messages.option(Hint.of("skip_bad_lines"))).isEqualTo(" with --skip-bad-lines");
        assertThat(Messages.option(new Hint("drop", "first name"))).isEqualTo(" with --drop 'first name'");
    }

    @Test
    void anError_namesTheOptionThatHelps(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("table.csv");
        Files.writeString(file, "x,y\n1,2\n,3\n4,5\n");

        assertThat(Ran.of("train", file, "--target", "y", "--missing", "error").err())
                .contains("Leave such rows out with --missing drop, or fill them in and mark them with --missing"
                        + " indicator");
    }
}
