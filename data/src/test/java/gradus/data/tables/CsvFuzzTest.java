package gradus.data.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradus.testing.FuzzBounds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes, read as a CSV file; `docs/fuzzing.md` tells how to search for more.
class CsvFuzzTest {
    private static final List<CsvOptions.Header> HEADERS =
            List.of(CsvOptions.Header.EXPECTED, CsvOptions.Header.PRESENT, CsvOptions.Header.ABSENT);
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    static Stream<Arguments> tables() {
        return Stream.of(
                        "a,b,y\n1,2,x\n3,,z\n",
                        "\u0001a;b\n1,5;2\n2,5;n/a\n",
                        "\u0004\"a\"\"b\",c\n\"x\ny\",1\r\n",
                        "\u0010\uFEFFa\tb\n1\t2\n3\n",
                        " 1,2\n3,4\n5,6\n")
                .map(text -> arguments((Object) text.getBytes(UTF_8)));
    }

    /// @param content options in the first byte, then the file
    @MethodSource("tables")
    @FuzzTest(maxDuration = "4m")
    void csv(byte[] content) throws IOException {
        int choice = content.length == 0 ? 0 : content[0];
        byte[] file = content.length == 0 ? content : Arrays.copyOfRange(content, 1, content.length);
        CsvOptions options = new CsvOptions()
                .decimal((choice & 1) == 0 ? '.' : ',')
                .header(HEADERS.get(Math.floorMod(choice >> 4, 3)))
                .skipBadLines((choice & 8) != 0)
                .memoryLimit(1 << 20);
        if ((choice & 4) != 0) {
            options = options.delimiter(DELIMITERS.get(Math.floorMod(choice >> 6, 4)));
        }
        CsvOptions chosen = options;
        FuzzBounds.hold(DataException.class, file.length, () -> read(file, chosen));
    }

    private static void read(byte[] file, CsvOptions options) {
        Table table = Csv.read("fuzz.csv", () -> new ByteArrayInputStream(file), options);
        table.describe();
        if (!table.names().isEmpty()) {
            SchemaOptions wanted = new SchemaOptions(table.names().getLast()).missing(MissingPolicy.DROP);
            Schema.infer(table, wanted);
        }
    }
}
