package gradus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The archives of `mvn -Pdist`, unpacked and started. They need no Maven.
@Execution(ExecutionMode.CONCURRENT)
class DistributionTest {
    private static final Path ARCHIVES =
            Path.of("../dist/target").toAbsolutePath().normalize();
    private static final String NAME = "gradus-" + System.getProperty("gradus.version");

    @TempDir
    private Path folder = Path.of("");

    private Path unpacked(String archive, Object... command) throws Exception {
        Path file = ARCHIVES.resolve(archive);
        assertThat(file).exists();
        Path home = Files.createDirectory(folder.resolve("un packed"));
        Object[] words = new Object[command.length + 1];
        System.arraycopy(command, 0, words, 0, command.length);
        words[command.length] = file;
        Ran ran = Ran.of(home, Map.of(), words);
        assertThat(ran.code()).as(ran.err()).isZero();
        return home.resolve(NAME);
    }

    private void works(Path home, Map<String, String> environment) throws Exception {
        assertThat(Ran.list(home).stream().map(file -> file.getFileName().toString()))
                .contains("bin", "lib", "LICENSE", "NOTICE", "THIRD-PARTY");
        assertThat(home.resolve("bin/gradus.cmd")).exists();
        Path model = folder.resolve("run");
        Ran ran =
                Ran.of(folder, environment, home.resolve("bin/gradus"), "train", "iris", "--epochs", 2, "--out", model);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(model.resolve("model.keras")).exists();
        Ran again = Ran.of(
                folder, environment, home.resolve("bin/gradus"), "evaluate", model.resolve("model.keras"), "iris");
        assertThat(again.code()).as(again.err()).isZero();
    }

    /// The tools of a system, but neither java nor mvn.
    private Map<String, String> bare() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("sh", "cat", "cksum", "dirname", "ls", "mv", "readlink", "rm", "sed")) {
            Path found = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            Files.createSymbolicLink(tools.resolve(tool), found);
        }
        return Map.of("PATH", tools.toString(), "JAVA_HOME", "", "GRADUS_JDKS", tools.toString());
    }

    @Test
    void theZip_startsWithAJdk() throws Exception {
        Path home = unpacked(NAME + ".zip", Ran.jdk("jar"), "xf");
        // The JDK's own tool sets no permissions.
        assertThat(home.resolve("bin/gradus").toFile().setExecutable(true)).isTrue();
        works(home, Map.of("JAVA_HOME", System.getProperty("java.home")));
    }

    @Test
    void theTarGz_startsWithAJdk() throws Exception {
        works(unpacked(NAME + ".tar.gz", "tar", "xzf"), Map.of("JAVA_HOME", System.getProperty("java.home")));
    }

    @Test
    void theOneWithARuntime_startsWithoutAnyJava() throws Exception {
        Path home = unpacked(NAME + "-linux-x86_64.tar.gz", "tar", "xzf");
        Map<String, String> bare = bare();
        works(home, bare);
        Ran version = Ran.of(folder, bare, home.resolve("bin/gradus"), "--version");
        assertThat(version.out()).contains("kernels  onednn");
    }
}
