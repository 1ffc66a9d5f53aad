package gradus.serve.models;

import static gradus.layers.Layers.batchNormalization;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import gradus.Sequential;
import gradus.activations.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many requests at once.
final class EngineTest {
    private static final int WIDTH = 300;
    private static final int CLASSES = 10;

    /// Its sums are long enough for kernels that add them in another order for a batch.
    private static Model model() {
        return Sequential.of(input(WIDTH), dense(256), batchNormalization(), relu(), dense(CLASSES, new Softmax()))
                .seed(3);
    }

    private static float[] rows(int count) {
        Random random = new Random(count);
        float[] values = new float[count * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat(-2, 2);
        }
        return values;
    }

    @Test
    void aRow_hasTheSameBitsAloneAndInAnyBatch() {
        Engine engine = new Engine(model(), new Limits(1, 1, 32, 10));
        float[] all = rows(100);
        float[] together = engine.answer(new float[][] {all}, 100)[0];
        for (int size : new int[] {1, 2, 7, 31, 32, 33}) {
            for (int row = 0; row + size <= 100; row += 9) {
                float[] part = Arrays.copyOfRange(all, row * WIDTH, (row + size) * WIDTH);
                assertThat(engine.answer(new float[][] {part}, size)[0])
                        .isEqualTo(Arrays.copyOfRange(together, row * CLASSES, (row + size) * CLASSES));
            }
        }
    }

    @Test
    @Timeout(60)
    void requestsThatQueue_goTogether_andEachGetsItsOwn() throws Exception {
        Engine engine = new Engine(model(), new Limits(1, 1, 64, 1000));
        float[] all = rows(50);
        float[] expected = engine.answer(new float[][] {all}, 50)[0];
        List<Integer> batches = new ArrayList<>();
        CountDownLatch queued = new CountDownLatch(1);
        engine.notify(rows -> {
            synchronized (batches) {
                batches.add(rows);
            }
            try {
                queued.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        int networks = Runtime.getRuntime().availableProcessors();
        IntSupplier arrived = () -> {
            synchronized (batches) {
                return engine.queued()
                        + batches.stream().mapToInt(Integer::intValue).sum();
            }
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<float[]>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                float[] row = Arrays.copyOfRange(all, i * WIDTH, (i + 1) * WIDTH);
                answers.add(threads.submit(() -> engine.answer(new float[][] {row}, 1)[0]));
            }
            while (arrived.getAsInt() < 50) {
                Thread.sleep(1);
            }
            queued.countDown();
            for (int i = 0; i < 50; i++) {
                assertThat(answers.get(i).get())
                        .isEqualTo(Arrays.copyOfRange(expected, i * CLASSES, (i + 1) * CLASSES));
            }
        }
        assertThat(batches).hasSizeLessThanOrEqualTo(2 * networks);
        assertThat(batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
    }

    @Test
    void aFullQueue_isSaidAtOnce() throws Exception {
        Engine engine = new Engine(model(), new Limits(1, 1, 1, 0));
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(Runtime.getRuntime().availableProcessors());
        engine.notify(rows -> {
            busy.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        float[] row = rows(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long i = busy.getCount(); i > 0; i--) {
                threads.execute(() -> engine.answer(new float[][] {row}, 1));
            }
            busy.await();
            assertThatThrownBy(() -> engine.answer(new float[][] {row}, 1)).isInstanceOf(QueueFullException.class);
            end.countDown();
        }
        assertThat(engine.answer(new float[][] {row}, 1)).hasDimensions(1, CLASSES);
    }
}
