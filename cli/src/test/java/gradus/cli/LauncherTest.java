package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradus.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `./gradus` as a process, through the shell. Runs after everything is packed.
class LauncherTest {
    private static final Path LAUNCHER = Path.of("../gradus").toAbsolutePath().normalize();

    @TempDir
    private Path folder = Path.of("");

    /// Maven has just built what the launcher would build.
    @BeforeAll
    static void markAsBuilt() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh here");
        Path built = Path.of("target/lib/.built");
        Files.write(built, new byte[0]);
        Files.setLastModifiedTime(built, FileTime.from(Instant.now()));
    }

    private Process start(Map<String, String> environment, Object... command) throws IOException {
        List<String> words = new ArrayList<>();
        for (Object word : command) {
            words.add(word.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Ran run(Map<String, String> environment, Object... command) throws Exception {
        Process process = start(environment, command);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), read("out"), read("err"));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void fromAnotherFolderAndThroughASymlink_itStarts() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("my gradus"), LAUNCHER);
        Ran ran = run(Map.of(), link, "datasets");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("digits");
        assertThat(ran.code()).isZero();
    }

    @Test
    void afterABuild_itLearnsToStartQuickly_once() throws Exception {
        Path cache = Path.of("target/lib/gradus.aot");
        Files.deleteIfExists(cache);
        assertThat(run(Map.of(), LAUNCHER, "datasets")).isEqualTo(run(Map.of(), LAUNCHER, "datasets"));
        assertThat(Files.size(cache)).isGreaterThan(1_000_000);
        FileTime learned = Files.getLastModifiedTime(cache);
        run(Map.of(), LAUNCHER, "datasets");
        assertThat(Files.getLastModifiedTime(cache)).isEqualTo(learned);
        Files.setLastModifiedTime(cache, FileTime.fromMillis(0));
        run(Map.of(), LAUNCHER, "datasets");
        assertThat(Files.getLastModifiedTime(cache)).isGreaterThan(learned);
    }

    @Test
    void aJavaHomeThatIsNone_isPassedOver() throws Exception {
        Ran ran = run(Map.of("JAVA_HOME", "/nowhere"), LAUNCHER, "--version");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("gradus 0.1.0");
        assertThat(ran.code()).isZero();
    }

    @Test
    void withoutAJdk_itSaysWhatIsNeeded() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("sh", "dirname", "readlink", "sed")) {
            Path found = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            Files.createSymbolicLink(tools.resolve(tool), found);
        }
        Map<String, String> bare = Map.of("PATH", tools.toString(), "JAVA_HOME", "", "GRADUS_JDKS", tools.toString());
        Ran ran = run(bare, LAUNCHER, "datasets");
        assertThat(ran.err())
                .isEqualTo("gradus: needs a JDK 25 or later and found none. Install one, or set JAVA_HOME to it.\n");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void exitCodes_comeThroughTheShell() throws Exception {
        Ran failed = run(Map.of(), LAUNCHER, "train", "no such file.csv");
        assertThat(failed.err()).isEqualTo("gradus: cannot read no such file.csv: there is no such file\n");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(run(Map.of(), LAUNCHER, "train", "--nonsense").code()).isEqualTo(2);
    }

    @Test
    void tooLittleMemory_isOneSentence() throws Exception {
        Map<String, String> little = Map.of("GRADUS_JAVA_OPTS", "-Xmx48m");
        Ran ran = run(little, LAUNCHER, "train", "iris", "--layers", "dense(20000) dense(20000)", "--quiet");
        assertThat(ran.err().lines().filter(line -> !line.contains("incubator")))
                .singleElement()
                .asString()
                .startsWith("gradus: the memory is too small");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    @Timeout(90)
    void interrupted_itSavesWhatWasLearnedAndExitsWith130() throws Exception {
        Path run = folder.resolve("a run");
        Process process =
                start(Map.of(), LAUNCHER, "train", "iris", "--epochs", 1_000_000, "--patience", 0, "--out", run);
        while (process.isAlive() && !read("out").contains("Epoch 1/")) {
            Thread.sleep(50);
        }
        assertThat(process.isAlive()).as(read("err")).isTrue();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(read("out")).contains("(interrupted)", "Saved to ");
        assertThat(Model.load(Ran.model(run)).parameterCount()).isEqualTo(4675);
        assertThat(Files.readAllLines(run.resolve("history.csv"))).hasSizeGreaterThan(1);
    }
}
