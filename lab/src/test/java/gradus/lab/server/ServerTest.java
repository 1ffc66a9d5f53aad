package gradus.lab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.lab.pages.Pages;
import java.io.IOException;
import java.net.BindException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// How parts of the lab enter what they answer to.
final class ServerTest {
    @Test
    void aPart_answersUnderItsOwnRoutes() throws IOException, InterruptedException {
        Part part = routes -> routes.get("/api/twice/{id}", request -> List.of(2 * Routes.id(request)))
                .delete("/api/twice/{id}", request -> {
                    throw new IllegalArgumentException("nothing of it can go");
                });
        try (Server server = new Server(0, List.of(new Pages(), part))) {
            HttpClient client = enter(server);

            assertThat(server.routes())
                    .contains(
                            new Routes.Route("GET", "/", Routes.Audience.GUESTS),
                            new Routes.Route("DELETE", "/api/twice/{id}", Routes.Audience.OWNER));
            assertThat(ask(client, server, "GET", "/api/twice/21").body()).isEqualTo("[42]");
            assertThat(ask(client, server, "GET", "/api/twice/x").statusCode()).isEqualTo(400);
            HttpResponse<String> refused = ask(client, server, "DELETE", "/api/twice/1");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("nothing of it can go");
        }
    }

    @Test
    void theOtherLoopbackAddress_isServedLikewise() throws IOException, InterruptedException {
        byte[] bytes = new byte[16];
        bytes[15] = 1;
        InetAddress loopback = InetAddress.getByAddress(bytes);
        try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
            assertThat(socket.isBound()).isTrue();
        } catch (BindException e) {
            Assumptions.abort("LEFT OUT: this machine has no ::1");
        }
        try (Server server = new Server(loopback, 0, List.of(new Pages()))) {
            assertThat(server.address()).startsWith("http://[::1]:");
            assertThat(ask(enter(server), server, "GET", "/lab.css").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void allFilesOfThePage_weighLittle() {
        try (Server server = new Server(0, List.of(new Pages()))) {
            System.out.println("The page weighs " + server.pageBytes() / 1024 + " kB, packed");
            assertThat(server.pageBytes()).isBetween(20_000, 300_000);
        }
    }

    @Test
    void twoPartsWithTheSameRoute_areMissedAtTheStart() {
        Part part = routes -> routes.get("/api/x", request -> 1);

        assertThatThrownBy(() -> new Server(0, List.of(part, part))).hasMessageContaining("GET /api/x");
    }

    @Test
    void aFileThatIsNotInTheJar_isMissedAtTheStart() {
        Part part = routes -> routes.page("/x.js", "/gradus/lab/page/none.js");

        assertThatThrownBy(() -> new Server(0, List.of(part))).hasMessageContaining("is not in the jar");
    }

    private static String key = "";

    private static HttpClient enter(Server server) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        HttpRequest entrance =
                HttpRequest.newBuilder(URI.create(server.address())).build();
        HttpResponse<String> entered = client.send(entrance, HttpResponse.BodyHandlers.ofString());
        key = entered.headers().firstValue("Location").orElseThrow().substring("/?key=".length());
        return client;
    }

    private static HttpResponse<String> ask(HttpClient client, Server server, String method, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.address()).resolve(path))
                .header("X-Lab", key)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
