package gradus.cli;

import gradus.kernels.Kernels;
import gradus.serve.PredictionServer;
import gradus.serve.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What the launcher runs once, so that the JVM keeps what a start needs: a short training, and a server that answers
/// with its model. `./gradus serve` is ready sooner for it.
///
/// It does without the Vector API: a module that comes late keeps the JVM from linking what it keeps, which costs a
/// start more than the classes of that module do.
public final class Rehearsal {
    private Rehearsal() {}

    /// Trains, serves, and ends.
    ///
    /// @param arguments a folder for the model, which may be deleted afterwards
    /// @throws IOException if the server cannot be asked
    public static void main(String[] arguments) throws IOException {
        PrintWriter nowhere = new PrintWriter(PrintWriter.nullWriter());
        Path run = Path.of(arguments[0]);
        Kernels.rehearse();
        Main.run(nowhere, nowhere, "train", "iris", "--net", "mlp");
        Main.run(nowhere, nowhere, "train", "iris", "--out", run.toString());
        try (PredictionServer server = PredictionServer.start(run, new ServerOptions().port(0))) {
            String name = server.models().getFirst();
            ask(server.address() + "/v2/models/" + name + "/ready", "");
            ask(server.address() + "/v1/models/" + name + ":predict", "{\"instances\":[1]}");
        }
        System.exit(0);
    }

    private static void ask(String address, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        // What it answers does not matter, as long as it does.
        try (InputStream answer =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            answer.readAllBytes();
        }
    }
}
