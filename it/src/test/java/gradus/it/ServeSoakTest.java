package gradus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers as processes, whose model is replaced all the time, and of which one is ended with SIGTERM and started
/// again, behind clients that ask again where nobody answers. Every answer is the one of `gradus predict`.
///
/// `-Dgradus.soak.seconds=3600` makes it long; the usual one is short. A long one looks at the heap after collections
/// once a minute, whose least value must not grow.
final class ServeSoakTest {
    private static final int SECONDS = Integer.getInteger("gradus.soak.seconds", 6);
    private static final int RESTART_SECONDS = Integer.getInteger("gradus.soak.restart", 2);
    private static final Path GRADUS =
            Path.of(System.getProperty("gradus.soak.command", "../dist/target/gradus/bin/gradus"));
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("gradus.soak.patience", 120));
    private static final int ROWS = 12;
    /// What is left of one reload or another may lie in the heap.
    private static final long HEAP_MIB = 6;
    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");
    private static final Pattern VALUE = Pattern.compile("\"value\":([-0-9.E]+)");
    private static final Pattern HEAP = Pattern.compile("(?m)^gradus_heap_bytes ([0-9.E]+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    @TempDir
    private Path folder = Path.of("");

    private final LongAdder answers = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final List<String> rows = new ArrayList<>();
    /// What `predict` says of each row, of the model of versions that are even and of those that are odd.
    private final List<List<String>> expected = new ArrayList<>();
    private volatile boolean over;

    private record Server(Process process, int port) {}

    private Path in(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private void gradus(String name, Object... arguments) throws Exception {
        List<Object> command = new ArrayList<>(List.of(GRADUS.toAbsolutePath()));
        command.addAll(List.of(arguments));
        Ran ran = Ran.of(in(name), Map.of(), command.toArray());
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    private void trainTwo() throws Exception {
        StringBuilder table = new StringBuilder("area,town,rooms,price\n");
        String[] towns = {"Ghent", "Bruges", "Namur"};
        for (int i = 0; i < 90; i++) {
            int area = 40 + i * 37 % 200;
            table.append("%d,%s,%d,%d\n".formatted(area, towns[i % 3], 1 + i % 6, area * 2000 + i % 3 * 30_000));
        }
        Files.writeString(folder.resolve("table.csv"), table);
        StringBuilder asked = new StringBuilder("area,town,rooms\n");
        for (int i = 0; i < ROWS; i++) {
            asked.append("%d,%s,%d\n".formatted(50 + 13 * i, towns[i % 3], 1 + i % 5));
            rows.add("{\"area\":%d,\"town\":\"%s\",\"rooms\":%d}".formatted(50 + 13 * i, towns[i % 3], 1 + i % 5));
        }
        Files.writeString(folder.resolve("rows.csv"), asked);
        for (int model = 0; model < 2; model++) {
            Path run = folder.resolve("run" + model);
            gradus(
                    "train" + model,
                    "train",
                    folder.resolve("table.csv"),
                    "--target",
                    "price",
                    "--net",
                    "mlp",
                    "--epochs",
                    3,
                    "--seed",
                    model,
                    "--quiet",
                    "--out",
                    run);
            Path answer = folder.resolve("answers" + model + ".csv");
            gradus(
                    "predict" + model,
                    "predict",
                    run.resolve("model.keras"),
                    folder.resolve("rows.csv"),
                    "--out",
                    answer);
            List<String> lines = Files.readAllLines(answer);
            expected.add(lines.subList(1, lines.size()));
        }
        assertThat(expected.get(0)).isNotEqualTo(expected.get(1));
    }

    /// A new version comes as a whole, as those who deploy models do it.
    private void deploy(long version) throws IOException {
        Path next = Files.createDirectories(folder.resolve("next/" + version));
        Files.copy(folder.resolve("run" + version % 2 + "/model.keras"), next.resolve("model.keras"));
        Path models = Files.createDirectories(folder.resolve("models/houses"));
        Files.move(next, models.resolve(Long.toString(version)), StandardCopyOption.ATOMIC_MOVE);
        Path old = models.resolve(Long.toString(version - 2));
        if (Files.exists(old)) {
            Files.delete(old.resolve("model.keras"));
            Files.delete(old);
        }
    }

    private Server start(String name, int port) throws Exception {
        Process process = Ran.start(
                in(name),
                Map.of(),
                GRADUS.toAbsolutePath(),
                "serve",
                folder.resolve("models"),
                "--port",
                port,
                "--poll",
                "0.5");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Matcher line = Pattern.compile("Serving houses at http://127.0.0.1:(\\d+)\n")
                    .matcher(Ran.read(folder.resolve(name), "out"));
            if (line.find()) {
                return new Server(process, Integer.parseInt(line.group(1)));
            }
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as(Ran.read(folder.resolve(name), "err"))
                    .isTrue();
            Thread.sleep(20);
        }
    }

    /// Asks, and asks again where nobody answers, until somebody does.
    private String ask(HttpClient client, List<Integer> ports, String body) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String problem = "";
        for (int i = 0; System.nanoTime() < end; i++) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + ports.get(i % ports.size()) + "/models/houses/predict"))
                    .timeout(Duration.ofSeconds(60))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            try {
                var response = client.send(request, BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return response.body();
                }
                problem = response.statusCode() + " " + response.body();
                if (response.statusCode() != 503) {
                    return problem;
                }
            } catch (IOException e) {
                problem = e.toString();
            }
            retries.increment();
            Thread.sleep(20);
        }
        return "no answer: " + problem;
    }

    private void client(int number, List<Integer> ports) {
        Random random = new Random(number);
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!over) {
                List<Integer> asked =
                        random.ints(1 + random.nextInt(4), 0, ROWS).boxed().toList();
                String answer =
                        ask(client, ports, asked.stream().map(rows::get).collect(Collectors.joining(",", "[", "]")));
                Matcher version = VERSION.matcher(answer);
                List<String> values = VALUE.matcher(answer)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
                if (!version.find() || !isExpected(asked, values, Long.parseLong(version.group(1)))) {
                    wrong.add(asked + ": " + answer);
                }
                answers.increment();
                // Two cores are shared with what is tested.
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            wrong.add(e.toString());
        }
    }

    private boolean isExpected(List<Integer> asked, List<String> values, long version) {
        List<String> right = expected.get((int) (version % 2));
        return values.size() == asked.size()
                && IntStream.range(0, values.size())
                        .allMatch(i -> Float.parseFloat(values.get(i)) == Float.parseFloat(right.get(asked.get(i))));
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? (long) Double.parseDouble(found.group(1)) : -1;
    }

    @Test
    @Tag("long")
    void answersAreRight_whateverHappensToModelsAndServers() throws Exception {
        trainTwo();
        deploy(1);
        Server steady = start("steady", 0);
        Server other = start("other", 0);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            // Two each ask one server only, and must wait while it starts.
            List<Integer> ports = List.of(i % 2 == 0 ? steady.port() : other.port());
            clients.add(Thread.ofPlatform().start(() -> client(number, ports)));
        }
        PrintStream report = new PrintStream(Files.newOutputStream(Path.of("target/serve-soak.txt")), true);
        long begun = System.nanoTime();
        long version = 1;
        int restarts = 0;
        double restarted = 0;
        double reported = -60;
        List<Long> heaps = new ArrayList<>();
        double now = 0;
        while (now < SECONDS || restarts == 0) {
            deploy(++version);
            Thread.sleep(Math.min(2000, SECONDS * 100L));
            now = (System.nanoTime() - begun) / 1e9;
            if (now - restarted > RESTART_SECONDS) {
                end("other", other);
                other = start("other", other.port());
                restarts++;
                restarted = now;
            }
            if (now - reported >= 60) {
                heaps.add(heap(steady));
                report.println(LocalTime.now(ZoneId.systemDefault()) + " " + state(steady) + ", version " + version
                        + ", restarts " + restarts + ", answers " + answers + ", retries " + retries + ", wrong "
                        + wrong.size());
                reported = now;
            }
            assertThat(wrong).isEmpty();
        }
        over = true;
        for (Thread client : clients) {
            client.join();
        }
        report.println("end: " + state(steady) + ", versions " + version + ", restarts " + restarts + ", answers "
                + answers + ", retries " + retries + ", wrong " + wrong.size());
        end("steady", steady);
        end("other", other);
        report.println("heap after collections, MiB: " + heaps);
        int half = (heaps.size() + 1) / 2;
        assertThat(Collections.min(heaps.subList(heaps.size() - half, heaps.size()))
                        - Collections.min(heaps.subList(0, half)))
                .isLessThan(HEAP_MIB);
        assertThat(wrong).isEmpty();
        assertThat(answers.sum()).isGreaterThan(SECONDS);
        assertThat(retries.sum()).isPositive();
    }

    private void end(String name, Server server) throws Exception {
        server.process().destroy();
        assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.process().exitValue())
                .as(Ran.read(folder.resolve(name), "err"))
                .isZero();
    }

    /// What objects take after a collection, in MiB.
    private long heap(Server server) throws Exception {
        Ran ran = Ran.of(
                in("collect"), Map.of(), Ran.jdk("jcmd"), server.process().pid(), "GC.run");
        assertThat(ran.code()).as(ran.err()).isZero();
        return heapNow(server);
    }

    private static long heapNow(Server server) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String metrics = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return number(HEAP, metrics) >> 20;
        }
    }

    private static String state(Server server) throws IOException, InterruptedException {
        Path status = Path.of("/proc/" + server.process().pid() + "/status");
        long resident = Files.exists(status) ? number(RESIDENT, Files.readString(status)) >> 10 : -1;
        return "resident " + resident + " MiB, heap " + heapNow(server) + " MiB";
    }
}
