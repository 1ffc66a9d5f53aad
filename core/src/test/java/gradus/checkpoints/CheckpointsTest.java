package gradus.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.checkpoints.CheckpointException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private final Path folder;
    private final List<String> notices = new ArrayList<>();

    CheckpointsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Checkpoints checkpoints() {
        return Checkpoints.in(folder).listener(notice -> notices.add(notice.message()));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    private Path file(int step) {
        return folder.resolve("step-000000" + (step < 10 ? "0" : "") + step + ".checkpoint");
    }

    private void damage(int step) throws IOException {
        byte[] bytes = Files.readAllBytes(file(step));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(step), bytes);
    }

    private static String fit(Checkpoints checkpoints) {
        TrainingRun run = new TrainingRun();
        return run.result(run.fit(checkpoints));
    }

    @Test
    void newestOnes_areKept_namedByTheirSteps() throws IOException {
        fit(checkpoints().everySteps(4).keep(2));
        assertThat(names()).containsExactly("step-00000020.checkpoint", "step-00000021.checkpoint");
        assertThat(notices).hasSize(6);
        assertThat(notices.getFirst()).isEqualTo("Saved " + file(4) + ", in epoch 1 after batch 4");
        assertThat(notices.getLast()).isEqualTo("Saved " + file(21) + ", after epoch 3");
    }

    @Test
    void everyEpoch_isTheDefault() throws IOException {
        fit(checkpoints());
        assertThat(names())
                .containsExactly("step-00000007.checkpoint", "step-00000014.checkpoint", "step-00000021.checkpoint");
        assertThat(notices).hasSize(3);
    }

    @Test
    void everySecondEpoch_andTheLast_areSaved() throws IOException {
        fit(checkpoints().everyEpochs(2));
        assertThat(names()).containsExactly("step-00000014.checkpoint", "step-00000021.checkpoint");
    }

    @Test
    void time_isThatOfTheClock() {
        AtomicLong now = new AtomicLong();
        // Asked once at the start, after each batch and epoch, and after each save.
        fit(checkpoints()
                .every(Duration.ofNanos(10))
                .clock(now::getAndIncrement)
                .keep(100));
        assertThat(notices).hasSize(3);
        assertThat(notices.getFirst()).isEqualTo("Saved " + file(9) + ", in epoch 2 after batch 2");
    }

    @Test
    void damagedNewest_isSetAside_andTheOneBeforeTaken() throws IOException {
        String expected = fit(checkpoints());
        damage(21);
        notices.clear();
        assertThat(fit(checkpoints().resume(true))).isEqualTo(expected);
        assertThat(notices)
                .containsExactly(
                        file(21)
                                + " is not usable: its SHA-256 is not that of its content. It is set aside, and the one"
                                + " before is taken",
                        "Going on from " + file(14) + ", after epoch 2",
                        "Saved " + file(21) + ", after epoch 3");
        assertThat(names()).contains("step-00000021.checkpoint", "step-00000021.checkpoint.damaged");
    }

    @Test
    void damagedNewest_isNotKeptForAGoodOne() throws IOException {
        fit(checkpoints().keep(2));
        damage(21);
        TrainingRun run = new TrainingRun();
        run.callbacks = List.of((event, training) -> {
            if (event instanceof gradus.callbacks.TrainingEvent.EpochStarted) {
                training.pause("enough for today");
            }
        });
        run.fit(checkpoints().resume(true).keep(1));
        assertThat(names()).containsExactly("step-00000015.checkpoint", "step-00000021.checkpoint.damaged");
    }

    @Test
    void allDamaged_isRefused_andNothingTouched() throws IOException {
        fit(checkpoints());
        damage(7);
        damage(14);
        damage(21);
        assertThatThrownBy(() -> fit(checkpoints().resume(true)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("none of the 3 checkpoints in " + folder + " can be read: " + file(21)
                        + " is not usable: its SHA-256 is not that of its content. Delete them to start at the"
                        + " beginning");
        assertThat(names()).hasSize(3);
    }

    @Test
    void folderWithCheckpoints_isRefusedUnlessResumed() {
        fit(checkpoints());
        assertThatThrownBy(() -> fit(checkpoints()))
                .isInstanceOfSatisfying(
                        CheckpointException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_EMPTY))
                .hasMessage(folder + " has the checkpoints of a training already; resume it, delete them, or give"
                        + " another folder");
    }

    @Test
    void secondWriterOfTheProcess_isRefused_untilTheFirstIsDone() {
        try (CheckpointRun first = checkpoints().open()) {
            assertThat(first.begin(Map.of())).isNull();
            long process = ProcessHandle.current().pid();
            assertThatThrownBy(() -> fit(checkpoints()))
                    .isInstanceOfSatisfying(
                            CheckpointException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE))
                    .hasMessage("the folder " + folder + " is in use: another training of this process (" + process
                            + ") saves checkpoints there. Wait until it has ended, or give another folder");
        }
        fit(checkpoints());
        assertThat(notices).hasSize(3);
    }

    @Test
    void failedTraining_unlocksTheFolder() {
        TrainingRun run = new TrainingRun();
        run.callbacks = List.of((event, training) -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> run.fit(checkpoints())).hasMessage("broken");
        fit(checkpoints());
        assertThat(notices).hasSize(3);
    }

    @Test
    void leftoversOfAKilledProcess_areSwept_andNothingElse() throws IOException {
        Files.writeString(folder.resolve(".step-00000003.checkpoint.123-4.tmp"), "half");
        Files.writeString(folder.resolve(".other.tmp"), "not ours");
        fit(checkpoints());
        assertThat(names())
                .doesNotContain(".step-00000003.checkpoint.123-4.tmp")
                .contains(".other.tmp");
    }

    @Test
    void keepingNone_isRefused() {
        assertThatThrownBy(() -> checkpoints().keep(0)).hasMessage("Checkpoints.keep must be at least 1, got 0");
    }
}
