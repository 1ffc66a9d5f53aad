package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndingTest {
    @Test
    void filesThatCannotBeWritten_doNotCostTheResult() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        Ending.Files full = folder -> {
            throw new IOException("No space left on device");
        };
        assertThatThrownBy(() -> Ending.of(out, Path.of("report"), full, Map.of("best", 3)))
                .hasMessage("No space left on device");
        assertThat(text.toString()).isEqualToNormalizingNewlines("{\"best\":3}\n");
    }
}
