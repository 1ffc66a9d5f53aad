package gradus.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    private final Path file;

    ArchiveTest(@TempDir Path folder) {
        file = folder.resolve("archive.zip");
    }

    @Test
    void deflatedMembers_areRead() throws IOException {
        byte[] content = "some text, some text, some text".getBytes(UTF_8);
        write(List.of("a", "b"), content);
        try (Archive archive = new Archive(file)) {
            assertThat(archive.names()).containsExactly("a", "b");
            assertThat(archive.read("b", 1000)).isEqualTo(content);
            assertThat(archive.read("c", 1000)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/etc/x", "a\\b", "C:x", "", "a\u0001b", ".."})
    void namesThatLeadElsewhere_areRefused(String name) throws IOException {
        write(List.of(name), new byte[3]);
        assertRefused("a member has a name that leads elsewhere");
    }

    @Test
    void twoMembersOfOneName_areRefused() throws IOException {
        write(List.of("config.json", "config.jsoX"), new byte[3]);
        patch("config.jsoX", "config.json");
        assertRefused("two members are named config.json");
    }

    @Test
    void manyMembers_areRefused() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1025; i++) {
            names.add("member" + i);
        }
        write(names, new byte[3]);
        assertRefused("a model file has at most 1024 members, this one has 1025");
    }

    @Test
    void longNames_areRefused() throws IOException {
        write(List.of("n".repeat(300)), new byte[3]);
        assertRefused("a member's name has 300 bytes; at most 255");
    }

    @Test
    void bombs_areRefusedBeforeTheyInflate() throws IOException {
        write(List.of("bomb"), new byte[30 << 20]);
        try (Archive archive = new Archive(file)) {
            assertThatThrownBy(() -> archive.read("bomb", Integer.MAX_VALUE))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessage("member bomb would inflate to more than 100 times its size, as a zip bomb does");
        }
    }

    @Test
    void membersLongerThanTheySay_areRefused() throws IOException {
        write(List.of("liar"), new byte[5000]);
        byte[] bytes = Files.readAllBytes(file);
        int central = find(bytes, new byte[] {'P', 'K', 1, 2});
        bytes[central + 24] = 100;
        bytes[central + 25] = 0;
        Files.write(file, bytes);
        assertReadRefused("liar", "the file is damaged: member liar is longer than it says");
    }

    @Test
    void membersAboveTheLimit_areRefusedBeforeTheyAreRead() throws IOException {
        write(List.of("long"), new byte[5000]);
        try (Archive archive = new Archive(file)) {
            assertThatThrownBy(() -> archive.read("long", 4999))
                    .hasMessage("member long says it has 5000 bytes; at most 4999 are read");
        }
    }

    @Test
    void encryptedMembers_areRefused() throws IOException {
        write(List.of("secret"), new byte[3]);
        byte[] bytes = Files.readAllBytes(file);
        bytes[find(bytes, new byte[] {'P', 'K', 1, 2}) + 8] |= 1;
        Files.write(file, bytes);
        assertRefused("member secret is encrypted");
    }

    @Test
    void changedContent_isDetected() throws IOException {
        write(List.of("a"), "some text, some text".getBytes(UTF_8));
        byte[] bytes = Files.readAllBytes(file);
        bytes[find(bytes, new byte[] {'P', 'K', 1, 2}) + 16] ^= 1;
        Files.write(file, bytes);
        assertReadRefused("a", "the file is damaged: member a does not match its CRC-32");
    }

    @Test
    void truncatedFiles_areRefused() throws IOException {
        write(List.of("a"), new byte[300]);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertRefused("it is not a zip archive, or its end is missing");
        }
    }

    @Test
    void otherFiles_areRefused() throws IOException {
        Files.writeString(file, "no archive at all, but text that is longer than the end of one");
        assertRefused("it is not a zip archive, or its end is missing");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> new Archive(file).close())
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(message);
    }

    private void assertReadRefused(String member, String message) throws IOException {
        try (Archive archive = new Archive(file)) {
            assertThatThrownBy(() -> archive.read(member, 1 << 20))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessage(message);
        }
    }

    private void write(List<String> names, byte[] content) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content);
                zip.closeEntry();
            }
        }
    }

    private void patch(String from, String to) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] wanted = from.getBytes(UTF_8);
        for (int at = find(bytes, wanted); at >= 0; at = find(bytes, wanted)) {
            System.arraycopy(to.getBytes(UTF_8), 0, bytes, at, wanted.length);
        }
        Files.write(file, bytes);
    }

    private static int find(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
