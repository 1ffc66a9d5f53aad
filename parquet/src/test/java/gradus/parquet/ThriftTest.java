package gradus.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bytes written by hand from the text of the compact protocol.
class ThriftTest {
    private static ByteBuffer bytes(String hex) {
        String digits = hex.replace(" ", "");
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return ByteBuffer.wrap(bytes);
    }

    private static int read(String hex) throws IOException {
        return Thrift.read(bytes(hex), (parent, field, value) -> {});
    }

    @Test
    void numbers_areFoundInTheStructureAndInItsFields() throws IOException {
        List<String> found = new ArrayList<>();

        // 1: i32 0, 2: i64 150, 5: {1: i32 -1, 2: {1: i32 7}}, 300: i16 1
        int length = Thrift.read(
                bytes("15 00 16 ac 02 3c 15 01 1c 15 0e 00 00 04 d8 04 02 00 ff"),
                (parent, field, value) -> found.add(parent + "." + field + "=" + value));

        assertThat(found).containsExactly("0.1=0", "0.2=150", "5.1=-1", "0.300=1");
        assertThat(length).isEqualTo(18);
    }

    @Test
    void everyType_isSkippedByItsLength() throws IOException {
        assertThat(read("11 12 13 07 17 0000000000000000 18 02 6162 00")).isEqualTo(18);
        assertThat(read("19 21 01 02 00")).isEqualTo(5); // a list of two truth values
        assertThat(read("19 f5 01 02 00")).isEqualTo(5); // a list whose length needs a byte of its own
        assertThat(read("1a 2c 00 00 00")).isEqualTo(5); // a set of two empty structures
        assertThat(read("1b 01 85 01 61 02 00")).isEqualTo(7); // a map from "a" to a number
        assertThat(read("1b 00 00")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "18 ff ff ff ff 07, 2147483647 bytes",
        "19 f5 ff ff ff ff 07, 2147483647 bytes",
        "1b ff ff ff ff 07 55, 2147483647 bytes",
        "18 80 80 80 80 80 80 80 80 80 01, claims -9223372036854775808 bytes",
        "15, ends before its end",
        "15 02, ends before its end",
        "17 00 00, claims 8 bytes"
    })
    void whatGoesBeyondTheBytes_isRefused(String hex, String message) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(EOFException.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "1e 00, unknown type 14",
        "16 ff ff ff ff ff ff ff ff ff ff 01, more than 64 bits",
    })
    void whatIsNoStructure_isRefused(String hex, String message) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(IOException.class).hasMessageContaining(message);
    }

    @Test
    void structuresAndListsThatNestTooDeep_areRefused() {
        assertThatThrownBy(() -> read("1c".repeat(100_000))).hasMessageContaining("nests too deep");
        assertThatThrownBy(() -> read("19" + "19".repeat(100_000))).hasMessageContaining("nests too deep");
        assertThatThrownBy(() -> read("1b" + "01bb".repeat(100_000))).hasMessageContaining("nests too deep");
    }
}
