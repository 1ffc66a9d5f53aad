package gradus.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    @Test
    void diskErrors_leaveTheOldFileOrTheNew() throws Exception {
        DiskErrors.Writer old = place -> Files.writeString(place.resolve("file"), "old\n");
        DiskErrors.everyOperation(
                Files.createDirectory(folder.resolve("replace")),
                old,
                place -> AtomicFile.replace(place.resolve("file"), "new"));
        DiskErrors.everyOperation(
                Files.createDirectory(folder.resolve("append")),
                old,
                place -> AtomicFile.append(place.resolve("file"), "a line\n"));
    }

    @Test
    void permissionsOfTheOldFile_stay_andThoseOfANewOneFollowTheUmask() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path ordinary = Files.createFile(folder.resolve("ordinary"));
        Path fresh = folder.resolve("fresh");
        Path secret = Files.createFile(
                folder.resolve("secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        AtomicFile.replace(fresh, "new");
        // Nobody else may read it while it is written, either, and a file that may not be written can be replaced.
        AtomicFile.replace(secret, temporary -> {
            assertThat(Files.getPosixFilePermissions(temporary))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            // Nor what is written on the way.
            Path further = AtomicFile.temporaryBeside(temporary);
            assertThat(Files.getPosixFilePermissions(further)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            Files.delete(further);
            Files.writeString(temporary, "new");
        });
        Path guarded = Files.createFile(folder.resolve("guarded"));
        Files.setPosixFilePermissions(guarded, PosixFilePermissions.fromString("r--------"));
        AtomicFile.replace(guarded, "new");
        assertThat(Files.getPosixFilePermissions(guarded)).isEqualTo(PosixFilePermissions.fromString("r--------"));
        assertThat(Files.getPosixFilePermissions(fresh)).isEqualTo(Files.getPosixFilePermissions(ordinary));
        assertThat(Files.getPosixFilePermissions(secret)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
