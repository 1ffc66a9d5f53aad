package gradus.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private final Path folder;

    AtomicFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void newContent_replacesTheOld() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old and longer");
        AtomicFile.replace(file, temporary -> Files.writeString(temporary, "new"));
        assertThat(file).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void failedWriting_leavesTheOldContentAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() -> AtomicFile.replace(file, temporary -> {
                    Files.writeString(temporary, "half");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void temporaryFile_isEmptyAndBesideTheTarget() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.replace(file, temporary -> {
            assertThat(temporary.getParent()).isEqualTo(folder);
            assertThat(temporary).isEmptyFile();
            assertThat(file).doesNotExist();
        });
        assertThat(file).exists();
    }

    @Test
    void symbolicLink_staysOne() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.replace(link, temporary -> Files.writeString(temporary, "new"));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void missingFolder_isNamed() {
        Path file = folder.resolve("none").resolve("file");
        assertThatThrownBy(() -> AtomicFile.replace(file, temporary -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no folder " + folder.resolve("none") + " to write file to; create it first");
    }

    @Test
    void folderInPlaceOfTheFile_isRefused() {
        assertThatThrownBy(() -> AtomicFile.replace(folder, temporary -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + " is a folder, not a file");
    }
}
