package gradus.parquet;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.Table;
import gradus.data.tables.TableBlocks;
import gradus.data.tables.TableSource;
import gradus.testing.FuzzBounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes, read as a Parquet file, as a whole and by blocks; `docs/fuzzing.md` tells how to search for more.
class ParquetFuzzTest {
    private static final Path RESOURCES = Path.of("src/test/resources/gradus/parquet");
    private static final Path FILE = temporary();

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("fuzz", ".parquet");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> files() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList().stream()
                    .map(file -> {
                        try {
                            return arguments((Object) Files.readAllBytes(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "4m")
    void parquet(byte[] content) throws IOException {
        Files.write(FILE, content);
        TableSource source = new ParquetFormat().open(FILE.toString(), "fuzz.parquet", new CsvOptions());
        FuzzBounds.hold(DataException.class, content.length, () -> source.read().describe());
        FuzzBounds.hold(DataException.class, content.length, () -> {
            try (TableBlocks blocks = source.blocks()) {
                for (Table block = blocks.next(); block != null; block = blocks.next()) {
                    block.describe();
                }
            }
        });
    }
}
