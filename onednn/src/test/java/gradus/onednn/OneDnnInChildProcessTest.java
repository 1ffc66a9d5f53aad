package gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.kernels.Kernels;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What depends on how and where the JVM was started. Any line on the error stream fails the test, a warning too.
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OneDnnInChildProcessTest {
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    private final Path folder;

    OneDnnInChildProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void withoutNativeAccess_othersDoTheWork_andOneLineSaysWhatToAdd() throws IOException, InterruptedException {
        assertThat(run("500"))
                .containsExactly(
                        "available [scalar]",
                        "advice Start java with --add-modules jdk.incubator.vector for the simd kernels."
                                + " Start java with --enable-native-access=ALL-UNNAMED for the onednn kernels.",
                        "current scalar",
                        "product 500 " + ProductsInChild.digest(Kernels.named("scalar"), 500));
    }

    @Test
    void withoutNativeAccess_forcedKernels_areRefused() throws IOException, InterruptedException {
        assertThat(run("500", "-Dgradus.kernels=onednn"))
                .contains("refused -Dgradus.kernels must name kernels that work here (scalar), got \"onednn\"."
                        + " Start java with --add-modules jdk.incubator.vector for the simd kernels."
                        + " Start java with --enable-native-access=ALL-UNNAMED for the onednn kernels.");
    }

    @Test
    void withoutTheIncubator_theRestIsScalar() throws IOException, InterruptedException {
        assertThat(run("40", NATIVE_ACCESS))
                .contains(
                        "available [onednn, scalar]",
                        "current onednn",
                        "product 40 " + ProductsInChild.digest(Kernels.named("scalar"), 40));
    }

    @Test
    void refusedKernels_areNotUsed() throws IOException, InterruptedException {
        assertThat(run("500", NATIVE_ACCESS, "-Dgradus.kernels=scalar"))
                .contains(
                        "available [onednn, scalar]",
                        "current scalar",
                        "product 500 " + ProductsInChild.digest(Kernels.named("scalar"), 500));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void smallProducts_loadNothing_aLargeOneDoes() throws IOException, InterruptedException {
        String cache = "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache");
        assertThat(run("250", NATIVE_ACCESS, cache)).contains("current onednn");
        assertThat(folder).isEmptyDirectory();
        assertThat(run("500", NATIVE_ACCESS, cache))
                .contains("product 500 " + ProductsInChild.digest(new OneDnnKernels(), 500));
        assertThat(folder.resolve("cache")).isNotEmptyDirectory();
    }

    @Test
    void libraryThatDoesNotLoad_isDoneWithout() throws IOException, InterruptedException {
        damageTheLibrary();
        assertThat(run("500", NATIVE_ACCESS))
                .contains("current onednn", "product 500 " + ProductsInChild.digest(Kernels.named("scalar"), 500));
    }

    @Test
    void libraryThatDoesNotLoad_isRefused_whereItIsForced() throws IOException, InterruptedException {
        damageTheLibrary();
        assertThat(run("500", NATIVE_ACCESS, "-Dgradus.kernels=onednn"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(
                                "refused -Dgradus.kernels must name kernels that work here (scalar), got \"onednn\"")
                        .contains("oneDNN does not load here: "));
    }

    /// The folder comes first on the class path.
    private void damageTheLibrary() throws IOException {
        Path library = folder.resolve(OneDnnLibrary.RESOURCE);
        Files.createDirectories(library.getParent());
        Files.writeString(library, "no library");
    }

    private List<String> run(String size, String... options) throws IOException, InterruptedException {
        String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, ProductsInChild.class.getName(), size));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                // What the choice of kernels logs.
                .filter(line -> !line.contains("gradus.kernels.KernelSelection") && !line.contains("Gradus uses the"))
                .toList();
        assertThat(process.waitFor()).as(lines.toString()).isZero();
        assertThat(lines).noneMatch(line -> line.contains("WARNING"));
        return lines;
    }
}
