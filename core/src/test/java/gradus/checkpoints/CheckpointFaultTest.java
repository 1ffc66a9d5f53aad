package gradus.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.math.RandomStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A disk that fails, at each operation in turn: training goes on, and what was saved before can be read.
class CheckpointFaultTest {
    private static final int KEPT = 2;

    private final Path folder;

    CheckpointFaultTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static String expected() {
        TrainingRun whole = new TrainingRun();
        return whole.result(whole.fit(null));
    }

    private static Checkpoints checkpoints(Path where, List<CheckpointNotice> notices) {
        return Checkpoints.in(where).everySteps(5).keep(KEPT).resume(true).listener(notices::add);
    }

    private static CheckpointNotice.Saved lastSaved(List<CheckpointNotice> notices) {
        CheckpointNotice.Saved last = new CheckpointNotice.Saved(Path.of("none"), 0, 0);
        for (CheckpointNotice notice : notices) {
            last = notice instanceof CheckpointNotice.Saved saved ? saved : last;
        }
        return last;
    }

    private static List<Path> files(Path where, String start) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void failureOfOneOperation_costsNoCheckpointBefore(FaultyStorage.Fault fault) throws IOException {
        String expected = expected();
        boolean reached = true;
        for (int operation = 0; reached; operation++) {
            reached = check(expected, fault, operation, false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failureOfAllOperationsFromOneOn_costsNoCheckpointBefore(FaultyStorage.Fault fault) throws IOException {
        String expected = expected();
        boolean reached = true;
        for (int operation = 0; reached; operation++) {
            reached = check(expected, fault, operation, true);
        }
    }

    private boolean check(String expected, FaultyStorage.Fault fault, int operation, boolean forever)
            throws IOException {
        Path where = folder.resolve(operation + "-" + forever);
        List<CheckpointNotice> notices = new ArrayList<>();
        FaultyStorage storage = new FaultyStorage(fault, operation, forever);
        TrainingRun run = new TrainingRun();
        try {
            assertThat(run.result(run.fit(checkpoints(where, notices).storage(storage))))
                    .isEqualTo(expected);
        } catch (CheckpointException refused) {
            // Before the first step nothing is lost by refusing.
            assertThat(refused.problem()).isEqualTo(CheckpointException.Problem.NOT_USABLE);
            assertThat(storage.failed).startsWith("list");
            assertThat(run.logs).isEmpty();
        }
        boolean saving = storage.failed.matches(".*(create|open|write|force|move|forceFolder).*");
        List<CheckpointNotice> failures = notices.stream()
                .filter(CheckpointNotice.NotSaved.class::isInstance)
                .toList();
        assertThat(failures.isEmpty()).as(storage.failed).isEqualTo(!saving);
        if (!forever && saving) {
            assertThat(failures).hasSize(1);
            assertThat(notices)
                    .filteredOn(CheckpointNotice.Saved.class::isInstance)
                    .hasSize(4);
        }
        for (Path file : files(where, "step-")) {
            assertThat(CheckpointFile.read(file).parameters()).isNotEmpty();
        }
        CheckpointNotice.Saved last = lastSaved(notices);
        if (!last.file().equals(Path.of("none"))) {
            Checkpoint confirmed = CheckpointFile.read(last.file());
            assertThat(confirmed.epoch()).isEqualTo(last.epoch());
            assertThat(confirmed.batch()).isEqualTo(last.batch());
        }
        TrainingRun next = new TrainingRun();
        assertThat(next.result(next.fit(checkpoints(where, notices)))).isEqualTo(expected);
        assertThat(files(where, ".step-")).isEmpty();
        return !storage.failed.isEmpty();
    }

    @Test
    void powerCutAtAnyOperation_costsNoConfirmedCheckpoint() {
        String expected = expected();
        boolean cut = true;
        int cuts = 0;
        for (int operation = 0; cut; operation++) {
            for (int seed = 0; seed < 5; seed++) {
                MemoryStorage storage = new MemoryStorage();
                storage.cutAfter = operation;
                List<CheckpointNotice> notices = new ArrayList<>();
                cut = isCut(notices, storage);
                cuts += cut ? 1 : 0;
                CheckpointNotice.Saved confirmed = lastSaved(notices);
                storage.restart(RandomStream.of(seed).derive(operation));
                notices.clear();
                TrainingRun next = new TrainingRun();
                assertThat(next.result(next.fit(checkpoints(folder, notices).storage(storage))))
                        .isEqualTo(expected);
                if (!confirmed.file().equals(Path.of("none"))) {
                    assertThat(notices)
                            .filteredOn(CheckpointNotice.Resumed.class::isInstance)
                            .hasSize(1);
                    CheckpointNotice.Resumed resumed = (CheckpointNotice.Resumed) notices.stream()
                            .filter(CheckpointNotice.Resumed.class::isInstance)
                            .findFirst()
                            .orElseThrow();
                    assertThat(resumed.file()).isGreaterThanOrEqualTo(confirmed.file());
                }
                assertThat(storage.list(folder))
                        .noneMatch(file -> file.toString().endsWith(".tmp"));
            }
        }
        assertThat(cuts).isGreaterThan(100);
    }

    private boolean isCut(List<CheckpointNotice> notices, MemoryStorage storage) {
        try {
            new TrainingRun().fit(checkpoints(folder, notices).storage(storage));
            return false;
        } catch (MemoryStorage.PowerCut expected) {
            return true;
        }
    }

    /// On a real file system of 128 KiB where it can be made, which takes root; else on a folder of the usual one, with
    /// a storage that writes no further than a limit.
    @Test
    void fullDisk_costsNoCheckpointBefore_andNoTraining() throws IOException, InterruptedException {
        Path small = Files.createDirectories(folder.resolve("small"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", small.toString());
        try {
            String expected = expected();
            int failures = 0;
            for (int page = 0; page <= 31; page++) {
                Path where = small.resolve("checkpoints" + page);
                Path filler = small.resolve("filler");
                List<CheckpointNotice> notices = new ArrayList<>();
                Checkpoints settings = checkpoints(where, notices);
                try (CheckpointRun open = settings.open()) {
                    assertThat(open.begin(CheckpointsTest.nothing(), 1, any -> {}))
                            .isNull();
                }
                if (mounted) {
                    Files.write(filler, new byte[4096 * page]);
                } else {
                    settings = settings.storage(
                            new FaultyStorage(FaultyStorage.Fault.SHORT_WRITE, Math.max(0, 32 - page), true));
                }
                TrainingRun run = new TrainingRun();
                assertThat(run.result(run.fit(settings))).isEqualTo(expected);
                failures += (int) notices.stream()
                        .filter(CheckpointNotice.NotSaved.class::isInstance)
                        .count();
                Files.deleteIfExists(filler);
                CheckpointNotice.Saved last = lastSaved(notices);
                if (!last.file().equals(Path.of("none"))) {
                    assertThat(CheckpointFile.read(last.file()).epoch()).isEqualTo(last.epoch());
                }
                TrainingRun next = new TrainingRun();
                assertThat(next.result(next.fit(checkpoints(where, notices)))).isEqualTo(expected);
                for (Path file : files(where, "")) {
                    Files.delete(file);
                }
            }
            assertThat(failures).isGreaterThan(10);
        } finally {
            if (mounted) {
                assertThat(run("umount", small.toString())).isTrue();
            }
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    @Test
    void unwritableFolder_isRefusedBeforeTheFirstStep() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        TrainingRun run = new TrainingRun();
        CheckpointException refused = org.junit.jupiter.api.Assertions.assertThrows(
                CheckpointException.class, () -> run.fit(Checkpoints.in(file.resolve("below"))));
        assertThat(refused.problem()).isEqualTo(CheckpointException.Problem.NOT_USABLE);
        assertThat(refused)
                .hasMessageStartingWith(
                        "the folder " + file.resolve("below") + " must be writable to keep checkpoints, got ")
                .hasMessageEndingWith("; choose another folder");
        assertThat(run.logs).isEmpty();
        assertThat(FileChannel.open(file).size()).isEqualTo(9);
    }
}
