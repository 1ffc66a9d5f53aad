package gradus.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.callbacks.Callback;
import gradus.callbacks.TrainingEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trainings one after another, each paused at another step, saved and resumed, for as long as one likes:
/// `-Dgradus.soak=3600` makes it an hour.
final class TrainingSoakTest {
    private static final int SECONDS = Integer.getInteger("gradus.soak", 1);
    private static final int STEPS = TrainingRun.EPOCHS * TrainingRun.STEPS_PER_EPOCH;
    private static final long PAUSE_MS = SECONDS > 10 ? 200 : 0;
    /// Threads beyond those of the beginning: of the last few models, and of the JVM.
    private static final int MORE_THREADS = 12;

    @Test
    void everyTrainingEndsWithTheSameBits_andNeitherHeapNorThreadsGrow(@TempDir Path folder)
            throws IOException, InterruptedException {
        TrainingRun whole = new TrainingRun();
        String expected = whole.result(whole.fit(null));
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long begin = System.nanoTime();
        long length = TimeUnit.SECONDS.toNanos(SECONDS);
        long third = 0;
        int trainings = 0;
        int unequal = 0;
        while (trainings == 0 || System.nanoTime() - begin < length) {
            Path of = folder.resolve("training" + trainings);
            Checkpoints checkpoints = Checkpoints.in(of).resume(true);
            TrainingRun stopped = new TrainingRun();
            stopped.threads = 1 + trainings % 3;
            stopped.callbacks = List.of(pauseAt(1 + trainings % STEPS));
            stopped.fit(checkpoints.keep(2));
            TrainingRun resumed = new TrainingRun();
            resumed.threads = 3 - trainings % 3;
            if (!resumed.result(resumed.fit(checkpoints)).equals(expected)) {
                unequal++;
            }
            delete(of);
            trainings++;
            if (third == 0 && System.nanoTime() - begin > length / 3) {
                third = heap();
            }
            Thread.sleep(PAUSE_MS);
        }
        int more = moreThreads(threads);
        long last = heap();
        System.out.printf(
                "Soak of %d s: %d trainings paused and resumed, %d unequal, heap %d kB after a third and %d kB at the"
                        + " end, %d threads at the beginning and %d more at the end%n",
                SECONDS, trainings, unequal, third >> 10, last >> 10, threads, more);
        assertThat(unequal).isZero();
        assertThat(more).as("threads").isLessThan(MORE_THREADS);
        assertThat(last).as("heap").isLessThan(2 * third + (8 << 20));
    }

    private static Callback pauseAt(long step) {
        return new Callback() {
            @Override
            public boolean wantsBatches() {
                return true;
            }

            @Override
            public void on(TrainingEvent event, gradus.callbacks.Training training) {
                if (event instanceof TrainingEvent.BatchEnded && training.steps() == step) {
                    training.pause("enough for today");
                }
            }
        };
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /// How many threads there are beyond those of the beginning: some of models that were forgotten end a moment after
    /// the collection that finds it.
    private static int moreThreads(int threads) throws InterruptedException {
        int more = MORE_THREADS;
        for (int round = 0; round < 100 && more >= MORE_THREADS; round++) {
            System.gc();
            Thread.sleep(10);
            more = ManagementFactory.getThreadMXBean().getThreadCount() - threads;
        }
        return more;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
