package gradus.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What depends on how the JVM was started.
class KernelsInChildProcessTest {
    @Test
    void simdResults_areTheSameBits_interpretedAndCompiled() throws IOException, InterruptedException {
        List<String> interpreted = run("-Xint", "--add-modules=jdk.incubator.vector", "-Dgradus.kernels=simd");
        Kernels simd = Kernels.named("simd");
        long compiled = 0;
        for (int warmUp = 0; warmUp < 3000; warmUp++) {
            compiled = KernelsDigest.digest(simd);
        }
        assertThat(interpreted).contains("current simd", "digest " + compiled);
    }

    @Test
    void scalarKernels_workWithoutTheIncubatorModule() throws IOException, InterruptedException {
        assertThat(run())
                .contains(
                        "available [scalar]",
                        "current scalar",
                        "advice Start java with --add-modules jdk.incubator.vector for the simd kernels.",
                        "digest " + KernelsDigest.digest(Kernels.named("scalar")));
    }

    @Test
    void absentKernels_areRefused_withWhatToAdd() throws IOException, InterruptedException {
        assertThat(run("-Dgradus.kernels=simd"))
                .contains("refused -Dgradus.kernels must name kernels that work here (scalar), got \"simd\"."
                        + " Start java with --add-modules jdk.incubator.vector for the simd kernels.");
    }

    @Test
    void theChoice_isLoggedOnce_withTheFlagToAdd() throws IOException, InterruptedException {
        String scalar = "Gradus uses the scalar kernels.";
        assertThat(run(true))
                .filteredOn(line -> line.contains("Gradus uses"))
                .containsExactly("WARNING: " + scalar
                        + " Start java with --add-modules jdk.incubator.vector for the simd kernels.");
        assertThat(run(true, "-Dgradus.kernels=scalar")).contains("INFO: " + scalar);
        assertThat(run(true, "--add-modules=jdk.incubator.vector"))
                .filteredOn(line -> line.contains("Gradus uses"))
                .singleElement()
                .asString()
                .isEqualTo("INFO: Gradus uses the simd kernels.");
    }

    private static List<String> run(String... options) throws IOException, InterruptedException {
        return run(false, options);
    }

    private static List<String> run(boolean errors, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KernelsDigest.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(errors);
        if (!errors) {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }
}
