package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// A class of forty, who all train at full speed, look at their runs, ask about points and predict, while the teacher
/// looks on and gives them a setting. Nobody waits longer than a second for an answer, and the setting has come to all
/// in eight.
/// `-Dgradus.class=1800` makes it as long as that, in seconds.
@Isolated("it measures how long answers take")
final class ClassLoadTest {
    private static final int STUDENTS = 40;
    private static final int LONG = Integer.getInteger("gradus.class", 30);
    private static final Pattern STEPS = Pattern.compile("\"steps\":([0-9]+)");

    /// The slowest answers are kept, with what they answered.
    private static final double SLOW = 0.1;
    private static final int LONGEST = 60_000;

    private record Wait(String what, double seconds) {}

    /// The number of answers by their time in milliseconds.
    private final AtomicIntegerArray waits = new AtomicIntegerArray(LONGEST + 1);
    private final Queue<Wait> slow = new ConcurrentLinkedQueue<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    /// The class, as the teacher's page was told last.
    private final AtomicReference<String> view = new AtomicReference<>("");

    @Tag("long")
    @Test
    void fortyStudents_waitForNoAnswerLongerThanASecond() throws Exception {
        lesson(2, false); // until the compiler has seen it all
        lesson(LONG, true);
    }

    /// A student at work.
    private final class Student {
        private final LabClient client;
        private final AtomicInteger frames = new AtomicInteger();

        Student(Lab lab, int number) {
            client = timed("join", () -> new LabClient(lab, "Student " + number));
            timed("catalog", () -> client.get("/api/catalog"));
            timed("run", () -> client.get("/api/run"));
            read(client, "/api/class/news", event -> {});
            read(client, "/api/events", event -> frames.incrementAndGet());
        }

        /// As many steps as there can be.
        void begin() {
            timed("play", () -> client.post("/api/command", "{\"action\":\"until\",\"value\":5000}"));
        }

        /// What one does in a second.
        void act(int second) throws InterruptedException {
            timed("inside", () -> client.get("/api/inside"));
            Thread.sleep(200);
            timed("mistakes", () -> client.get("/api/mistakes"));
            Thread.sleep(200);
            timed("timeline", () -> client.get("/api/timeline"));
            Thread.sleep(200);
            timed("lesson", () -> client.get("/api/lessons/depth"));
            timed(
                    "guess",
                    () -> client.post(
                            "/api/class/guess", "{\"page\":\"/lessons#depth\",\"choice\":" + second % 2 + "}"));
            Thread.sleep(200);
            timed("rewind", () -> client.get("/api/rewind?step=" + second));
            Thread.sleep(200);
        }
    }

    private <T> T timed(String what, Supplier<T> question) {
        long begin = System.nanoTime();
        T answer = question.get();
        double seconds = (System.nanoTime() - begin) / 1e9;
        waits.incrementAndGet((int) Math.min(LONGEST, 1000 * seconds));
        if (seconds > SLOW) {
            slow.add(new Wait(what, seconds));
        }
        return answer;
    }

    private int answers() {
        return IntStream.rangeClosed(0, LONGEST).map(waits::get).sum();
    }

    /// In how many milliseconds a share of the answers came.
    private int within(double share) {
        int wanted = (int) Math.ceil(share * answers());
        int came = 0;
        int milliseconds = -1;
        while (came < wanted) {
            came += waits.get(++milliseconds);
        }
        return milliseconds + 1;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /// Hands on the events of a stream as they come.
    private void read(LabClient client, String path, Consumer<String> told) {
        Thread.ofVirtual().start(() -> {
            try (Stream<String> lines = client.events(path)) {
                lines.filter(line -> line.startsWith("data:{")).forEach(told);
            } catch (UncheckedIOException e) {
                // The class is over.
            }
        });
    }

    /// Does something as every student, at the same time.
    private <T> List<T> all(ExecutorService threads, int count, IntFunction<T> what)
            throws InterruptedException, ExecutionException {
        List<Future<T>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            tasks.add(threads.submit(() -> what.apply(number)));
        }
        List<T> answers = new ArrayList<>();
        for (Future<T> task : tasks) {
            answers.add(task.get());
        }
        return answers;
    }

