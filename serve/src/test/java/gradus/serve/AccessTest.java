package gradus.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may ask, and what is written of it.
final class AccessTest {
    private static final String ASK = "{\"instances\":[[1,2,3]]}";
    private static final String PREDICT = "/v1/models/sums:predict";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aToken_isNeededForAllButHealthAndTheFilesOfThePage() {
        try (Served served = Served.usual(folder, options -> options.token("s3cret"))) {
            for (String route : served.server.routes()) {
                String path = route.substring(route.indexOf(' ') + 1)
                        .replace("{model}", "sums")
                        .replace("{version}", "1");
                boolean open = List.of(
                                "/",
                                "/page.js",
                                "/page.css",
                                "/v2/health/live",
                                "/v2/health/ready",
                                "/ping",
                                "/health",
                                "/version")
                        .contains(path);
                Served.Answer answer = route.startsWith("GET") ? served.get(path) : served.post(path, "{}");
                assertThat(answer.status() == 401).as(route).isNotEqualTo(open);
            }
            assertThat(served.post(PREDICT, ASK, "Authorization", "Bearer wrong")
                            .status())
                    .isEqualTo(401);
            assertThat(served.post(PREDICT, ASK, "Authorization", "Bearer s3cret")
                            .status())
                    .isEqualTo(200);
            assertThat(served.post(PREDICT, ASK, "Authorization", "bearer s3cret")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void otherPagesAndOtherNames_areRefused() throws IOException {
        Served served = Served.shared();
        assertThat(served.post(PREDICT, ASK, "Origin", "http://evil.example").status())
                .isEqualTo(403);
        assertThat(served.post(PREDICT, ASK, "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
        assertThat(served.post(PREDICT, ASK, "Origin", served.server.address()).status())
                .isEqualTo(200);
        int port = URI.create(served.server.address()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /models HTTP/1.1\r\nHost: rebound.example\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void beyondThisMachine_aTokenIsNeeded() {
        assertThatThrownBy(() -> Served.usual(folder, options -> options.host("0.0.0.0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a token, or must be called insecure");
    }

    @Test
    void theLog_hasALineOfJsonForEachRequest() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Served served = Served.usual(folder, options -> options.log(new PrintStream(out, true)))) {
            served.post(PREDICT, ASK);
            served.post(PREDICT, "{");
        }
        String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(2);
        var first = Served.JSON.readTree(lines[0]);
        assertThat(first.get("status").asInt()).isEqualTo(200);
        assertThat(first.get("rows").asInt()).isEqualTo(1);
        assertThat(first.get("model").asString()).isEqualTo("sums");
        assertThat(Served.JSON.readTree(lines[1]).get("error").asString()).contains("not JSON");
    }

    @Test
    void metrics_countRequestsRowsErrorsAndDrift() throws IOException {
        try (Served served = Served.usual(folder)) {
            served.post(PREDICT, "{\"instances\":[[1,2,3],[1,2,3]]}");
            served.post(PREDICT, "{");
            for (int i = 0; i < 10; i++) {
                served.post(
                        "/models/houses/predict",
                        "[" + "{\"area\":5000,\"town\":\"Paris\"},".repeat(10)
                                + "{\"area\":50,\"town\":\"Ghent\",\"rooms\":2}]");
            }
            assertThat(served.get("/metrics").text().lines())
                    .contains(
                            "gradus_requests_total{model=\"sums\",protocol=\"tensorflow\",status=\"200\"} 1.0",
                            "gradus_requests_total{model=\"sums\",protocol=\"tensorflow\",status=\"400\"} 1.0",
                            "gradus_errors_total{kind=\"bad_request\"} 1.0",
                            "gradus_rows_total{model=\"sums\"} 2.0",
                            "gradus_batch_rows_count{model=\"sums\"} 1",
                            "gradus_request_duration_seconds_count{model=\"houses\",protocol=\"gradus\"} 10",
                            "gradus_queue_requests{model=\"sums\"} 0.0",
                            "gradus_ready 1.0",
                            "gradus_column_rows_total{column=\"area\",model=\"houses\"} 110.0",
                            "gradus_column_outside_total{column=\"area\",model=\"houses\"} 100.0",
                            "gradus_column_unknown_total{column=\"town\",model=\"houses\"} 100.0",
                            "gradus_column_missing_total{column=\"rooms\",model=\"houses\"} 100.0");
            assertThat(served.get("/models/houses/drift")
                            .json()
                            .at("/columns/area/psi")
                            .asDouble())
                    .isGreaterThan(0.25);

            Served.save(Served.sums(), folder.resolve("sums/2/model.keras"));
            served.server.reload();
            String page = Files.readString(Path.of("../docs/serving.md"));
            assertThat(names("(?m)^# TYPE (\\S+) ", served.get("/metrics").text()))
                    .as("metrics in the documentation")
                    .isEqualTo(names("(?m)^\\| `(gradus_\\w+)` \\|", page));
        }
    }

    private static Set<String> names(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void draining_unreadiesAndAnswersNothingNew() {
        Served served = Served.usual(folder);
        URI asked = URI.create(served.server.address());
        served.server.letGo();
        assertThat(served.get("/v2/health/ready").status()).isEqualTo(503);
        assertThat(served.get("/ping").status()).isEqualTo(503);
        assertThat(served.post(PREDICT, ASK).status()).isEqualTo(200);
        assertThat(served.server.drain()).isTrue();
        assertThatThrownBy(() -> new Socket(asked.getHost(), asked.getPort()).close())
                .isInstanceOf(IOException.class);
        served.close();
    }
}
