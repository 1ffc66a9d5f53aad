package gradus.cli;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.Sequential;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Servers as processes: signals, access, TLS.
@Tag("long")
@EnabledOnOs(OS.LINUX)
final class ServeCommandTest {
    private static final String PREDICT = "/v1/models/m:predict";
    private static final String ASK = "{\"instances\":[[1,2,3]]}";

    @TempDir
    private Path folder = Path.of("");

    /// A version of the model `m` in `models`, which answers the sum of three numbers and its bias.
    private void deploy(int version, float bias) throws IOException {
        Model model = Sequential.of(input(3), dense(1));
        System.arraycopy(new float[] {1, 1, 1, bias}, 0, model.parameters().values(), 0, 4);
        model.save(
                Files.createDirectories(folder.resolve("models/m/" + version)).resolve("model.keras"));
    }

    private Path models() {
        return folder.resolve("models");
    }

    private static String answer(double value) {
        return "{\"predictions\":[[" + value + "]]}";
    }

    private static boolean isConnectable(Serving server) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /v2 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            return socket.getInputStream().read() == 'H';
        } catch (IOException e) {
            return false;
        }
    }

    /// A request whose body has not come in full.
    private static Socket begin(Serving server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream()
                .write(("POST " + PREDICT + " HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\nContent-Length: "
                                + ASK.length() + "\r\n\r\n" + ASK.substring(0, 5))
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    @Test
    void hangup_reloads_andTermGivesThoseAtWorkTheirAnswers() throws Exception {
        deploy(1, 0);
        try (Serving server =
                Serving.start(folder, models(), "--port", 0, "--poll", 0, "--let-go", 1, "--access-log")) {
            assertThat(server.line).matches("Serving m at http://127\\.0\\.0\\.1:[0-9]+");
            assertThat(server.status("/v2/health/ready")).isEqualTo(200);
            assertThat(server.post(PREDICT, ASK)).isEqualTo(answer(6));
            assertThat(server.printed()).contains("\"path\":\"/v2/health/ready\"");
            assertThat(Ran.object(server.printed()))
                    .containsEntry("path", PREDICT)
                    .containsEntry("status", 200)
                    .containsEntry("rows", 1);

            deploy(2, 1);
            assertThat(server.post(PREDICT, ASK)).isEqualTo(answer(6));
            server.signal("HUP");
            Serving.until(() -> server.err().contains("Note: version 2 of model \"m\" is served"));
            assertThat(server.post(PREDICT, ASK)).isEqualTo(answer(7));

            Files.createDirectories(models().resolve("m/3"));
            Files.writeString(models().resolve("m/3/model.keras"), "broken");
            server.signal("HUP");
            Serving.until(() -> server.err().contains("Note: version 3 of model \"m\" cannot be loaded"));
            assertThat(server.post(PREDICT, ASK)).isEqualTo(answer(7));

            try (Socket begun = begin(server)) {
                server.signal("TERM");
                Serving.until(() -> {
                    try {
                        return server.status("/v2/health/ready") == 503;
                    } catch (IOException e) {
                        throw new AssertionError("it must answer until balancers of load have seen it", e);
                    }
                });
                assertThat(server.post(PREDICT, ASK)).isEqualTo(answer(7));
                Serving.until(() -> !isConnectable(server));
                begun.getOutputStream().write(ASK.substring(5).getBytes(StandardCharsets.UTF_8));
                assertThat(rest(begun)).startsWith("HTTP/1.1 200").endsWith(answer(7));
            }
            assertThat(server.code()).as(server.err()).isZero();
            assertThat(server.err()).doesNotContain("\tat ", "had no answer");
        }
    }

    private static String rest(Socket socket) throws IOException {
        socket.setSoTimeout(60_000);
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Requests that are at work when it is killed leave nothing behind, neither at the port nor in the files.
    @Test
    void aKilledServer_startsAgainAtOnce_atItsPort() throws Exception {
        deploy(1, 0);
        byte[] before = Files.readAllBytes(models().resolve("m/1/model.keras"));
        int port;
        try (Serving server = Serving.start(folder, models(), "--port", 0);
                Socket begun = begin(server)) {
            port = server.port();
            assertThat(server.post(PREDICT, ASK)).isEqualTo(answer(6));
            server.signal("KILL");
            assertThat(server.code()).isEqualTo(128 + 9);
            assertThat(begun.isConnected()).isTrue();
        }
        assertThat(Files.readAllBytes(models().resolve("m/1/model.keras"))).isEqualTo(before);
        try (Serving server = Serving.start(
                folder,
                HttpClient.newHttpClient(),
                Map.of("GRADUS_TOKEN", "s3cret"),
                List.of(),
                models(),
                "--port",
                port,
                "--host",
                "0.0.0.0",
                "--name",
                "own")) {
            assertThat(server.line).isEqualTo("Serving own at http://0.0.0.0:" + port);
            assertThat(server.status("/v2/health/ready")).isEqualTo(200);
            assertThat(server.status("/models")).isEqualTo(401);
            assertThat(server.send(server.request("/models").header("Authorization", "Bearer s3cret"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.err()).isEmpty();
            server.signal("TERM");
            assertThat(server.code()).isZero();
        }
    }

    @Test
    void overTls_clientsSeeTheCertificate_andInsecureIsSaidAloud() throws Exception {
        deploy(1, 0);
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-alias",
                        "server",
                        "-storepass",
                        "password",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "password".toCharArray());
        Path certificate = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
        Path key = pem(
                "PRIVATE KEY", keys.getKey("server", "password".toCharArray()).getEncoded());
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HttpClient client = HttpClient.newBuilder().sslContext(context).build();

        try (Serving server = Serving.start(
                folder,
                client,
                Map.of(),
                List.of(),
                models(),
                "--host",
                "0.0.0.0",
                "--insecure",
                "--port",
                0,
                "--tls-certificate",
                certificate,
                "--tls-key",
                key)) {
            assertThat(server.line).matches("Serving m at https://0\\.0\\.0\\.0:[0-9]+");
            assertThat(server.err()).startsWith("Note: the server is insecure: everyone who reaches 0.0.0.0 may ask");
            assertThat(server.post(PREDICT, ASK)).isEqualTo(answer(6));
            assertThat(isConnectable(server)).as("without TLS").isFalse();
            server.signal("TERM");
            assertThat(server.code()).isZero();
        }
        Ran wrong = Ran.of("serve", models(), "--port", 0, "--tls-certificate", key, "--tls-key", certificate);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("cannot be used").doesNotContain("\tat ");
        Ran half = Ran.of("serve", models(), "--tls-key", key);
        assertThat(half.code()).isEqualTo(2);
        assertThat(half.err()).contains("--tls-certificate and --tls-key belong together");
    }

    private Path pem(String what, byte[] content) throws IOException {
        return Files.writeString(
                folder.resolve(what.replace(' ', '-') + ".pem"),
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + what + "-----\n");
    }

    @Test
    void beyondThisMachine_aTokenIsNeeded() throws IOException {
        deploy(1, 0);
        Ran refused = Ran.of("serve", models(), "--port", 0, "--host", "0.0.0.0");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--token", "GRADUS_TOKEN", "--insecure");
        assertThat(Ran.of("serve", models(), "--host", "[1").err()).contains("must be a name or address");
    }

    @Test
    void whatCannotBeServed_isOneSentence() throws IOException {
        assertThat(Ran.of("serve", folder.resolve("none")).err()).startsWith("gradus: there is no " + folder);
        assertThat(Ran.of("serve", folder).err()).contains("has no model");
        deploy(1, 0);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ran.of("serve", models(), "--port", taken.getLocalPort()).err())
                    .contains("port " + taken.getLocalPort() + " is not free");
        }
        for (String option : List.of(
                "--batch=0",
                "--queue=-1",
                "--max-rows=0",
                "--max-body=0",
                "--port=70000",
                "--poll=-1",
                "--drain=x",
                "--max-connections=0")) {
            Ran ran = Ran.of("serve", models(), option);
            assertThat(ran.code()).as(option).isEqualTo(2);
            assertThat(ran.err()).as(option).startsWith("gradus: ").doesNotContain("\tat ");
        }
    }
}
