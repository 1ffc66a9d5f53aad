package gradus.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What strangers try on a server; each was seen to stop the lab once.
final class BoundedServerTest {
    private static final int CONNECTIONS = 32;
    private static final String FRIEND = "GET /answer HTTP/1.1\r\nHost: x\r\nX-Friend: 1\r\n\r\n";

    private final CountDownLatch slow = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(CONNECTIONS - 2);
    private final BoundedServer server = new BoundedServer(
            InetAddress.getLoopbackAddress(),
            0,
            new Bounds(CONNECTIONS, 1000, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(3)),
            (request, response) -> {
                if (request.headers().contains(HeaderNames.create("X-Friend"))) {
                    return true;
                }
                response.header(HeaderValues.CONNECTION_CLOSE);
                response.status(Status.UNAUTHORIZED_401).send("no");
                return false;
            },
            routing -> routing.get("/answer", (request, response) -> response.send("42"))
                    .post("/body", (request, response) -> {
                        byte[] body = Body.read(request, 500);
                        if (body == null) {
                            response.header(HeaderValues.CONNECTION_CLOSE);
                            response.status(Status.REQUEST_ENTITY_TOO_LARGE_413).send("too large");
                        } else {
                            response.send(body);
                        }
                    })
                    .get("/slow", (request, response) -> {
                        begun.countDown();
                        slow.await();
                        response.send("late");
                    }));
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        slow.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(30_000);
        sockets.add(socket);
        return socket;
    }

    private Socket send(String text) throws IOException {
        Socket socket = open();
        write(socket, text);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// All that comes until the server closes.
    private static String rest(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return "reset";
        }
    }

    private void answers(Socket socket) throws IOException {
        InputStream stream = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n42")) {
            int next = stream.read();
            assertThat(next).as(text.toString()).isNotNegative();
            text.append((char) next);
        }
        assertThat(text).startsWith("HTTP/1.1 200");
    }

    @Test
    void headersThatNeverEnd_areCutOff() throws IOException {
        Socket silent = open();
        Socket half = send("GET /answer HTTP/1.1\r\nHost:");
        Socket second = send(FRIEND);
        answers(second);
        write(second, "GET /ans");

        assertThat(rest(silent)).isIn("", "reset");
        assertThat(rest(half)).isIn("", "reset");
        assertThat(rest(second)).isIn("", "reset");
    }

    @Test
    void headersThatDrip_areCutOffLikewise() throws IOException, InterruptedException {
        Socket socket = send("GET /answer HTTP/1.1\r\nX-Long: ");
        long begin = System.nanoTime();
        boolean open = true;
        while (open && System.nanoTime() - begin < 30_000_000_000L) {
            Thread.sleep(100);
            try {
                write(socket, "x");
            } catch (SocketException e) {
                open = false;
            }
        }
        assertThat(open).isFalse();
    }

    @Test
    void manyHalfOpenConnections_leaveRoom() throws IOException {
        for (int i = 0; i < 200; i++) {
            send("GET / HTTP/1.1\r\nX-Half: ");
            if (i % 20 == 0) {
                answers(send(FRIEND));
            }
        }
        answers(send(FRIEND));
        assertThat(server.connections()).isLessThanOrEqualTo(CONNECTIONS);
    }

    @Test
    void connectionsOfFriends_outliveThoseOfStrangers() throws IOException {
        Socket friend = send(FRIEND);
        answers(friend);
        for (int i = 0; i < 3 * CONNECTIONS; i++) {
            open();
        }
        write(friend, FRIEND);
        answers(friend);
    }

    @Test
    void friendsAtWork_keepTheirPlacesAndIdleOnesMakeRoom() throws IOException, InterruptedException {
        List<Socket> working = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS - 2; i++) {
            working.add(send("GET /slow HTTP/1.1\r\nHost: x\r\nX-Friend: 1\r\nConnection: close\r\n\r\n"));
        }
        begun.await();
        for (int i = 0; i < 5; i++) {
            answers(send(FRIEND));
        }
        slow.countDown();
        for (Socket socket : working) {
            assertThat(rest(socket)).startsWith("HTTP/1.1 200").endsWith("late");
        }
    }

    @Test
    void refusedConnections_areClosed() throws IOException {
        for (int i = 0; i < 3 * CONNECTIONS; i++) {
            Socket socket = send("POST /answer HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            assertThat(rest(socket)).startsWith("HTTP/1.1 401").endsWith("no");
        }
        answers(send(FRIEND));
    }

    @Test
    void theBodyOfARefusedRequest_isNotReadAsARequest() throws IOException {
        Socket socket =
                send("POST /answer HTTP/1.1\r\nHost: x\r\nContent-Length: " + FRIEND.length() + "\r\n\r\n" + FRIEND);

        // The kernel may throw the answer away together with the body that nobody read.
        assertThat(rest(socket)).doesNotContain("HTTP/1.1 200").matches("(?s)reset|HTTP/1.1 401.*no");
    }

    @Test
    void aFriendWhoSaysThatItIsTheLastRequest_isTakenAtItsWord() throws IOException {
        Socket socket = send(FRIEND.replace("X-Friend: 1", "X-Friend: 1\r\nConnection: close") + FRIEND);

        assertThat(rest(socket)).containsOnlyOnce("HTTP/1.1");
    }

    @Test
    void aPortThatIsTaken_isSaid() {
        assertThatThrownBy(() -> new BoundedServer(
                        InetAddress.getLoopbackAddress(),
                        server.port(),
                        Bounds.ofBody(1000),
                        (request, response) -> true,
                        routing -> {}))
                .hasMessageContaining("port " + server.port() + " is not free");
    }

    @Test
    void aBodyThatDoesNotCome_isNotWaitedFor() throws IOException {
        Socket socket = send("POST /body HTTP/1.1\r\nHost: x\r\nX-Friend: 1\r\nContent-Length: 10\r\n\r\nabc");

        assertThat(rest(socket)).isIn("", "reset");
    }

    @Test
    void aBodyThatIsTooLarge_isNotRead() throws IOException {
        Socket socket = send("POST /body HTTP/1.1\r\nHost: x\r\nX-Friend: 1\r\nContent-Length: 900\r\n\r\n");

        assertThat(rest(socket)).startsWith("HTTP/1.1 413").endsWith("too large");
    }

    @Test
    void draining_answersThoseAtWorkAndTakesNoOthers() throws Exception {
        Socket idle = send(FRIEND);
        answers(idle);
        Socket working = send("GET /slow HTTP/1.1\r\nHost: x\r\nX-Friend: 1\r\n\r\n");
        while (begun.getCount() == CONNECTIONS - 2) {
            Thread.onSpinWait();
        }
        Thread drain = Thread.ofPlatform().start(() -> {
            try {
                assertThat(server.drain(Duration.ofSeconds(20))).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(rest(idle)).isIn("", "reset");
        assertThat(rest(send(FRIEND))).isIn("", "reset");
        slow.countDown();
        assertThat(rest(working)).startsWith("HTTP/1.1 200").endsWith("late");
        drain.join();
    }
}
