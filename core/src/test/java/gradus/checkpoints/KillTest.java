package gradus.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.math.RandomStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that saves after every batch, killed (`kill -9`) at random moments and started again, again and again.
class KillTest {
    /// `mvn -pl core test -Dtest=KillTest -Dgradus.kills=2000` kills more often.
    private static final int KILLS = Integer.getInteger("gradus.kills", 20);

    private static final int MILLISECONDS = 60;

    private final Path folder;
    private final Path jar;

    KillTest(@TempDir Path folder) throws IOException, URISyntaxException {
        this.folder = folder;
        jar = KilledTraining.pack(folder.resolve("classes.jar"));
    }

    /// The result of one that nobody kills.
    private String undisturbed() throws IOException, InterruptedException {
        Life life = new Life(folder.resolve("undisturbed"), 1);
        life.watch(-1);
        assertThat(life.result).isNotNull();
        return String.valueOf(life.result);
    }

    /// From the start of a process to its end.
    private final class Life {
        final Process process;

        @Nullable
        String confirmed;

        @Nullable
        String result;

        Life(Path checkpoints, int threads) throws IOException {
            process = KilledTraining.start(jar, checkpoints, threads);
        }

        /// Reads all it says until it ends.
        ///
        /// @param delay after how many nanoseconds from what it says first it is killed; negative for never
        void watch(long delay) throws IOException, InterruptedException {
            try (BufferedReader lines = process.inputReader()) {
                boolean first = true;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (first && delay >= 0) {
                        killIn(delay);
                    }
                    first = false;
                    if (line.startsWith(KilledTraining.SAVED)) {
                        confirmed = line.substring(KilledTraining.SAVED.length());
                    } else if (line.startsWith(KilledTraining.RESULT)) {
                        result = line;
                    }
                }
            }
            process.waitFor();
        }

        /// Kills it after so many nanoseconds from now, whatever it does then. What it has said can still be read.
        void killIn(long nanoseconds) {
            Thread.ofVirtual().start(() -> {
                LockSupport.parkNanos(nanoseconds);
                process.toHandle().destroyForcibly();
            });
        }
    }

    @Test
    void killedAtAnyMoment_nothingIsLost_andTheBitsAreTheSame() throws IOException, InterruptedException {
        String expected = undisturbed();
        RandomStream random = RandomStream.of(System.nanoTime());
        Figures figures = new Figures();
        for (int training = 0; figures.kills < KILLS; training++) {
            Path checkpoints = Files.createDirectories(folder.resolve("training" + training));
            List<Path> halves = List.of();
            String confirmed = "";
            for (int life = 0; figures.trainings == training; life++) {
                Life child = new Life(checkpoints, 1 + life % 2);
                if (figures.kills < KILLS && life % 10 == 9) {
                    // Before it has said anything, perhaps while it reads.
                    child.killIn(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1000)));
                    child.watch(-1);
                } else {
                    child.watch(
                            figures.kills < KILLS
                                    ? TimeUnit.MICROSECONDS.toNanos(random.nextInt(MILLISECONDS * 1000))
                                    : -1);
                }
                List<Path> files = list(checkpoints, "step-");
                for (Path file : files) {
                    figures.unreadable += isReadable(file) ? 0 : 1;
                }
                confirmed = child.confirmed == null ? confirmed : child.confirmed;
                String newest =
                        files.isEmpty() ? "" : files.getLast().getFileName().toString();
                figures.lost += newest.compareTo(confirmed) < 0 ? 1 : 0;
                List<Path> now = list(checkpoints, ".step-");
                figures.halves += now.size();
                figures.stale += child.confirmed != null && now.stream().anyMatch(halves::contains) ? 1 : 0;
                halves = now;
                if (child.result == null) {
                    figures.kills++;
                } else {
                    figures.trainings++;
                    figures.different += expected.equals(child.result) ? 0 : 1;
                    figures.stale += now.size();
                }
                Files.writeString(Path.of("target", "kills.txt"), figures + "\n");
            }
        }
        assertThat(List.of(figures.unreadable, figures.lost, figures.different, figures.stale))
                .as(figures.toString())
                .containsOnly(0);
    }

    /// What is counted.
    private static final class Figures {
        int kills;
        int trainings;
        int unreadable;
        int lost;
        int different;
        int halves;
        int stale;

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d kills in %d trainings: %d unreadable checkpoints, %d confirmed ones lost, %d different results,"
                            + " %d files half written, %d of them still there after the next start",
                    kills,
                    trainings,
                    unreadable,
                    lost,
                    different,
                    halves,
                    stale);
        }
    }

    private static boolean isReadable(Path file) throws IOException {
        try {
            return CheckpointFile.read(file).parameters().length > 0;
        } catch (CheckpointException damaged) {
            return false;
        }
    }

    private static List<Path> list(Path folder, String start) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void folderOfAnotherProcess_isRefused_untilThatIsDead() throws IOException, InterruptedException {
        Path checkpoints = folder.resolve("shared");
        Process other = KilledTraining.start(jar, checkpoints, 1);
        try (BufferedReader lines = other.inputReader()) {
            assertThat(lines.readLine()).startsWith(KilledTraining.SAVED);
            TrainingRun run = new TrainingRun();
            run.batchSize = 1;
            assertThatThrownBy(() -> run.fit(Checkpoints.in(checkpoints).resume(true)))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("the folder " + checkpoints + " is in use: process " + other.pid()
                            + " saves checkpoints there. Wait until it has ended, or choose another folder");
        } finally {
            other.destroyForcibly().waitFor();
        }
        Life next = new Life(checkpoints, 2);
        next.watch(-1);
        assertThat(next.result).isEqualTo(undisturbed());
    }
}
