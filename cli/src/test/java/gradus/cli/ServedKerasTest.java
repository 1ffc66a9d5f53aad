package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.serve.PredictionServer;
import gradus.serve.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Models that the real Keras saved, with several inputs and outputs too, answer by tensors what Keras answers. They
/// are the cases of [KerasCasesTest].
final class ServedKerasTest {
    private static final Path CASES = Path.of("src", "test", "resources", "keras-cases");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static PredictionServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        server = PredictionServer.start(CASES, new ServerOptions().port(0));
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    static Stream<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders
                    .filter(Files::isDirectory)
                    .map(one -> one.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static JsonNode send(String path, HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(body.contentLength() == 0 ? "GET" : "POST", body)
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode post(String path, Map<String, ?> body) throws Exception {
        return send(path, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private static List<String[]> table(String name, String file) throws IOException {
        return Files.readAllLines(CASES.resolve(name).resolve(file)).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    private static List<Integer> shape(JsonNode spec) {
        List<Integer> shape = new ArrayList<>();
        spec.get("shape").forEach(size -> shape.add(size.asInt()));
        return shape;
    }

    private static Object nested(String[] values, List<Integer> shape, int at, boolean texts) {
        if (shape.isEmpty()) {
            return texts ? values[at] : (Object) Double.valueOf(values[at]);
        }
        List<Integer> inner = shape.subList(1, shape.size());
        int size = inner.stream().reduce(1, (product, dimension) -> product * dimension);
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < shape.getFirst(); i++) {
            list.add(nested(values, inner, at + i * size, texts));
        }
        return list;
    }

    private static void flatten(JsonNode node, List<Double> into) {
        if (node.isArray()) {
            node.forEach(inner -> flatten(inner, into));
        } else {
            into.add(node.asDouble());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tensors_areAnsweredAsKerasDoes(String name) throws Exception {
        JsonNode metadata = send("/v2/models/" + name, BodyPublishers.noBody());
        List<String[]> rows = table(name, "x.csv");
        List<String> columns =
                Arrays.asList(Files.readAllLines(CASES.resolve(name).resolve("x.csv"))
                        .getFirst()
                        .split(","));
        List<String[]> wanted = table(name, "predictions.csv");
        Map<String, List<Object>> named = new LinkedHashMap<>();
        List<Object> inputs = new ArrayList<>();
        int at = 0;
        for (JsonNode spec : metadata.get("inputs")) {
            List<Integer> shape = shape(spec);
            List<Integer> one = shape.subList(1, shape.size());
            // Columns that are named after inputs come in any order.
            int known = columns.indexOf(spec.get("name").asString());
            int from = known < 0 ? at : known;
            boolean texts = spec.get("datatype").asString().equals("BYTES");
            List<Object> values =
                    rows.stream().map(row -> nested(row, one, from, texts)).toList();
            String input = spec.get("name").asString();
            named.put(input, values);
            shape.set(0, rows.size());
            inputs.add(Map.of("name", input, "shape", shape, "datatype", spec.get("datatype"), "data", values));
            at += one.stream().reduce(1, (product, dimension) -> product * dimension);
        }

        JsonNode answer = post("/v2/models/" + name + "/infer", Map.of("inputs", inputs));
        List<List<Double>> parts = new ArrayList<>();
        for (JsonNode output : answer.get("outputs")) {
            List<Double> part = new ArrayList<>();
            flatten(output.get("data"), part);
            parts.add(part);
        }
        assertClose(parts, wanted);

        // The same values in TensorFlow's format of columns.
        JsonNode outputs =
                post("/v1/models/" + name + ":predict", Map.of("inputs", named)).get("outputs");
        parts.clear();
        for (JsonNode output : outputs.isArray() ? List.of(outputs) : outputs.values()) {
            List<Double> part = new ArrayList<>();
            flatten(output, part);
            parts.add(part);
        }
        assertClose(parts, wanted);
    }

    private static void assertClose(List<List<Double>> parts, List<String[]> wanted) {
        for (int row = 0; row < wanted.size(); row++) {
            List<Double> answered = new ArrayList<>();
            for (List<Double> part : parts) {
                int width = part.size() / wanted.size();
                answered.addAll(part.subList(row * width, (row + 1) * width));
            }
            assertThat(answered).hasSize(wanted.get(row).length);
            for (int i = 0; i < answered.size(); i++) {
                double number = Double.parseDouble(wanted.get(row)[i]);
                KerasCasesTest.assertClose(answered.get(i), number, 2e-6, "row " + row);
            }
        }
    }
}
