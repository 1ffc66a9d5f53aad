package gradus.serve;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Model;
import gradus.Sequential;
import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server with small models whose answers are known, and a client of it.
final class Served implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path TABLES = tables();

    final Path folder;
    final PredictionServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    Served(Path folder, UnaryOperator<ServerOptions> options) {
        this.folder = folder;
        server = PredictionServer.start(
                folder, options.apply(new ServerOptions().port(0).poll(Duration.ZERO)));
    }

    /// One for all tests that only ask.
    static Served shared() {
        return Shared.SERVED;
    }

    private static final class Shared {
        static final Served SERVED = usual(temporary());

        private static Path temporary() {
            try {
                return Files.createTempDirectory("gradus-serve");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A server of `sums`, which answers `[a + c + 0.5, b + c - 0.5]` for `[a, b, c]`, of `houses` and of `kinds`.
    static Served usual(Path folder) {
        return usual(folder, options -> options);
    }

    static Served usual(Path folder, UnaryOperator<ServerOptions> options) {
        save(sums(), folder.resolve("sums/1/model.keras"));
        copy("houses", folder.resolve("houses/1/model.keras"));
        copy("kinds", folder.resolve("kinds/1/model.keras"));
        return new Served(folder, options);
    }

    /// `[a + c + 0.5, b + c - 0.5]` for `[a, b, c]`.
    static Model sums() {
        return linear(3, 2, 1, 0, 0, 1, 1, 1, 0.5f, -0.5f);
    }

    /// A dense layer.
    ///
    /// @param weights its kernel, row by row, and its bias
    static Model linear(int inputs, int outputs, float... weights) {
        Model model = Sequential.of(input(inputs), dense(outputs));
        System.arraycopy(weights, 0, model.parameters().values(), 0, weights.length);
        return model;
    }

    static void save(Model model, Path file) {
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        model.save(file);
    }

    static void copy(String table, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.copy(TABLES.resolve(table + ".keras"), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Trained once: `houses` predicts a number from area, town and rooms, `kinds` one of two words from `x` and
    /// `when`.
    private static Path tables() {
        try {
            Path folder = Files.createTempDirectory("gradus-serve-tables");
            StringBuilder houses = new StringBuilder("area,town,rooms,price\n");
            StringBuilder kinds = new StringBuilder("x,when,kind\n");
            String[] towns = {"Ghent", "Bruges", "Namur"};
            for (int i = 0; i < 120; i++) {
                int area = 40 + i * 37 % 200;
                String known = i % 30 == 7 ? "" : Integer.toString(area);
                houses.append(known + "," + towns[i % 3] + "," + (1 + i % 6) + "," + (area * 2000 + i % 3 * 30_000))
                        .append('\n');
                kinds.append((i % 10) / 10.0 + ",2024-0" + (1 + i % 9) + "-1" + i % 10 + ","
                                + (i % 10 > 4 ? "yes" : "no"))
                        .append('\n');
            }
            train(folder, "houses", houses, "price");
            train(folder, "kinds", kinds, "kind");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void train(Path folder, String name, CharSequence csv, String target) throws IOException {
        Path data = folder.resolve(name + ".csv");
        Files.writeString(data, csv);
        Settings settings = Settings.of(data.toString())
                .with("net", "mlp")
                .with("epochs", "3")
                .with("target", target);
        Experiment experiment = Experiment.of(settings, new CsvOptions());
        experiment.model().fit(experiment.trainingRows(), experiment.fit());
        experiment.finished().save(folder.resolve(name + ".keras"));
    }

    /// An answer.
    record Answer(int status, String text, HttpResponse<byte[]> whole) {
        JsonNode json() {
            return JSON.readTree(text);
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer post(String path, byte[] body, String... headers) {
        HttpRequest.Builder builder = request(path).POST(BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? builder : builder.headers(headers));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
