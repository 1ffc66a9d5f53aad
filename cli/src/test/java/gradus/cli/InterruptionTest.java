package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ctrl-C in commands that make many runs: what has ended is not lost, and the words say so.
class InterruptionTest {
    private final Path folder;
    private @Nullable Process started;

    InterruptionTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void end() {
        Objects.requireNonNull(started).destroyForcibly();
    }

    /// Standard output and error of a command that is interrupted once its output, or a file, has something.
    private String interrupted(Path awaited, Predicate<String> has, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path text = folder.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(text.toFile())
                .start();
        started = process;
        Serving.until(() -> !process.isAlive() || has.test(read(awaited)));
        assertThat(process.isAlive()).as(read(text)).isTrue();
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        return read(text);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tune_namesTheBestSoFar_andGoesOn() throws IOException, InterruptedException {
        Path out = folder.resolve("search");
        String text = interrupted(
                out.resolve("runs.jsonl"),
                runs -> runs.lines().count() > 2,
                "tune",
                "moons",
                "--trials=30",
                "--method=random",
                "--epochs=100",
                "--patience=0",
                "--out=" + out,
                "--json");
        assertThat(text)
                .containsPattern("Stopped after \\d+ of 30 trials, \\d+ trainings; 0 diverged, 0 broken\\.")
                .containsPattern("Best so far by val_accuracy, after 100 of 100 epochs: trial \\d+ with ")
                .contains("Interrupted. Finished runs are kept in " + out + ". To go on, give the same command with")
                .contains("\"stopped\":true", "\"best\":{")
                .doesNotContain("broken: ");
        assertThat(read(out.resolve("trials.csv"))).contains(",not tried,0,");
    }

    @Test
    void train_saysHowManyNetworksAreKept() throws IOException, InterruptedException {
        String text = interrupted(
                folder.resolve("out.txt"),
                shown -> shown.contains(" 10%,"),
                "train",
                "../examples/houses.csv",
                "--target=price",
                "--budget=5min",
                "--threads=1",
                "--out=" + folder.resolve("run"));
        assertThat(text)
                .containsPattern("Note: 1 of 5 networks is kept: the others had learned too little when the training"
                        + " was interrupted")
                .contains("out of fold", "Saved to ");
    }

    @Test
    void spread_thatHasNothingToShow_saysWhatIsKept() throws IOException, InterruptedException {
        Path out = folder.resolve("spread");
        String text = interrupted(
                out.resolve("runs.jsonl"),
                runs -> !runs.isEmpty(),
                "compare",
                "moons",
                "--spread",
                "--seeds=30",
                "--epochs=100",
                "--patience=0",
                "--out=" + out);
        assertThat(text)
                .contains("Interrupted. Finished runs are kept in " + out)
                .doesNotContain("gradus: ");
    }

    @Test
    void measure_showsTheSeedsThatHaveEnded() throws IOException, InterruptedException {
        String text = interrupted(
                folder.resolve("out.txt"),
                shown -> shown.contains("of 10 seeds"),
                "measure",
                "spectral-bias",
                "--seeds=10");
        assertThat(text).contains("95% from", "Interrupted: these are the numbers of the seeds that had ended.");
    }

    @Test
    void claim_saysWhichFileWasNotJudged() throws IOException, InterruptedException {
        Path claim = Files.writeString(folder.resolve("long.md"), """
            # A claim

            ```sh
            gradus compare moons --vary "learning_rate=0.1,0.01" --epochs 30000 --patience 0
            ```

            ```rules
            val_accuracy: learning_rate=0.1 beats learning_rate=0.01 by 0
            ```
            """);
        String text =
                interrupted(folder.resolve("out.txt"), shown -> shown.contains("A claim"), "claim", claim.toString());
        assertThat(text).contains("Interrupted: " + claim + " was not judged, nor those after it.");
    }
}
