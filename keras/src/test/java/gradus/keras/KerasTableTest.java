package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class KerasTableTest {
    @Test
    void page_isWhatTheRegistrySays() throws IOException {
        assertThat(Files.readString(KerasTable.PAGE))
                .as("docs/keras.md; the main method of KerasTable writes it")
                .isEqualTo(new KerasTable().page());
    }

    @Test
    void reasons_areThoseOfClassesThatAreMissing() throws IOException {
        KerasTable table = new KerasTable();
        table.page();
        List<KerasTable.Reason> reasons = KerasTable.reasons();
        // The last one is for classes that nobody has thought of yet.
        assertThat(table.used).containsAll(reasons.subList(0, reasons.size() - 1));
    }
}
