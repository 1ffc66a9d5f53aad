package gradus.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What labs leave behind, and who deletes it.
final class ScratchTest {
    private static Path leftover(Path parent, String name) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.writeString(folder.resolve("upload-1.csv"), "a,b\n1,2\n");
        return folder;
    }

    private static void old(Path folder) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    }

    @Test
    void theFolderOfALab_goesWithIt(@TempDir Path parent) throws IOException {
        Path folder;
        try (Scratch scratch = new Scratch(parent)) {
            folder = scratch.folder();
            Files.writeString(folder.resolve("x.csv"), "1");
            assertThat(folder.getFileName().toString()).startsWith("gradus-lab");
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void theFolder_isForItsUserOnly(@TempDir Path parent) throws IOException {
        assumeTrue(parent.getFileSystem().supportedFileAttributeViews().contains("posix"));
        try (Scratch scratch = new Scratch(parent)) {
            assertThat(Files.getPosixFilePermissions(scratch.folder()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void theFolderOfAKilledLab_isSweptByTheNextOne(@TempDir Path parent) throws IOException {
        Path killed = leftover(parent, "gradus-lab1");
        Files.createFile(killed.resolve("lock"));
        Path before = leftover(parent, "gradus-lab2");
        old(before);
        try (Scratch scratch = new Scratch(parent)) {
            assertThat(killed).doesNotExist();
            assertThat(before).doesNotExist();
            assertThat(scratch.folder()).exists();
        }
    }

    @Test
    void theFolderOfALabThatRuns_staysAndSoDoesWhatIsNoFolderOfALab(@TempDir Path parent) throws IOException {
        Path running = leftover(parent, "gradus-lab3");
        Path young = leftover(parent, "gradus-lab4");
        Path target = leftover(parent, "mine");
        Path link = Files.createSymbolicLink(parent.resolve("gradus-lab5"), target);
        Path file = Files.writeString(parent.resolve("gradus-lab6"), "no folder");
        try (FileChannel lock =
                        FileChannel.open(running.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock();
                Scratch first = new Scratch(parent)) {
            assertThat(held.isValid()).isTrue();
            try (Scratch second = new Scratch(parent)) {
                assertThat(second.folder()).isNotEqualTo(first.folder());
                assertThat(first.folder()).exists();
            }
            assertThat(running.resolve("upload-1.csv")).exists();
            assertThat(young).exists();
            assertThat(link).exists();
            assertThat(file).exists();
            assertThat(target.resolve("upload-1.csv")).exists();
        }
    }

    /// A lock that was lost to a look at it would let another process take the folder for abandoned.
    @Test
    void twoLabsOfAProcess_keepTheirLocks(@TempDir Path parent) throws IOException, InterruptedException {
        try (Scratch first = new Scratch(parent);
                Scratch second = new Scratch(parent)) {
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djava.io.tmpdir=" + parent,
                            "-cp",
                            System.getProperty("java.class.path"),
                            ScratchTest.class.getName())
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(other.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("swept");
            assertThat(other.waitFor()).isZero();
            assertThat(first.folder().resolve("lock")).exists();
            assertThat(second.folder().resolve("lock")).exists();
        }
    }

    /// The other process.
    public static void main(String[] arguments) {
        try (Scratch scratch = new Scratch()) {
            System.out.println(scratch.folder() + ": swept");
        }
    }
}
