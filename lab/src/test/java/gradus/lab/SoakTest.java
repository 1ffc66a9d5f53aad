package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Many runs, watched by as many streams as there may be, some of which hardly read. `-Dgradus.soak=300` makes it
/// as long as a lesson: 200 runs in 300 seconds.
@Isolated("it looks at the errors and the memory of the whole process")
final class SoakTest {
    private static final int SECONDS = Integer.getInteger("gradus.soak", 8);
    private static final int RUNS = Math.max(8, SECONDS * 2 / 3);
    private static final boolean LONG = SECONDS >= 60;
    private static final int FAST = 12;
    private static final int SLOW = 4;
    private static final int NAMED = 10;
    private static final Pattern RUN = Pattern.compile("\\{\"run\":([0-9]+)");

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();

    /// A stream that reads as fast as it can, and knows what it was told last.
    private final class Fast {
        final AtomicInteger frames = new AtomicInteger();
        final AtomicInteger run = new AtomicInteger();
        final AtomicBoolean closed = new AtomicBoolean();

        void read(Socket socket) {
            try {
                BufferedReader lines = LabClient.lines(socket.getInputStream());
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Matcher found = RUN.matcher(line);
                    if (found.find()) {
                        frames.incrementAndGet();
                        run.set(Integer.parseInt(found.group(1)));
                    }
                }
                if (!over.get() && !closed.get()) {
                    errors.add("a stream ended");
                }
            } catch (IOException e) {
                if (!over.get() && !closed.get()) {
                    errors.add("a stream broke: " + e);
                }
            }
        }
    }

    private void readSlowly(Socket socket, AtomicInteger bytes) {
        try {
            while (!over.get() && socket.getInputStream().read() >= 0) {
                bytes.incrementAndGet();
                Thread.sleep(1000);
            }
        } catch (IOException | InterruptedException e) {
            if (!over.get()) {
                errors.add("a slow stream broke: " + e);
            }
        }
    }

    @Test
    void manyRunsAndSlowPages_areNoTrouble() throws IOException, InterruptedException {
        LogOfErrors log = new LogOfErrors(errors);
        Lab lab = Lab.start(0);
        try {
            soak(lab);
        } finally {
            log.close();
            over.set(true);
            long begin = System.nanoTime();
            lab.close();
            assertThat((System.nanoTime() - begin) / 1e9)
                    .as("the lab closes although slow pages are connected")
                    .isLessThan(15);
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(errors).isEmpty();
    }

    private void soak(Lab lab) throws IOException, InterruptedException {
        LabClient client = new LabClient(lab);
        // Until the compiler has seen it all.
        buildSmall(client);
        client.play(1500);
        List<Fast> fast = new ArrayList<>();
        List<AtomicInteger> slow = new ArrayList<>();
        for (int i = 0; i < FAST + SLOW; i++) {
            Socket socket = client.stream(i < SLOW ? 4096 : 1 << 16);
            sockets.add(socket);
            if (i < SLOW) {
                AtomicInteger bytes = new AtomicInteger();
                slow.add(bytes);
                Thread.ofVirtual().start(() -> readSlowly(socket, bytes));
            } else {
                Fast stream = new Fast();
                fast.add(stream);
                Thread.ofVirtual().start(() -> stream.read(socket));
            }
        }
        for (Fast stream : fast) {
            awaitRun(stream, 2);
        }
        try (Socket another = client.stream(1 << 16)) {
            assertThat(LabClient.lines(another.getInputStream()).readLine())
                    .as("one stream more than there may be")
                    .contains("429");
        }
        long begin = System.nanoTime();
        long third = 0;
        int run = 0;
        for (int i = 0; i < RUNS; i++) {
            run = oneRun(client, i);
            if (i == RUNS / 3) {
                third = heap();
            }
            long left = SECONDS * 1_000_000_000L * (i + 1) / RUNS - (System.nanoTime() - begin);
            Thread.sleep(Math.max(0, left / 1_000_000));
        }
        long end = heap();
        client.command("pause");
        for (Fast stream : fast) {
            awaitRun(stream, run);
        }
        // One page makes room for the stream that asks how many steps there were.
        fast.getLast().closed.set(true);
        sockets.getLast().close();
        LabClient.Speed watched = speed(client);
        assertThat(errors).isEmpty();
        assertThat(slow).as("bytes that slow pages got").allMatch(bytes -> bytes.get() > SECONDS / 4);
        over.set(true);
        for (Socket socket : sockets) {
            socket.close();
        }
        LabClient.Speed alone = speed(client);
        System.out.printf(
                "Soak of %d s: %d runs, %d frames to %d pages, heap %d MB after a third and %d MB at the end;"
                        + " with pages %.0f steps a second (%.0f a processor second), without %.0f (%.0f)%n",
                SECONDS,
                RUNS,
                fast.stream().mapToInt(stream -> stream.frames.get()).sum(),
                FAST + SLOW,
                third >> 20,
                end >> 20,
                watched.perSecond(),
                watched.perProcessorSecond(),
                alone.perSecond(),
                alone.perProcessorSecond());
        assertThat(end).as("heap").isLessThan(2 * third + (64 << 20)).isLessThan(512 << 20);
        assertThat(watched.perProcessorSecond() / alone.perProcessorSecond())
                .as("speed of training with pages, to that without")
                .isGreaterThan(LONG ? 0.9 : 0.5);
    }

    private static int oneRun(LabClient client, int i) {
        int run = client.build(
                "\"epochs\":[0-9]+",
                "\"epochs\":100000",
                "\"seed\":[0-9]+,\"l1\"",
                "\"seed\":" + i + ",\"l1\"",
                "\"optimizer\":\"adam\"",
                i % 2 == 0 ? "\"optimizer\":\"adam\"" : "\"optimizer\":\"sgd\"");
        client.command("batch");
        client.command("play");
        if (i % 5 == 4) {
            client.command("pause");
            client.command("epoch");
            client.get("/api/runs/" + run + "/java");
            client.get("/api/runs/" + run + "/model");
            client.get("/api/inside?row=" + i);
            client.command("play");
        }
        if (i % 3 == 2) {
            if (i % 9 == 8) {
                client.post("/api/runs/" + (run - 1) + "/name", "{\"name\":\"number " + i + "\"}");
                if (i >= NAMED * 9 + 8) {
                    // Runs with a name stay; if they filled the list, others would go as soon as they came.
                    client.delete("/api/runs/" + (run - 1 - NAMED * 9));
                }
            }
            client.get("/api/runs/" + (run - 1) + "/curves");
            client.delete("/api/runs/" + (run - 2));
        }
        return run;
    }

    private static LabClient.Speed speed(LabClient client) throws IOException, InterruptedException {
        buildSmall(client);
        return client.measure(LONG ? 4000 : 500);
    }

    private static void buildSmall(LabClient client) {
        client.build("\"epochs\":[0-9]+", "\"epochs\":100000", "\"samples\":[0-9]+", "\"samples\":10000");
    }

    private static void awaitRun(Fast stream, int run) throws InterruptedException {
        for (int i = 0; i < 600 && stream.run.get() < run; i++) {
            Thread.sleep(100);
        }
        assertThat(stream.run.get())
                .as("the run that a stream was told of last")
                .isGreaterThanOrEqualTo(run);
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
