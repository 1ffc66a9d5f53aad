package gradus.cli;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.Sequential;
import gradus.lab.Lab;
import gradus.serve.PredictionServer;
import gradus.serve.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same strangers at every server of the project, each as it is started for users. `BoundedServerTest` has what
/// takes time.
@TestInstance(Lifecycle.PER_CLASS)
final class ServersTest {
    /// More than any of them lets in at once.
    private static final int MANY = 300;

    @TempDir
    private static Path folder = Path.of("");

    private final List<AutoCloseable> running = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();

    /// A server.
    ///
    /// @param address host and port
    /// @param path something that answers to friends only
    /// @param friend headers of those who may ask
    private record Target(String name, URI address, String path, String friend) {
        String head(String method) {
            return method + " " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n";
        }

        String friendly() {
            return head("GET") + friend + "Connection: close\r\n\r\n";
        }

        Socket send(String text) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return socket;
        }

        /// All that it answers until it closes.
        String answers(String text) throws IOException {
            try (Socket socket = send(text)) {
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (SocketException e) {
                return "reset";
            }
        }

        void answersFriends() throws IOException {
            assertThat(answers(friendly())).startsWith("HTTP/1.1 200");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void start() throws IOException {
        Lab lab = Lab.start(0);
        running.add(lab);
        URI entrance = URI.create(lab.address());
        Target unknown = new Target("lab", entrance, "/?" + entrance.getQuery(), "");
        String entered = unknown.answers(unknown.head("GET") + "Connection: close\r\n\r\n");
        targets.add(new Target(
                "lab",
                entrance,
                "/api/catalog",
                "Cookie: " + found("(?i)set-cookie: ([^;]+);", entered) + "\r\nX-Lab: "
                        + found("key=([0-9a-f]+)", entered) + "\r\n"));

        Path model = Files.createDirectories(folder.resolve("sum")).resolve("model.keras");
        Sequential.of(input(2), dense(1)).save(model);
        PredictionServer server = PredictionServer.start(
                model, new ServerOptions().port(0).token("secret").connections(MANY - 50));
        running.add(server);
        targets.add(new Target("serve", URI.create(server.address()), "/models", "Authorization: Bearer secret\r\n"));
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable server : running) {
            server.close();
        }
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    Stream<Target> targets() {
        return targets.stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void halfRequestsOfStrangers_leaveRoomForFriends(Target target) throws IOException {
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                strangers.add(target.send("GET / HTTP/1.1\r\nX-Half: "));
                if (i % 30 == 0) {
                    target.answersFriends();
                }
            }
            target.answersFriends();
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void refusedConnections_areClosed_andTheirBodiesAreNoRequests(Target target) throws IOException {
        String smuggled = target.friendly();
        for (String length : List.of("Content-Length: " + smuggled.length(), "Transfer-Encoding: chunked")) {
            String answer = target.answers(target.head("POST") + length + "\r\n\r\n" + smuggled);
            // The system may throw the answer away together with the body that nobody read.
            assertThat(answer).doesNotContain("HTTP/1.1 200").matches("(?s)reset|HTTP/1\\.1 40[0135].*");
        }
        target.answersFriends();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void otherSites_areRefused(Target target) throws IOException {
        String friend = target.friend() + "Connection: close\r\n\r\n";
        for (String header : List.of("Origin: http://evil.example", "Sec-Fetch-Site: cross-site", "Origin: null")) {
            assertThat(target.answers(target.head("GET") + header + "\r\n" + friend))
                    .as(header)
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(target.answers(target.head("GET") + "\r\n")).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void requestsThatCanBeReadInTwoWays_getOneAnswerAtMost(Target target) throws IOException {
        String rest = target.friend() + "Connection: close\r\n";
        for (String lengths : List.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: 9223372036854775808\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Host: evil.example\r\n",
                " folded: yes\r\n")) {
            String answer = target.answers(target.head("GET") + rest + lengths + "\r\n0\r\n\r\n" + target.friendly());
            assertThat(answer.toLowerCase(Locale.ROOT).split("http/1\\.1 ", -1).length - 1)
                    .as(lengths + answer)
                    .isLessThanOrEqualTo(1);
        }
        target.answersFriends();
    }
}
