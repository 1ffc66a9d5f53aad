package gradus;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.math.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Predictors that answer in bursts for as long as one likes: `-Dgradus.soak=3600` makes it an hour.
final class PredictorSoakTest {
    private static final int SECONDS = Integer.getInteger("gradus.soak", 1);
    private static final int THREADS = 4;
    private static final int ROWS = 500;
    private static final long PAUSE_MS = 50;

    private final Model model =
            Sequential.of(input(20), dense(64, RELU), dense(3, SOFTMAX)).seed(1);
    private final float[][] rows = new float[ROWS][20];
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong unequal = new AtomicLong();

    @Test
    void answersStayTheSame_andTheHeapDoesNotGrow() throws InterruptedException {
        RandomStream random = RandomStream.of(7);
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        float[][] expected = model.predict(rows);
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(SECONDS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().start(() -> answerUntil(end, expected)));
        }
        Thread.sleep(TimeUnit.SECONDS.toMillis(SECONDS) / 3);
        long third = heap();
        for (Thread thread : threads) {
            thread.join();
        }
        long last = heap();
        System.out.printf(
                "Soak of %d s: %d answers of %d predictors, %d unequal, heap %d kB after a third and %d kB at the end%n",
                SECONDS, answers.get(), THREADS, unequal.get(), third >> 10, last >> 10);
        assertThat(answers.get()).isGreaterThanOrEqualTo((long) THREADS * ROWS);
        assertThat(unequal.get()).isZero();
        assertThat(last).as("heap").isLessThan(2 * third + (8 << 20));
    }

    private void answerUntil(long end, float[][] expected) {
        try {
            do {
                Predictor predictor = model.predictor();
                float[] answer = new float[3];
                for (int row = 0; row < ROWS; row++) {
                    predictor.predict(rows[row], answer);
                    if (!Arrays.equals(answer, expected[row])) {
                        unequal.incrementAndGet();
                    }
                    answers.incrementAndGet();
                }
                Thread.sleep(PAUSE_MS);
            } while (System.nanoTime() < end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