    private void lesson(int seconds, boolean judged) throws Exception {
        slow.clear();
        IntStream.rangeClosed(0, LONGEST).forEach(milliseconds -> waits.set(milliseconds, 0));
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        LogOfErrors log = new LogOfErrors(errors);
        try (Lab lab = Lab.startClass(InetAddress.getLoopbackAddress(), 0);
                ExecutorService threads = Executors.newFixedThreadPool(STUDENTS)) {
            LabClient teacher = new LabClient(lab);
            AtomicInteger told = new AtomicInteger();
            read(teacher, "/api/class/events", event -> {
                told.incrementAndGet();
                view.set(event);
            });
            teacher.build("\"epochs\":[0-9]+", "\"epochs\":100000");
            teacher.play(500);
            long begin = System.nanoTime();
            long spent = system.getProcessCpuTime();
            List<Student> students = all(threads, STUDENTS, number -> new Student(lab, number));
            all(threads, STUDENTS, number -> {
                students.get(number).begin();
                return number;
            });
            await(() -> steps().size() == STUDENTS && steps().stream().allMatch(count -> count > 0));
            List<Long> before = steps();
            work(threads, students, Math.max(1, seconds / 3));
            long third = heap();
            work(threads, students, seconds - seconds / 3);
            long end = heap();
            List<Long> made = steps();
            String settings = teacher.get("/api/catalog").replaceAll(".*\"start\":|,\"limits\".*", "");
            timed("give", () -> teacher.post("/api/class/give", settings));
            long given = System.nanoTime();
            await(() -> steps().stream().allMatch(count -> count == 0));
            double giving = (System.nanoTime() - given) / 1e9;
            work(threads, students, Math.max(1, seconds / 4));
            double took = (System.nanoTime() - begin) / 1e9;
            double processors = (system.getProcessCpuTime() - spent) / 1e9 / took;
            if (judged) {
                System.out.printf("Heap %d MB after a third and %d MB at the end%n", third >> 20, end >> 20);
                judge(students, before, made, giving, took, processors, told.get());
                assertThat(end).as("heap").isLessThan(2 * third + (64 << 20));
            }
        } finally {
            log.close();
        }
        assertThat(errors).isEmpty();
    }

    private void work(ExecutorService threads, List<Student> students, int seconds)
            throws InterruptedException, ExecutionException {
        all(threads, STUDENTS, number -> {
            try {
                for (int second = 0; second < seconds; second++) {
                    students.get(number).act(second);
                }
                return number;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /// How many each has made, as the teacher's page was told last.
    private List<Long> steps() {
        List<Long> steps = new ArrayList<>();
        Matcher found = STEPS.matcher(view.get());
        while (found.find()) {
            steps.add(Long.valueOf(found.group(1)));
        }
        return steps;
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 6000 && !holds.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    private void judge(
            List<Student> students,
            List<Long> before,
            List<Long> after,
            double giving,
            double took,
            double processors,
            int told) {
        List<Long> made = new ArrayList<>();
        for (int i = 0; i < STUDENTS; i++) {
            made.add(after.get(i) - before.get(i));
        }
        List<Wait> slowest = slow.stream()
                .sorted((one, other) -> Double.compare(other.seconds(), one.seconds()))
                .toList();
        int pictures =
                students.stream().mapToInt(student -> student.frames.get()).sum();
        System.out.printf(
                "Class of %d for %.1f s on %.1f processors: %d answers, half of them within %d ms, 99%% within %d ms, the"
                        + " slowest %s; %.1f pictures a second and student, %.1f views a second of the teacher, a setting to all in"
                        + " %.2f s, %d to %d steps%n",
                STUDENTS,
                took,
                processors,
                answers(),
                within(0.5),
                within(0.99),
                slowest.subList(0, Math.min(3, slowest.size())),
                pictures / took / STUDENTS,
                told / took,
                giving,
                Collections.min(made),
                Collections.max(made));
        // Where other programs have the processors, the same work takes longer.
        double busy = Math.max(1, 2 / processors);
        assertThat(slowest).allMatch(wait -> wait.seconds() < busy);
        assertThat(giving).as("seconds until all have a setting").isLessThan(8 * busy);
        assertThat(Collections.min(made))
                .as("steps of the slowest run, with the fastest at %s", Collections.max(made))
                .isGreaterThan(Collections.max(made) / 3);
        assertThat(students).allMatch(student -> student.frames.get() > took / busy / 2, "gets pictures");
    }
}
