package gradus.data.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes, read as a CSV file; `docs/fuzzing.md` tells how to search for more.
class CsvFuzzTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_BYTES = 64L << 20;
    /// Nanoseconds of computing.
    private static final long LONGEST = 2_000_000_000;
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
    void csv(byte[] content) {
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
        // What seems too much is tried again: the first time classes are loaded, and changed by the fuzzer.
        for (int round = 0; !isCheap(file, chosen); round++) {
            assertThat(round).as("rounds that took too much memory or time").isLessThan(2);
        }
    }

    /// Whether it takes buffers, a few times the file, and not long.
    private static boolean isCheap(byte[] file, CsvOptions options) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long time = THREADS.getCurrentThreadCpuTime();
        try {
            Table table = Csv.read("fuzz.csv", () -> new ByteArrayInputStream(file), options);
            table.describe();
            if (!table.names().isEmpty()) {
                SchemaOptions wanted = new SchemaOptions(table.names().getLast()).missing(MissingPolicy.DROP);
                Schema.infer(table, wanted);
            }
        } catch (DataException e) {
            assertThat(e.getMessage()).hasSizeLessThan(4000);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - bytes < MOST_BYTES + 256L * file.length
                && THREADS.getCurrentThreadCpuTime() - time < LONGEST;
    }
}
