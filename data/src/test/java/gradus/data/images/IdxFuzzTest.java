package gradus.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradus.data.tables.DataException;
import gradus.testing.FuzzBounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes, read as images in the format of MNIST; `docs/fuzzing.md` tells how to search for more.
class IdxFuzzTest {
    private static final Path FILE = temporary();

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("fuzz", ".idx");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> files() throws IOException {
        byte[] images = IdxFileTest.idx(0x803, new int[] {2, 1, 3}, 0, 1, 127, 128, 200, 255);
        byte[] labels = IdxFileTest.idx(0x801, new int[] {2}, 0, 1);
        return Stream.of(images, labels, IdxFileTest.gzip(images), IdxFileTest.gzip(labels))
                .map(content -> arguments((Object) content));
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "4m")
    void idx(byte[] content) throws IOException {
        Files.write(FILE, content);
        FuzzBounds.hold(DataException.class, content.length, () -> {
            IdxFile file = IdxFile.read(FILE);
            assertThat(file.rows().count()).isEqualTo(file.count());
            assertThat(file.rows().toArray()).hasSize(file.values().length);
        });
    }
}
