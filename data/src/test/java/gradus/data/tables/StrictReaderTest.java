package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReaderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 4096})
    void anyBufferSize_readsTheSameText(int size) throws IOException {
        String text = "aü😀\nb😀".repeat(20_000);
        byte[] bytes = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
        StringBuilder read = new StringBuilder();
        try (StrictReader reader =
                new StrictReader("t", new ByteArrayInputStream(bytes), StandardCharsets.UTF_8, other -> {})) {
            char[] buffer = new char[size];
            for (int n = reader.read(buffer, 0, size); n >= 0; n = reader.read(buffer, 0, size)) {
                read.append(buffer, 0, n);
            }
        }
        assertThat(read.toString()).isEqualTo(text);
    }

    @Test
    void markAlone_isEmptyText() throws IOException {
        byte[] bytes = "\uFEFF".getBytes(StandardCharsets.UTF_8);
        try (StrictReader reader =
                new StrictReader("t", new ByteArrayInputStream(bytes), StandardCharsets.UTF_8, other -> {})) {
            assertThat(reader.read(new char[8], 0, 8)).isEqualTo(-1);
        }
    }
}
