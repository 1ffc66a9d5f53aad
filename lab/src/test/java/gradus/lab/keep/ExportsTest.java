package gradus.lab.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.kernels.Kernels;
import gradus.lab.pages.Choices;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Java program that a run is taken away as.
final class ExportsTest {
    @Test
    void theProgram_compilesAndGivesTheSameHash(@TempDir Path folder) throws IOException, InterruptedException {
        try (Uploads uploads = new Uploads()) {
            Run run = new Run(1, Choices.start(), uploads);
            for (int i = 0; i < 5; i++) {
                run.epoch();
            }
            Path source = folder.resolve("Run.java");
            Files.writeString(source, Exports.java(run.kept(), uploads));
            String classes = System.getProperty("java.class.path");

            int compiled = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-cp", classes, "-d", folder.toString(), source.toString());
            assertThat(compiled).isZero();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--add-modules=jdk.incubator.vector",
                            "-Dgradus.kernels=" + Kernels.current().name(),
                            "-cp",
                            folder + java.io.File.pathSeparator + classes,
                            "Run")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).isZero();
            assertThat(printed).contains("weights " + run.model().weightsSha256());
        }
    }

    @Test
    void theCurves_sayWhatWasChangedAndWhen() {
        try (Uploads uploads = new Uploads()) {
            Run run = new Run(1, Choices.start(), uploads);
            run.epoch();
            run.steer(run.settings().learningRate(0.5));
            run.steer(run.settings().learningRate(0.25));
            run.epoch();
            run.epoch();

            List<String> lines = Exports.csv(run.kept()).lines().toList();

            assertThat(lines.getFirst()).endsWith(",val_auc,changed");
            assertThat(lines.get(1)).endsWith(",");
            assertThat(lines.get(2)).endsWith(",epoch 1: learning rate 0.01 → 0.5; epoch 1: learning rate 0.5 → 0.25");
            assertThat(lines.get(3)).endsWith(",");
        }
    }

    @Test
    void aRunThatStandsWithinAnEpoch_isNotWrittenAsAProgram() {
        try (Uploads uploads = new Uploads()) {
            Run run = new Run(1, Choices.start(), uploads);
            run.step();

            assertThatThrownBy(() -> Exports.java(run.kept(), uploads)).hasMessageContaining("middle of an epoch");
        }
    }

    @Test
    void aRunThatWasSteered_isNotWrittenAsAProgram() {
        try (Uploads uploads = new Uploads()) {
            Run run = new Run(1, Choices.start(), uploads);
            run.epoch();
            run.steer(run.settings().learningRate(0.5));

            assertThatThrownBy(() -> Exports.java(run.kept(), uploads)).hasMessageContaining("changed on the way");
        }
    }
}
