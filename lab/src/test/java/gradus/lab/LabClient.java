package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a page says to the lab, without a browser.
final class LabClient {
    private final URI address;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String key;

    LabClient(Lab lab) {
        address = URI.create(lab.address());
        HttpResponse<String> entered = send(HttpRequest.newBuilder(address).build());
        key = entered.headers().firstValue("Location").orElseThrow().replaceFirst(".*key=", "");
    }

    /// A student who joins a class.
    LabClient(Lab lab, String name) {
        URI join = URI.create(lab.joinAddress());
        address = join.resolve("/");
        HttpResponse<String> joined = send(HttpRequest.newBuilder(address.resolve("/api/join"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"code\":\"" + join.getFragment() + "\",\"name\":\"" + name + "\"}"))
                .build());
        key = ok(joined).replaceAll(".*\"key\":\"|\".*", "");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ok(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.request() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    String get(String path) {
        return ok(send(HttpRequest.newBuilder(address.resolve(path))
                .header("X-Lab", key)
                .build()));
    }

    /// The lines of a stream of events, as they arrive.
    Stream<String> events(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                    .header("X-Lab", key)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String post(String path, String json) {
        return ok(send(HttpRequest.newBuilder(address.resolve(path))
                .header("X-Lab", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build()));
    }

    void delete(String path) {
        ok(send(HttpRequest.newBuilder(address.resolve(path))
                .header("X-Lab", key)
                .DELETE()
                .build()));
    }

    void command(String action) {
        post("/api/command", "{\"action\":\"" + action + "\",\"value\":0}");
    }

    /// Builds a run of the settings that the lab starts with, after some replacements in their JSON.
    ///
    /// @return its number
    int build(String... replacements) {
        String catalog = get("/api/catalog");
        Matcher start = Pattern.compile("\"start\":(\\{.*}),\"limits\"").matcher(catalog);
        assertThat(start.find()).isTrue();
        String settings = start.group(1);
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(settings).containsPattern(replacements[i]);
            settings = settings.replaceFirst(replacements[i], replacements[i + 1]);
        }
        Matcher run = Pattern.compile("\"run\":([0-9]+)").matcher(post("/api/build", settings));
        assertThat(run.find()).isTrue();
        return Integer.parseInt(run.group(1));
    }

    /// Opens the stream of events by hand; its reader decides how fast it reads.
    ///
    /// @param buffer how many bytes may wait at this end
    Socket stream(int buffer) throws IOException {
        return ask("/api/events", buffer);
    }

    /// Asks by hand; who asked may go without an answer.
    Socket ask(String path, int buffer) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(buffer);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        String cookie = cookies.getCookieStore().getCookies().getFirst().toString();
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nCookie: " + cookie
                                + "\r\nX-Lab: " + key + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /// The newest frame.
    String frame() {
        return event("/api/events");
    }

    /// The data of a stream's first event.
    String event(String path) {
        try (Stream<String> lines = events(path)) {
            return lines.filter(line -> line.startsWith("data:{")).findFirst().orElseThrow();
        }
    }

    static BufferedReader lines(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /// How many steps the current run has made, as the first frame of a new stream tells. Waits for a free stream.
    long steps() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (Socket socket = stream(1 << 16)) {
                BufferedReader lines = lines(socket.getInputStream());
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Matcher steps = Pattern.compile("\"steps\":([0-9]+)").matcher(line);
                    if (steps.find()) {
                        return Long.parseLong(steps.group(1));
                    }
                    if (line.contains(" 429 ")) {
                        break;
                    }
                }
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the stream told no steps");
    }

    /// How fast a lab of this process trains.
    ///
    /// @param perSecond steps in a second
    /// @param perProcessorSecond steps in a second of the processor's time that the training thread got, which does
    ///     not depend on what else this machine does
    record Speed(double perSecond, double perProcessorSecond) {}

    Speed measure(long milliseconds) throws IOException, InterruptedException {
        long steps = steps();
        long begin = System.nanoTime();
        double processorSeconds = play(milliseconds);
        double seconds = (System.nanoTime() - begin) / 1e9;
        long made = steps() - steps;
        return new Speed(made / seconds, made / processorSeconds);
    }

    /// Plays until the training thread has got some time of the processor.
    ///
    /// @return how much it got, in seconds
    double play(long milliseconds) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long thread = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().equals("gradus-lab-training"))
                .mapToLong(info -> info.getThreadId())
                .max()
                .orElseThrow();
        long processor = threads.getThreadCpuTime(thread);
        command("play");
        while (threads.getThreadCpuTime(thread) - processor < milliseconds * 1_000_000) {
            Thread.sleep(20);
        }
        command("pause");
        return (threads.getThreadCpuTime(thread) - processor) / 1e9;
    }
}
