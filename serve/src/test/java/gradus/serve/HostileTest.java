package gradus.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
            String own = route.substring(0, route.indexOf(' '));
            String path = route.substring(route.indexOf(' ') + 1);
            for (String model : path.contains("{model}") ? List.of("sums", "houses", "no%2F..%2Fne") : List.of("")) {
                String asked = path.replace("{model}", model).replace("{version}", "1");
                for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")) {
                    Served.Answer answer = check(asked, method, "{}", "application/json", wrong);
                    boolean here = own.equals(method) || isThere(method, path);
                    if (!here && answer.status() != 405 && answer.status() != 404) {
                        wrong.add(method + " " + asked + ": " + answer.status());
                    }
                }
                for (String body : own.equals("POST") ? BODIES : List.<String>of()) {
                    for (String type : List.of("", "application/json", "text/csv")) {
                        check(asked, own, body, type, wrong);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isThere(String method, String path) {
        return SERVED.server.routes().contains(method + " " + path);
    }

    private static Served.Answer check(String path, String method, String body, String type, List<String> wrong) {
        var request = SERVED.request(path).method(method, BodyPublishers.ofString(body));
        Served.Answer answer = SERVED.send(type.isEmpty() ? request : request.header("Content-Type", type));
        if (!isFine(path, method, answer)) {
            wrong.add(method + " " + path + " " + type + " " + body.substring(0, Math.min(80, body.length())) + ": "
                    + answer.status() + " " + answer.text());
        }
        return answer;
    }

    /// Whether it is an answer, or says what is wrong with the request in the form of the protocol, in a sentence.
    private static boolean isFine(String path, String method, Served.Answer answer) {
        if (answer.status() == 200) {
            return true;
        }
        if (method.equals("HEAD")) {
            return answer.status() == 405 && answer.text().isEmpty();
        }
        boolean mlflow = path.endsWith("/invocations") || path.equals("/ping") || path.equals("/version");
        String text = answer.json().path(mlflow ? "message" : "error").asString("");
        boolean form = mlflow
                ? Set.copyOf(answer.json().propertyNames()).equals(Set.of("error_code", "message"))
                : Set.copyOf(answer.json().propertyNames()).equals(Set.of("error"));
        return List.of(400, 404, 405, 413, 415).contains(answer.status())
                && (answer.status() != 405
                        || answer.whole().headers().firstValue("Allow").isPresent())
                && form
                && !text.isBlank()
                && text.length() < 2000
                && !text.contains("Exception")
                && !text.contains("gradus.")
                && !text.contains("java.");
    }

    @Test
    void bodiesWithRandomChanges_areAnswered() {
        String infer = "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"FP32\",";
        String binary = infer + "\"parameters\":{\"binary_data_size\":12}}]}";
        List<String[]> right = List.of(
                new String[] {"/v1/models/sums:predict", "{\"instances\":[[1,2,3]]}"},
                new String[] {"/v1/models/houses:classify", "{\"examples\":[{\"area\":1,\"town\":\"Ghent\"}]}"},
                new String[] {"/v1/models/sums:predict", "{\"inputs\":{\"input_layer\":[[1,2,3]]}}"},
                new String[] {"/v2/models/sums/infer", infer + "\"data\":[1,2,3]}]}"},
                new String[] {"/v2/models/sums/infer", binary + "\0".repeat(12), Integer.toString(binary.length())},
                new String[] {
                    "/models/sums/invocations",
                    "{\"dataframe_split\":{\"columns\":[\"a\",\"b\",\"c\"],\"data\":[[1,2,3]]}}"
                },
                new String[] {"/models/houses/invocations", "{\"dataframe_records\":[{\"area\":1,\"town\":\"x\"}]}"},
                new String[] {"/models/sums/predict", "[{\"input_layer\":[1,2,3]}]"},
                new String[] {"/models/houses/predict", "[{\"area\":120,\"town\":\"Ghent\",\"rooms\":3}]"},
                new String[] {"/models/kinds/predict", "x,when\n0.5,2024-03-11\n", "csv"});
        Random random = new Random(17);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String[] one = right.get(i % right.size());
            byte[] body = changed(one[1].getBytes(StandardCharsets.ISO_8859_1), random);
            String[] headers = one.length == 2
                    ? new String[0]
                    : one[2].equals("csv")
                            ? new String[] {"Content-Type", "text/csv"}
                            : new String[] {"Inference-Header-Content-Length", one[2]};
            Served.Answer answer = SERVED.post(one[0], body, headers);
            if (!isFine(one[0], "POST", answer)) {
                wrong.add(one[0] + " " + new String(body, StandardCharsets.ISO_8859_1) + ": " + answer.status() + " "
                        + answer.text());
            }
        }
        assertThat(wrong).isEmpty();
    }

    /// Some bytes are others, and sometimes a part is away, doubled or at another place.
    private static byte[] changed(byte[] body, Random random) {
        byte[] changed = body.clone();
        for (int j = random.nextInt(4); j >= 0; j--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        int from = random.nextInt(body.length);
        int to = from + random.nextInt(body.length - from);
        byte[] part = Arrays.copyOfRange(body, from, to);
        int way = random.nextInt(4);
        if (way == 0) {
            return Arrays.copyOf(changed, from);
        }
        if (way == 1) {
            System.arraycopy(part, 0, changed, random.nextInt(body.length - part.length + 1), part.length);
        } else if (way == 2) {
            changed = Arrays.copyOf(changed, body.length + part.length);
            System.arraycopy(part, 0, changed, body.length, part.length);
        }
        return changed;
    }

    /// Requests beyond the networks and the queue are refused at once, and the server keeps running.
    @Test
    void tooManyRequests_areToldToComeAgain(@TempDir Path folder) throws Exception {
        Served.save(Served.linear(1000, 1000), folder.resolve("wide.keras"));
        String rows = "[" + "0,".repeat(999) + "0]";
        String body = "{\"instances\":[" + (rows + ",").repeat(999) + rows + "]}";
        try (Served served = new Served(
                        folder.resolve("wide.keras"),
                        options -> options.queue(0).batchRows(1));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Served.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(clients.submit(() -> served.post("/v1/models/wide:predict", body)));
            }
            Set<Integer> statuses = new TreeSet<>();
            for (Future<Served.Answer> answer : answers) {
                statuses.add(answer.get().status());
                if (answer.get().status() == 503) {
                    assertThat(answer.get().whole().headers().firstValue("Retry-After"))
                            .hasValue("1");
                    assertThat(answer.get().json().get("error").asString()).isNotBlank();
                }
            }
            assertThat(statuses).containsExactly(200, 503);
            assertThat(served.get("/v2/health/ready").status()).isEqualTo(200);
            assertThat(served.get("/metrics").text()).contains("gradus_errors_total{kind=\"overloaded\"}");
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
