package gradus.lab.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UploadsTest {
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

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
