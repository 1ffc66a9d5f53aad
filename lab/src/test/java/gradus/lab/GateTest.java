package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Who is let in. Requests are written by hand, because clients refuse to send what is tried here.
final class GateTest {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND");
    private static Lab lab;
    private static URI address;
    private static Wire wire;
    private static String cookie;
    private static String key;

    @BeforeAll
    static void start() throws IOException {
        lab = Lab.start(0);
        address = URI.create(lab.address());
        wire = new Wire(address);
        String entered = send("GET", address.getPath() + "?" + address.getQuery(), host(), List.of());
        Matcher found = Pattern.compile("(?i)set-cookie: ([^;]+); Path=/; HttpOnly; SameSite=Strict")
                .matcher(entered);
        assertThat(found.find()).as(entered).isTrue();
        cookie = found.group(1);
        Matcher secret = Pattern.compile("Location: /[?]key=([0-9a-f]{64})\r").matcher(entered);
        assertThat(secret.find()).as(entered).isTrue();
        key = secret.group(1);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void whoGoesBeforeTheAnswer_isNoError() throws IOException {
        try (LogOfErrors log = new LogOfErrors(new ConcurrentLinkedQueue<>())) {
            LabClient client = new LabClient(lab);
            for (int i = 0; i < 100; i++) {
                try (Socket socket = client.ask("/api/catalog", 1024)) {
                    // It is not closed politely, but broken.
                    socket.setSoLinger(true, 0);
                }
            }
            assertThat(client.get("/api/catalog")).contains("generators");
            assertThat(log.errors()).isEmpty();
        }
    }

    /// Who is no page of this lab, by what it sends.
    private static Map<String, List<String>> strangers() {
        String host = "Host: " + host();
        String own = "Cookie: " + cookie;
        String lab = "X-Lab: " + key;
        Map<String, List<String>> strangers = new LinkedHashMap<>();
        strangers.put("no token", List.of(host, lab));
        strangers.put("bad token", List.of(host, lab, own.substring(0, own.length() - 2) + "zz"));
        strangers.put("bad Host", List.of("Host: evil.example:" + address.getPort(), lab, own));
        strangers.put("foreign Origin", List.of(host, lab, own, "Origin: http://evil.example"));
        strangers.put("foreign site", List.of(host, lab, own, "Sec-Fetch-Site: cross-site"));
        strangers.put("no key", List.of(host, own));
        strangers.put("bad key", List.of(host, own, "X-Lab: 1"));
        return strangers;
    }

    @TestFactory
    List<DynamicTest> everyRoute_isRefusedToStrangersByEveryMethod() {
        Set<String> routes = new LinkedHashSet<>();
        lab.routes().forEach(route -> routes.add(route.path().replaceAll("\\{[a-z]+}", "1")));
        assertThat(routes).contains("/", "/main.js", "/api/events", "/api/runs/1");
        routes.add("/no/such/path");
        return routes.stream()
                .map(route -> DynamicTest.dynamicTest(route, () -> isRefused(route)))
                .toList();
    }

    private static void isRefused(String route) throws IOException {
        for (String method : METHODS) {
            for (Map.Entry<String, List<String>> stranger : strangers().entrySet()) {
                // Pages without their data are no secret: a browser asks for them without the key.
                if (method.equals("GET") && stranger.getKey().endsWith("key") && !route.startsWith("/api/")) {
                    continue;
                }
                assertThat(sendAll(method, route, stranger.getValue()))
                        .as(stranger.getKey() + ": " + method + " " + route)
                        .matches("(?s)HTTP/1\\.1 (400|401|403|405|421) .*");
            }
        }
    }

    @Test
    void theAddressForABrowser_letsInOnce() throws IOException {
        URI once = URI.create(lab.addressOnce());
        String path = once.getPath() + "?" + once.getQuery();

        assertThat(once.getQuery()).isNotEqualTo(address.getQuery());
        assertThat(send("GET", path, host(), List.of()))
                .startsWith("HTTP/1.1 303")
                .contains(key);
        assertThat(send("GET", path, host(), List.of()))
                .startsWith("HTTP/1.1 401")
                .doesNotContain(key);
        assertThat(send("GET", "/?" + address.getQuery(), host(), List.of())).startsWith("HTTP/1.1 303");
    }

    @Test
    void theKey_isInAddressesOfStreamsOnly() throws IOException {
        List<String> own = List.of("Cookie: " + cookie);

        assertThat(send("GET", "/api/catalog?key=" + key, host(), own)).startsWith("HTTP/1.1 200");
        assertThat(send("DELETE", "/api/runs/1?key=" + key, host(), own)).startsWith("HTTP/1.1 403");
        assertThat(send("GET", "/%61pi/catalog", host(), own)).startsWith("HTTP/1.1 403");
        assertThat(send("GET", "/", host(), own)).doesNotContain(key);
    }

    @Test
    void theBodyOfARefusedRequest_isNotReadAsARequest() throws IOException {
        String smuggled = "GET /api/nope HTTP/1.1\r\nHost: " + host() + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST /api/command HTTP/1.1\r\nHost: " + host() + "\r\nContent-Length: " + smuggled.length()
                                    + "\r\n\r\n" + smuggled)
                            .getBytes(StandardCharsets.UTF_8));

