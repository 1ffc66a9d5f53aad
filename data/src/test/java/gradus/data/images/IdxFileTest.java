package gradus.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.tables.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
    @TempDir
    private Path folder = Path.of("");

    static byte[] idx(int magic, int[] dimensions, int... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(4 + 4 * dimensions.length + values.length).putInt(magic);
        for (int dimension : dimensions) {
            bytes.putInt(dimension);
        }
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.array();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private IdxFile read(byte[] content) throws IOException {
        return IdxFile.read(Files.write(folder.resolve("file"), content));
    }

    private AbstractThrowableAssert<?, ?> refused(byte[] content) {
        return assertThatThrownBy(() -> read(content))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("file");
    }

    @Test
    void plainAndCompressed_giveTheSameNumbers() throws IOException {
        byte[] content = idx(0x803, new int[] {2, 1, 3}, 0, 1, 127, 128, 200, 255);
        for (byte[] stored : new byte[][] {content, gzip(content)}) {
            IdxFile file = read(stored);
            assertThat(file.dimensions()).containsExactly(2, 1, 3);
            assertThat(file.rows().width()).isEqualTo(3);
            assertThat(file.rows().toArray()).containsExactly(0, 1, 127, 128, 200, 255);
        }
    }

    @Test
    void anyPrefix_isRefused() throws IOException {
        byte[] content = idx(0x803, new int[] {2, 1, 3}, 0, 1, 127, 128, 200, 255);
        byte[] compressed = gzip(content);
        for (int length = 0; length < content.length; length++) {
            refused(Arrays.copyOf(content, length));
        }
        for (int length = 0; length < compressed.length; length++) {
            refused(Arrays.copyOf(compressed, length));
        }
    }

    @Test
    void cutOff_isSaid() throws IOException {
        byte[] content = idx(0x801, new int[] {2000}, new int[2000]);
        refused(Arrays.copyOf(content, 1000)).hasMessageContaining("more than the file can hold");
        refused(gzip(Arrays.copyOf(content, 1000))).hasMessageContaining("is cut off: it declares [2000], 2000 bytes");
    }

    @Test
    void otherFiles_areRefused() {
        refused(idx(0x01020304, new int[] {1}, 0))
                .hasMessageContaining("is not an IDX file: it begins with 0x01020304");
        refused(idx(0x800, new int[] {1}, 0)).hasMessageContaining("is not an IDX file");
        refused(idx(0x805, new int[] {1, 1, 1, 1, 1}, 0)).hasMessageContaining("is not an IDX file");
        refused(idx(0xD01, new int[] {1}, 0, 0, 0, 0)).hasMessageContaining("type 0x0D");
    }

    @Test
    void hugeOrNegativeSizes_areRefusedBeforeTheyAreAllocated() throws IOException {
        int most = Integer.MAX_VALUE;
        refused(idx(0x804, new int[] {most, most, most, most})).hasMessageContaining("more than the file can hold");
        refused(idx(0x803, new int[] {60_000, 28, 28}, 1)).hasMessageContaining("more than the file can hold");
        refused(gzip(idx(0x802, new int[] {most, most}, 1))).hasMessageContaining("more than the file can hold");
        refused(idx(0x801, new int[] {-1}, 1)).hasMessageContaining("each must be at least 1");
        refused(idx(0x801, new int[] {0})).hasMessageContaining("each must be at least 1");
    }

    @Test
    void bytesAfterTheEnd_areRefused() throws IOException {
        refused(idx(0x801, new int[] {1}, 1, 2)).hasMessageContaining("goes on after its 1 bytes");
        refused(gzip(idx(0x801, new int[] {1}, 1, 2))).hasMessageContaining("goes on after its 1 bytes");
    }

    @Test
    void damagedCompression_isRefused() throws IOException {
        byte[] compressed = gzip(idx(0x801, new int[] {100}, new int[100]));
        compressed[compressed.length - 6] ^= 1; // the checksum
        refused(compressed);
    }

    @Test
    void noFile_isSaid() {
        assertThatThrownBy(() -> IdxFile.read(folder.resolve("absent")))
                .hasMessageEndingWith("the file does not exist");
    }
}
