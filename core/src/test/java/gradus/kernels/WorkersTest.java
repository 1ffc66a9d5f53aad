package gradus.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.math.RangeTask;
import gradus.testing.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16})
    void parts_areCutAtMultiplesOfTheGrain_andRunOnce(int threads) {
        Workers workers = Workers.of(threads);
        assertThat(workers.threads()).isEqualTo(threads);
        for (int count : new int[] {0, 1, 4, 5, 64, 1021}) {
            for (int grain : new int[] {1, 5, 64, 2000}) {
                AtomicIntegerArray ends = new AtomicIntegerArray(count + 1);
                AtomicInteger parts = new AtomicInteger();
                workers.run(count, grain, (from, to) -> {
                    parts.incrementAndGet();
                    ends.addAndGet(from, to);
                });
                assertThat(parts).hasValue((count + grain - 1) / grain);
                for (int from = 0; from < count; from += grain) {
                    assertThat(ends.get(from)).isEqualTo(Math.min(from + grain, count));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16})
    void tenThousandRuns_loseNothing(int threads) {
        Workers workers = Workers.of(threads);
        // Plain, so that it also shows that one run sees what the one before wrote.
        int[] sums = new int[9];
        int[] run = {0};
        RangeTask task = (from, to) -> {
            for (int i = from; i < to; i++) {
                sums[i] += run[0];
            }
        };
        for (run[0] = 1; run[0] <= 10_000; run[0]++) {
            workers.run(sums.length, 2, task);
        }
        assertThat(sums).containsOnly(50_005_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void runsAfterASleep_loseNothing(int threads) throws InterruptedException {
        Workers workers = Workers.of(threads);
        AtomicInteger parts = new AtomicInteger();
        RangeTask task = (from, to) -> parts.incrementAndGet();
        for (int i = 0; i < 200; i++) {
            Thread.sleep(i % 3);
            workers.run(4, 1, task);
        }
        assertThat(parts).hasValue(800);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16})
    void exceptionOfTheFirstFailingPart_isThrown_andTheTeamGoesOn(int threads) {
        Workers workers = Workers.of(threads);
        for (int repeat = 0; repeat < 100; repeat++) {
            assertThatThrownBy(() -> workers.run(100, 10, (from, to) -> {
                        if (from >= 40) {
                            throw new IllegalArgumentException("part " + from);
                        }
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("part 40");
        }
        assertThatThrownBy(() -> workers.run(2, 1, (from, to) -> {
                    throw new StackOverflowError("deep");
                }))
                .isInstanceOf(StackOverflowError.class);
        AtomicInteger done = new AtomicInteger();
        workers.run(100, 10, (from, to) -> done.addAndGet(to - from));
        assertThat(done).hasValue(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16})
    void nestedRuns_doAllParts(int threads) {
        Workers workers = Workers.of(threads);
        AtomicInteger done = new AtomicInteger();
        workers.run(8, 1, (from, to) -> workers.run(8, 2, (innerFrom, innerTo) -> done.addAndGet(innerTo - innerFrom)));
        assertThat(done).hasValue(64);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void concurrentCallers_shareATeam(int threads) throws Exception {
        Workers workers = Workers.of(threads);
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                calls.add(() -> {
                    int[] sums = new int[32];
                    for (int run = 0; run < 2000; run++) {
                        workers.run(sums.length, 4, (from, to) -> {
                            for (int i = from; i < to; i++) {
                                sums[i]++;
                            }
                        });
                    }
                    int total = 0;
                    for (int sum : sums) {
                        total += sum;
                    }
                    return total;
                });
            }
            for (Future<Integer> total : callers.invokeAll(calls)) {
                assertThat(total.get()).isEqualTo(64_000);
            }
        }
    }

    @Test
    void interruptedCaller_finishesItsWork_andStaysInterrupted() {
        Workers workers = Workers.of(3);
        AtomicInteger done = new AtomicInteger();
        Thread.currentThread().interrupt();
        try {
            for (int run = 0; run < 100; run++) {
                workers.run(6, 1, (from, to) -> done.incrementAndGet());
            }
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(done).hasValue(600);
    }

    @Test
    void helpersTakePart() {
        Workers workers = Workers.of(2);
        AtomicInteger helped = new AtomicInteger();
        Thread caller = Thread.currentThread();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (helped.get() == 0 && System.nanoTime() < deadline) {
            workers.run(8, 1, (from, to) -> {
                if (Thread.currentThread() == caller) {
                    LockSupport.parkNanos(100_000);
                } else {
                    helped.incrementAndGet();
                }
            });
        }
        assertThat(helped.get()).isPositive();
    }

    @Test
    void run_allocatesNothing() {
        Workers workers = Workers.of(2);
        int[] sums = new int[64];
        RangeTask task = (from, to) -> sums[from]++;
        assertThat(Allocation.leastBytes(() -> {
                    for (int run = 0; run < 500; run++) {
                        workers.run(sums.length, 8, task);
                    }
                }))
                .isZero();
    }

    /// A team that nobody refers to any more ends its threads, although its last task refers to it, as those of models
    /// do.
    @Test
    void threadsOfForgottenTeams_end() throws InterruptedException {
        AtomicInteger parts = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            Workers team = Workers.of(5);
            team.run(4, 1, (from, to) -> parts.addAndGet(team.threads()));
        }
        assertThat(parts).hasValue(20 * 4 * 5);
        int before = workerThreads();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (workerThreads() > before - 40 && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(workerThreads()).isLessThanOrEqualTo(before - 40);
    }

    private static int workerThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("gradus-worker-"))
                .count();
    }

    @Test
    void nothingToDo_isDone() {
        AtomicInteger parts = new AtomicInteger();
        Workers.of(2).run(0, 0, (from, to) -> parts.incrementAndGet());
        assertThat(parts).hasValue(0);
    }

    @Test
    void noThreads_areRefused() {
        assertThatThrownBy(() -> Workers.of(0)).hasMessage("Workers.threads must be at least 1, got 0");
    }
}
