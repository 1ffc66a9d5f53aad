package gradus.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every route with every method and hostile bodies: never a failure of the server, and always an answer in form.
final class HostileTest {
    private static final Served SERVED = Served.shared();
    private static final String DEEP = "[".repeat(10_000);
    private static final List<String> BODIES = List.of(
            "",
            "{",
            "null",
            "[]",
            "{}",
            "\"\"",
            "\u0000",
            DEEP,
            "{\"instances\":" + DEEP,
            "{\"instances\":[{\"b64\":\"%%%\"}]}",
            "{\"instances\":[[]]}",
            "{\"instances\":[[],[]]}",
            "{\"instances\":[{}]}",
            "{\"instances\":[[1,2,3],{}]}",
            "{\"inputs\":{}}",
            "{\"inputs\":{\"input_layer\":null}}",
            "{\"inputs\":[{\"name\":null}]}",
            "{\"inputs\":[{\"name\":\"x\",\"shape\":[0],\"datatype\":\"BYTES\",\"data\":[]}]}",
            "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[],\"datatype\":\"FP32\",\"data\":5}]}",
            "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[2147483647,3],\"datatype\":\"FP32\","
                    + "\"parameters\":{\"binary_data_size\":2147483647}}]}",
            "{\"examples\":[null]}",
            "{\"examples\":[{\"x\":[[]]}]}",
            "{\"dataframe_split\":{}}",
            "{\"dataframe_split\":{\"columns\":[null],\"data\":[[null]]}}",
            "{\"dataframe_records\":{}}",
            "{\"instances\":[[1e400,-1e400,1e-400]]}",
            "{\"instances\":[[" + "9".repeat(1000) + ",1,2]]}",
            "[{\"area\":{\"$ne\":1}}]",
            "[{\"__proto__\":1,\"area\":\"\uD800\"}]",
            "{\"x\":\"" + "a".repeat(100_000) + "\"}",
            "a,b\n\"unclosed",
            "<script>alert(1)</script>");

    @Test
    void everyRoute_answersEveryMethodAndBody() {
        List<String> wrong = new ArrayList<>();
        for (String route : SERVED.server.routes()) {
            String path = route.substring(route.indexOf(' ') + 1);
            for (String model : path.contains("{model}") ? List.of("sums", "houses", "no%2F..%2Fne") : List.of("")) {
                String asked = path.replace("{model}", model).replace("{version}", "1");
                for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS")) {
                    check(asked, method, "", "", wrong);
                }
                for (int i = 0; i < BODIES.size(); i++) {
                    String type = i % 3 == 0 ? "text/csv" : i % 3 == 1 ? "application/json" : "";
                    check(asked, "POST", BODIES.get(i), type, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(String path, String method, String body, String type, List<String> wrong) {
        var request = SERVED.request(path).method(method, BodyPublishers.ofString(body));
        Served.Answer answer = SERVED.send(type.isEmpty() ? request : request.header("Content-Type", type));
        boolean fine = answer.status() < 500
                && !answer.text().contains("Exception")
                && !answer.text().contains("\tat ");
        if (answer.status() >= 400) {
            var json = answer.json();
            fine &= json.has("error") || json.has("message");
        }
        if (!fine) {
            wrong.add(method + " " + path + " " + body.substring(0, Math.min(80, body.length())) + ": "
                    + answer.status() + " " + answer.text());
        }
    }

    @Test
    void bodiesWithRandomChanges_areAnswered() {
        List<String> right = List.of(
                "{\"instances\":[[1,2,3]]}",
                "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}",
                "{\"dataframe_split\":{\"columns\":[\"a\",\"b\",\"c\"],\"data\":[[1,2,3]]}}",
                "[{\"input_layer\":[1,2,3]}]");
        List<String> paths = List.of(
                "/v1/models/sums:predict", "/v2/models/sums/infer", "/models/sums/invocations", "/models/sums/predict");
        Random random = new Random(17);
        for (int i = 0; i < 400; i++) {
            byte[] body = right.get(i % 4).getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(4); j >= 0; j--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            body = Arrays.copyOf(body, random.nextInt(4) == 0 ? random.nextInt(body.length) : body.length);
            Served.Answer answer = SERVED.post(paths.get(i % 4), body);
            assertThat(answer.status())
                    .as(new String(body, StandardCharsets.ISO_8859_1) + answer.text())
                    .isLessThan(500);
            answer.json();
        }
    }

    @Test
    void limits_holdInTheFormOfTheProtocol(@TempDir Path folder) {
        try (Served served =
                Served.usual(folder, options -> options.bodyBytes(500).rows(2))) {
            Served.Answer large = served.post("/v1/models/sums:predict", " ".repeat(501));
            assertThat(large.status()).isEqualTo(413);
            assertThat(large.json().get("error").asString()).contains("at most 500 bytes");
            assertThat(served.post("/v1/models/sums:predict", "{\"instances\":[[1,2,3],[1,2,3],[1,2,3]]}")
                            .status())
                    .isEqualTo(413);
            assertThat(served.post("/models/houses/predict", "[{\"x\":1},{\"x\":1},{\"x\":1}]")
                            .status())
                    .isEqualTo(413);
            assertThat(served.get("/v2/health/ready").status()).isEqualTo(200);
        }
    }
}
