package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Scripts;
import gradus.lab.messages.MessageTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The scripts of the pages. Their types are made from the messages; `-Dgradus.write=true` writes them, too.
final class ScriptsTest {
    private static final Path SCRIPTS = Path.of("src/main/resources/gradus/lab");
    private static final Path TYPES = Path.of("src/main/scripts/messages.d.ts");

    @Test
    void types_areThoseOfTheMessages() throws IOException {
        if (Scripts.WRITE) {
            Files.writeString(TYPES, MessageTypes.text());
        }
        assertThat(TYPES).content().isEqualTo(MessageTypes.text());
    }

    @Test
    void scripts_areFormatted() throws IOException, InterruptedException {
        Scripts.in(SCRIPTS).areFormatted();
        Scripts.in(SCRIPTS).haveNoLongLines();
    }

    @Test
    void scripts_haveNoErrorsOfTypes() throws IOException, InterruptedException {
        Scripts.unpack("uplot", "dist/uPlot.d.ts");
        Scripts.haveNoErrorsOfTypes("src/main/scripts");
    }
}
