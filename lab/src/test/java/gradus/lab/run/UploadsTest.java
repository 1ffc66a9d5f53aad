package gradus.lab.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.datasets.Data;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.lab.messages.Messages.Uploaded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UploadsTest {
    private static final Path RIDES = Path.of("../parquet/src/test/resources/gradus/parquet/rides-snappy.parquet");

    private static String table(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(",", "", "\n"))
                + ("1" + ",2".repeat(columns - 1) + "\n").repeat(2);
    }

    @Test
    void tablesThatAreTooWide_areRefused_andNotKept() {
        try (Uploads uploads = new Uploads()) {
            assertThatThrownBy(() -> uploads.add("wide.csv", stream(table(10_001))))
                    .hasMessage("wide.csv has 10001 columns, and the lab holds at most 10000; leave some out, or train"
                            + " it on the command line");
            assertThatThrownBy(() -> uploads.add("wider.csv", stream(table(1_000_000))))
                    .hasMessageStartingWith("wider.csv line 1 has more than 100000 fields");
            assertThat(uploads.all()).isEmpty();
            assertThat(uploads.add("good.csv", stream(table(100))).columns()).hasSize(100);
        }
    }

    @Test
    void parquetFile_isATableAsACsvFileIs() throws IOException {
        try (Uploads uploads = new Uploads();
                InputStream bytes = Files.newInputStream(RIDES)) {
            Uploaded rides = uploads.add("rides.parquet", bytes);
            assertThat(rides.rows()).isEqualTo(600);
            assertThat(rides.suggestion()).isEqualTo("fare");
            String kept = uploads.file(rides.id()).toString();
            assertThat(Data.open(kept, new CsvOptions()).describe()).contains("600 rows, 11 columns", "old town");
        }
    }

    @Test
    void brokenParquetFile_isASentence() {
        try (Uploads uploads = new Uploads()) {
            assertThatThrownBy(() -> uploads.add("rides.parquet", stream("PAR1 and no more")))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("it is damaged, incomplete or no Parquet file");
            assertThat(uploads.all()).isEmpty();
        }
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
