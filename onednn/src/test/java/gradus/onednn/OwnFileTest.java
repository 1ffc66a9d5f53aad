package gradus.onednn;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class OwnFileTest {
    private final Path cache;
    private final Path library;

    OwnFileTest(@TempDir Path folder) throws IOException {
        cache = Files.createDirectories(folder.resolve(".javacpp/cache"));
        library = Files.createFile(
                Files.createDirectory(cache.resolve("some.jar")).resolve("library.so"));
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private void refused(Path named) {
        assertThatThrownBy(() -> OwnFile.require(library, cache))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(named + " can be written by other users");
    }

    @Test
    void ownFolders_areTrusted() {
        assertThatCode(() -> OwnFile.require(library, cache)).doesNotThrowAnyException();
    }

    @Test
    void whatOthersCanWrite_isNot() throws IOException {
        Path around = Objects.requireNonNull(library.getParent());
        open(around);
        refused(around);
        open(library);
        refused(library);
    }

    @Test
    void theFolderAroundTheCache_countsToo_unlessOthersCanOnlyAddToIt() throws IOException {
        Path around = Objects.requireNonNull(cache.getParent());
        open(around);
        refused(around);
        Files.setAttribute(around, "unix:mode", 01777);
        ownFolders_areTrusted();
    }

    @Test
    void whatBelongsToAnother_isNot() throws IOException {
        assumeTrue(Files.getOwner(Path.of("/proc/self")).getName().equals("root"), "only root can give files away");
        Files.setAttribute(cache, "unix:uid", 65534);
        refused(cache);
    }

    @Test
    void aLinkToTheFileOfAnother_isNot() throws IOException {
        Path elsewhere =
                Files.createFile(Objects.requireNonNull(cache.getParent()).resolve("other.so"));
        open(elsewhere);
        Path link = Files.createSymbolicLink(cache.resolve("link.so"), elsewhere);
        assertThatThrownBy(() -> OwnFile.require(link, cache)).hasMessageStartingWith(elsewhere.toString());
    }
}
