package gradus.serve;

import gradus.http.Scripts;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The script of the page, under the rules that those of the lab have.
final class ScriptsTest {
    private static final Path SCRIPTS = Path.of("src/main/resources/gradus/serve");

    @Test
    void scripts_areFormatted() throws IOException, InterruptedException {
        Scripts.in(SCRIPTS).areFormatted();
        Scripts.in(SCRIPTS).haveNoLongLines();
    }

    @Test
    void scripts_haveNoErrorsOfTypes() throws IOException, InterruptedException {
        Scripts.haveNoErrorsOfTypes("src/main/scripts");
    }
}
