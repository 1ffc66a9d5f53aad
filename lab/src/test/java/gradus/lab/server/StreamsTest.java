package gradus.lab.server;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Bounds;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Pages that stop reading.
final class StreamsTest {
    /// News that never end, each large.
    private static final class Flood implements News {
        @Override
        public @Nullable Event next(long milliseconds) {
            return new Event("1", "x".repeat(500_000));
        }

        @Override
        public boolean isOver() {
            return false;
        }
    }

    @Test
    void aDeadPage_losesItsPlaceToANewOne() throws IOException, InterruptedException {
        Part part = routes -> routes.stream("/api/flood", (request, last) -> new Flood());
        List<Socket> dead = new ArrayList<>();
        try (Server server = new Server(
                InetAddress.getLoopbackAddress(),
                0,
                List.of(part),
                new Visitors(Duration.ofMillis(300)),
                "/",
                Bounds.ofBody(1000))) {
            for (int i = 0; i < 16; i++) {
                Socket socket = open(server);
                assertThat(line(socket)).contains("200");
                dead.add(socket);
            }
            String answer = "429";
            for (int i = 0; i < 200 && answer.contains("429"); i++) {
                Thread.sleep(50);
                try (Socket fresh = open(server)) {
                    answer = line(fresh);
                }
            }
            assertThat(answer).contains("200");
        } finally {
            for (Socket socket : dead) {
                socket.close();
            }
        }
    }

    private static String line(Socket socket) throws IOException {
        InputStream stream = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int next = stream.read(); next >= 0 && next != '\n'; next = stream.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static Socket open(Server server) throws IOException {
        URI address = URI.create(server.address());
        String host = "Host: " + address.getAuthority() + "\r\n";
        String entered;
        try (Socket socket = send(server, "GET /?" + address.getQuery() + " HTTP/1.1\r\n" + host + "\r\n")) {
            entered = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher cookie = Pattern.compile("(?i)set-cookie: ([^;]+);").matcher(entered);
        Matcher key = Pattern.compile("[?]key=([0-9a-f]+)").matcher(entered);
        assertThat(cookie.find() && key.find()).as(entered).isTrue();
        return send(
                server,
                "GET /api/flood?key=" + key.group(1) + " HTTP/1.1\r\n" + host + "Cookie: " + cookie.group(1)
                        + "\r\nAccept: text/event-stream\r\n\r\n");
    }

    private static Socket send(Server server, String text) throws IOException {
        URI address = URI.create(server.address());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress(address.getHost(), address.getPort()));
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