            assertThat(Wire.answer(socket.getInputStream())).startsWith("HTTP/1.1 401");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void anotherPortOfThisMachine_isAForeignHostAndOrigin() throws IOException {
        assertThat(send("GET", "/api/catalog", "127.0.0.1:1", List.of("Cookie: " + cookie, "X-Lab: " + key)))
                .startsWith("HTTP/1.1 421");
        assertThat(send(
                        "GET",
                        "/api/catalog",
                        host(),
                        List.of("Cookie: " + cookie, "X-Lab: " + key, "Origin: http://127.0.0.1:1")))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void allNamesOfThisMachine_areItsOwn() throws IOException {
        for (String name : List.of("127.0.0.1", "localhost", "[::1]")) {
            String host = name + ":" + address.getPort();
            List<String> headers = List.of("Cookie: " + cookie, "X-Lab: " + key, "Origin: http://" + host);

            assertThat(send("GET", "/api/catalog", host, headers)).as(name).startsWith("HTTP/1.1 200");
            assertThat(send("GET", "/api/catalog", "[::2]:" + address.getPort(), headers))
                    .startsWith("HTTP/1.1 421");
        }
        assertThat(send(
                        "GET",
                        "/api/catalog",
                        host(),
                        List.of("Cookie: " + cookie, "X-Lab: " + key, "Origin: http://[::1]:" + address.getPort())))
                .as("a page of one name may not ask another")
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void thePageItself_isLetIn() throws IOException {
        String answer = send(
                "GET",
                "/api/catalog",
                host(),
                List.of("Cookie: " + cookie, "X-Lab: " + key, "Sec-Fetch-Site: same-origin"));

        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"optimizers\"");
    }

    @Test
    void everyAnswer_hasThePolicy() throws IOException {
        for (String headers : List.of("Cookie: " + cookie, "X-Lab: " + key, "Cookie: none=1")) {
            String answer = send("GET", "/", host(), List.of(headers));

            assertThat(answer)
                    .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';")
                    .contains("X-Content-Type-Options: nosniff")
                    .contains("Referrer-Policy: no-referrer")
                    .doesNotContain("unsafe-inline");
        }
    }

    @Test
    void whoIsNotLetIn_isShownAPageThatSaysWhatToDo() throws IOException {
        assertThat(send("GET", "/", host(), List.of()))
                .startsWith("HTTP/1.1 401")
                .contains("text/html")
                .contains("gradus lab \"LINK\"")
                .doesNotContain(key);
        assertThat(send("GET", "/api/run", host(), List.of()))
                .startsWith("HTTP/1.1 401")
                .contains("text/plain");
    }

    @Test
    void theWrongToken_opensNothing() throws IOException {
        assertThat(send("GET", "/?token=" + "0".repeat(64), host(), List.of()))
                .startsWith("HTTP/1.1 401")
                .doesNotContainIgnoringCase("set-cookie");
    }

    @Test
    void theServer_listensAtTheLoopbackAddressOnly() {
        assertThat(address.getHost()).isEqualTo("127.0.0.1");
        assertThat(address.getQuery()).matches("token=[0-9a-f]{64}");
    }

    @Test
    void aMessageThatIsTooLarge_isRefused() throws IOException {
        String body = "{\"action\":\"" + "x".repeat(70_000) + "\",\"value\":0}";

        String answer = post("/api/command", body);

        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @Test
    void aMessageWithUnknownParts_isRefusedInWords() throws IOException {
        assertThat(post("/api/command", "{\"action\":\"play\",\"value\":0,\"path\":\"/etc/passwd\"}"))
                .startsWith("HTTP/1.1 400")
                .contains("not understood");
    }

    @Test
    void aMessageThatIsNull_isRefusedInWords() throws IOException {
        for (String route : List.of("/api/command", "/api/row", "/api/weight", "/api/build")) {
            assertThat(post(route, "null"))
                    .as(route)
                    .startsWith("HTTP/1.1 400")
                    .contains("a message must be an object, got null");
        }
    }

    @Test
    void aMessageOfAnotherType_isRefusedInItsOwnWords() throws IOException {
        assertThat(post("/api/row", "{\"values\":[1,\"x\"],\"step\":-1,\"layer\":-1,\"unit\":0}"))
                .startsWith("HTTP/1.1 400")
                .contains("the message is not understood: \\\"values\\\"")
                .doesNotContain("java", "float", "class");
        assertThat(post("/api/row", "{\"values\":"))
                .startsWith("HTTP/1.1 400")
                .contains("the message is not understood: it is not valid JSON");
    }

    private static String post(String route, String body) throws IOException {
        return wire.post(route, body, List.of("Cookie: " + cookie, "X-Lab: " + key));
    }

    private static String host() {
        return wire.host();
    }

    private static String send(String method, String route, String host, List<String> headers) throws IOException {
        return sendAll(
                method,
                route,
                Stream.concat(Stream.of("Host: " + host), headers.stream()).toList());
    }

    private static String sendAll(String method, String route, List<String> headers) throws IOException {
        return wire.send(method, route, headers);
    }
}
