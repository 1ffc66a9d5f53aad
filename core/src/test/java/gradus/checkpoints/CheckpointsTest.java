package gradus.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.checkpoints.CheckpointException.Problem;
import gradus.internal.Records;
import gradus.training.SavedModel;
import gradus.training.Storage;
import gradus.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
                                + " is not usable: its SHA-256 is not that of its content. It was set aside, and the one"
                                + " before it is used",
                        "Resuming from " + file(14) + ", after epoch 2",
                        "Saved " + file(21) + ", after epoch 3");
        assertThat(names()).contains("step-00000021.checkpoint", "step-00000021.checkpoint.damaged");
    }

    /// The start of a training without parameters.
    static Checkpoint nothing() {
        return new Checkpoint(
                Map.of(),
                0,
                0,
                null,
                new float[0],
                new SavedModel.OptimizerState(0, 0, Map.of()),
                new Trainer.Progress(0, 0, List.of()),
                List.of(),
                List.of(),
                Map.of());
    }

    /// The newest checkpoint with one component replaced, under valid checksums.
    private void change(String component, Object value) throws IOException {
        Checkpoint newest = CheckpointFile.read(file(21));
        CheckpointFile.write(Storage.disk(), file(21), Records.with(newest, component, value));
    }

    @Test
    void nonsenseUnderAValidChecksum_isSetAside_andTheFileNamed() throws IOException {
        String expected = fit(checkpoints());
        Checkpoint good = CheckpointFile.read(file(21));
        SavedModel.OptimizerState optimizer = good.optimizer();
        Map<String, Object> changes = Map.of(
                "parameters",
                Arrays.copyOf(good.parameters(), good.parameters().length - 1),
                "batch",
                Integer.MAX_VALUE,
                "optimizer",
                new SavedModel.OptimizerState(optimizer.steps(), -1, optimizer.slots()),
                "progress",
                new Trainer.Progress(0, -1, good.progress().metrics()),
                "callbacks",
                List.of(),
                "epochs",
                List.of(0));
        for (Map.Entry<String, Object> change : changes.entrySet()) {
            change(change.getKey(), change.getValue());
            notices.clear();
            assertThat(fit(checkpoints().resume(true))).as(change.getKey()).isEqualTo(expected);
            assertThat(notices.getFirst()).as(change.getKey()).startsWith(file(21) + " is not usable: it");
            assertThat(notices.get(1)).startsWith("Resuming from " + file(14));
        }
        // How long the state of a metric is, only the metric knows.
        List<double[]> longer = new ArrayList<>(good.progress().metrics());
        assertThat(longer).hasSizeGreaterThan(1);
        longer.set(1, new double[999]);
        change("progress", new Trainer.Progress(0, 1, longer));
        notices.clear();
        assertThat(fit(checkpoints().resume(true))).isEqualTo(expected);
        assertThat(notices.getFirst()).startsWith(file(21) + " is not usable: the state of a metric must have");
    }

    @Test
    void differences_areALineEach_whateverTheFileSays() throws IOException {
        fit(checkpoints());
        change("fingerprint", Map.of("se\ned", "7\n\nx"));
        assertThatThrownBy(() -> fit(checkpoints().resume(true)))
                .hasMessageContaining("\n  se?ed: the checkpoint has 7??x, this run has nothing\n");
    }

    @Test
    void otherInstructions_areTold_andNotRefused() throws IOException {
        String expected = fit(checkpoints());
        Map<String, String> other = new HashMap<>(CheckpointFile.read(file(21)).fingerprint());
        assertThat(other.put(Checkpoint.INSTRUCTIONS, "Vector API, 64 bit")).isNotBlank();
        change("fingerprint", other);
        notices.clear();
        assertThat(fit(checkpoints().resume(true))).isEqualTo(expected);
        assertThat(notices.get(1))
                .startsWith(file(21) + " was saved where kernels compute with Vector API, 64 bit, and here they")
                .endsWith("Training continues, but not with the bits of an uninterrupted run");
        // Checkpoints of earlier versions do not say.
        other.remove(Checkpoint.INSTRUCTIONS);
        change("fingerprint", other);
        notices.clear();
        assertThat(fit(checkpoints().resume(true))).isEqualTo(expected);
        assertThat(notices).noneMatch(notice -> notice.contains("was saved where"));
    }

    @Test
    void otherInstructions_areKept_inWhatIsSavedAfterThem() throws IOException {
        fit(checkpoints().everySteps(20));
        Files.delete(file(21));
        Checkpoint before = CheckpointFile.read(file(20));
        Map<String, String> other = new HashMap<>(before.fingerprint());
        String here = other.put(Checkpoint.INSTRUCTIONS, "Vector API, 64 bit");
        CheckpointFile.write(Storage.disk(), file(20), Records.with(before, "fingerprint", other));
        fit(checkpoints().resume(true));
        notices.clear();
        fit(checkpoints().resume(true));
        assertThat(notices)
                .anyMatch(notice -> notice.contains("compute with Vector API, 64 bit, then " + here + ", and here"));
    }

    @Test
    void device_isNotReadAsACheckpoint() throws IOException {
        String expected = fit(checkpoints());
        Files.delete(file(21));
        Files.createSymbolicLink(file(21), Path.of("/dev/zero"));
        notices.clear();
        assertThat(fit(checkpoints().resume(true))).isEqualTo(expected);
        assertThat(notices.getFirst()).contains(file(21) + " is a folder, a device or a pipe, not a file");
    }

    @Test
    void linkForTheLock_isNotFollowed() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Files.createSymbolicLink(folder.resolve(".lock"), precious);
        assertThatThrownBy(() -> checkpoints().open())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(".lock");
        assertThat(precious).hasContent("precious");
    }

    @Test
    void fullDisk_givesUpTheOldestForTheNewest() throws IOException {
        long size = 1;
        for (int round = 0; round < 2; round++) {
            notices.clear();
            // The first round finds out how large one is; in the second there is room for two and a half.
            TightStorage storage = new TightStorage(round == 0 ? Long.MAX_VALUE : 5 * size / 2);
            fit(checkpoints().storage(storage));
            assertThat(notices).as("round " + round).hasSize(3).allMatch(notice -> notice.startsWith("Saved "));
            size = Files.size(file(21));
            if (round == 1) {
                assertThat(names()).containsExactly("step-00000014.checkpoint", "step-00000021.checkpoint");
            }
            for (String name : names()) {
                Files.delete(folder.resolve(name));
            }
        }
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
                        + " is not usable: its SHA-256 is not that of its content. Delete them to start from the"
                        + " beginning");
        assertThat(names()).hasSize(3);
    }

    @Test
    void folderWithCheckpoints_isRefusedUnlessResumed() {
        fit(checkpoints());
        assertThatThrownBy(() -> fit(checkpoints()))
                .isInstanceOfSatisfying(
                        CheckpointException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_EMPTY))
                .hasMessage(folder + " already has the checkpoints of a training; resume it, delete them, or choose"
                        + " another folder");
    }

    @Test
    void secondWriterOfTheProcess_isRefused_untilTheFirstIsDone() {
        try (CheckpointRun first = checkpoints().open()) {
            assertThat(first.begin(nothing(), 1, any -> {})).isNull();
            long process = ProcessHandle.current().pid();
            assertThatThrownBy(() -> fit(checkpoints()))
                    .isInstanceOfSatisfying(
                            CheckpointException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.IN_USE))
                    .hasMessage("the folder " + folder + " is in use: another training of this process (" + process
                            + ") saves checkpoints there. Wait until it has ended, or choose another folder");
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
