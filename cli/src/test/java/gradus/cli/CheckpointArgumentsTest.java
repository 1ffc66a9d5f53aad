package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.checkpoints.CheckpointNotice;
import gradus.checkpoints.Checkpoints;
import gradus.kernels.Kernels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckpointArgumentsTest {
    private static final String[] TRAIN = {
        "train", "spiral", "--layers", "dense(8,tanh) dropout(0.2)", "--threads", "1", "--quiet", "--json"
    };

    private final Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    CheckpointArgumentsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static String[] train(int epochs, String... more) {
        List<String> arguments = new ArrayList<>(Arrays.asList(TRAIN));
        arguments.addAll(List.of("--epochs", Integer.toString(epochs)));
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray(String[]::new);
    }

    private int run(String... more) {
        return run(4, more);
    }

    private int run(int epochs, String... more) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), train(epochs, more));
    }

    private static String sha(String text) {
        Matcher matcher =
                Pattern.compile("\"weights_sha256\":\"([0-9a-f]{64})\"").matcher(text);
        String sha = "none";
        while (matcher.find()) {
            sha = matcher.group(1);
        }
        return sha;
    }

    private Path newest(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .sorted()
                    .toList()
                    .getLast();
        }
    }

    @Test
    void resume_givesTheSameWeights_andWarnsOfADamagedCheckpoint() throws IOException {
        assertThat(run()).isZero();
        String expected = sha(out.toString());
        String where = folder.toString();
        assertThat(run("--checkpoint", where, "--checkpoint-every", "5steps", "--resume"))
                .isZero();
        assertThat(sha(out.toString())).isEqualTo(expected);
        Path newest = newest(folder);
        byte[] bytes = Files.readAllBytes(newest);
        bytes[100] ^= 1;
        Files.write(newest, bytes);
        assertThat(run("--checkpoint", where, "--resume")).isZero();
        assertThat(sha(out.toString())).isEqualTo(expected);
        assertThat(err.toString())
                .isEqualTo("gradus: " + newest + " is not usable: its SHA-256 is not that of its content. It was set"
                        + " aside, and the one before it is used." + System.lineSeparator());
    }

    @Test
    void otherSettings_areRefusedWithTheDifference() {
        String where = folder.toString();
        assertThat(run("--checkpoint", where)).isZero();
        assertThat(run("--checkpoint", where, "--resume", "--batch", "7")).isEqualTo(Main.FAILED);
        assertThat(err.toString())
                .contains("belongs to another training:")
                .contains("batch size: the checkpoint has 32, this run has 7");
        assertThat(run("--checkpoint", where)).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains(folder + " already has the checkpoints of a training; resume it,");
    }

    @Test
    void resumeWithoutAFolder_isWrongUse() {
        assertThat(run("--resume")).isEqualTo(Main.WRONG_USE);
        assertThat(err.toString()).contains("gradus: --resume needs --checkpoint DIR too");
        assertThat(run("--checkpoint-every", "5steps")).isEqualTo(Main.WRONG_USE);
        assertThat(err.toString()).contains("gradus: --checkpoint-every needs --checkpoint DIR too");
        assertThat(run("--checkpoint", folder.toString(), "--checkpoint-every", "often"))
                .isEqualTo(Main.WRONG_USE);
        assertThat(err.toString()).contains("an interval must be a number from 1 with a unit");
    }

    @Test
    void newestStateThatIsNotKept_isAFailure_saidOnceWithACount() {
        CheckpointArguments arguments = new CheckpointArguments();
        new CommandLine(arguments).parseArgs("--checkpoint", folder.toString());
        Checkpoints checkpoints = Objects.requireNonNull(
                arguments.checkpoints(new PrintWriter(out, true), new PrintWriter(err, true), false));
        PrintWriter warnings = new PrintWriter(err, true);
        assertThat(arguments.end(warnings)).isTrue();
        for (int i = 0; i < 80; i++) {
            checkpoints.listener().accept(new CheckpointNotice.NotSaved(folder, "No space left on device"));
        }
        assertThat(arguments.end(warnings)).isFalse();
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains("gradus: 79 more checkpoints could not be saved, the last of them ");
        assertThat(err.toString())
                .startsWith("gradus: " + folder + " could not be saved: No space left on device. Training continues;");
        checkpoints.listener().accept(new CheckpointNotice.Saved(folder, 1, 2));
        assertThat(arguments.end(warnings)).isTrue();
        assertThat(arguments.canResume()).isTrue();
        assertThat(out.toString()).isEmpty();
    }

    private boolean isSaved() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".checkpoint"));
        }
    }

    @Test
    void controlC_savesAndExitsWith130_andResumeGivesTheSameWeights() throws IOException, InterruptedException {
        assertThat(run(100)).isZero();
        String expected = sha(out.toString());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dgradus.kernels=" + Kernels.current().name(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(Arrays.asList(train(100, "--checkpoint", folder.toString(), "--checkpoint-every", "1steps")));
        Path text = folder.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(text.toFile())
                .start();
        // It waits already when the signal is due: on a busy machine the training could end before it had started.
        Process kill = new ProcessBuilder("sh", "-c", "read line; kill -INT " + process.pid()).start();
        try {
            while (process.isAlive() && !isSaved()) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
            assertThat(process.isAlive()).as("%s", text).isTrue();
            try (Writer line = kill.outputWriter()) {
                line.write("\n");
            }
            kill.waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(text)
                .content()
                .contains("Interrupted. To go on, give the same command with --checkpoint " + folder + " --resume.");
        assertThat(sha(Files.readString(text))).isNotEqualTo(expected);
        assertThat(run(100, "--checkpoint", folder.toString(), "--resume")).isZero();
        assertThat(sha(out.toString())).isEqualTo(expected);
    }
}
