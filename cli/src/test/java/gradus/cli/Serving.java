package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// `gradus serve` as a process, and a client of it.
final class Serving implements AutoCloseable {
    private final Process process;
    private final BufferedReader printed;
    private final Path errors;
    private final HttpClient client;
    /// The line that it prints when it is ready.
    final String line;

    private Serving(Process process, Path errors, HttpClient client) throws IOException {
        this.process = process;
        this.errors = errors;
        this.client = client;
        printed = process.inputReader(StandardCharsets.UTF_8);
        line = String.valueOf(printed.readLine());
        assertThat(line).as(Files.readString(errors)).startsWith("Serving ");
    }

    static Serving start(Path folder, Object... arguments) throws IOException {
        return start(folder, HttpClient.newHttpClient(), Map.of(), List.of(), arguments);
    }

    /// @param folder where its standard error is kept
    /// @param client who asks
    /// @param options of the JVM
    static Serving start(
            Path folder, HttpClient client, Map<String, String> environment, List<String> options, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "serve"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path errors = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new Serving(builder.start(), errors, client);
    }

    /// The address that it prints, as this machine reaches it.
    URI address() {
        return URI.create(line.substring(line.indexOf(" at ") + 4).replace("0.0.0.0", "127.0.0.1"));
    }

    int port() {
        return address().getPort();
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address().resolve(path));
    }

    int status(String path) throws IOException {
        return send(request(path)).statusCode();
    }

    String get(String path) throws IOException {
        return text(send(request(path)));
    }

    String post(String path, String body) throws IOException {
        return text(send(request(path).POST(BodyPublishers.ofString(body))));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /// Standard error, without what the JVM says of the Vector API.
    String err() {
        try {
            return Files.readString(errors).replace("WARNING: Using incubator modules: jdk.incubator.vector\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next line of standard output.
    String printed() throws IOException {
        return String.valueOf(printed.readLine());
    }

    /// Sends a signal.
    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /// Its exit code, once it has ended.
    int code() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    static void until(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
