package gradus.callbacks;

import static gradus.internal.Require.require;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// Sends the logs of each epoch to a server, as Keras's `RemoteMonitor` does: a POST request whose body is a form with
/// one field, a JSON object with `epoch`, from 0, and the logs; or that object alone, see [#sendAsJson(boolean)].
///
/// A value that JSON lacks, NaN or an infinity, is sent as `null`; Keras sends `NaN` in a form and nothing else. The
/// answer is not looked at. A server that cannot be reached, or that takes longer than the timeout, does not stop the
/// training: the first such failure of a training is logged as a warning. Configure it before training.
public final class RemoteMonitor implements Callback {
    private final String root;
    private String path = "/publish/epoch/end/";
    private String field = "data";
    private Map<String, String> headers = Map.of();
    private boolean sendAsJson;
    private Duration timeout = Duration.ofSeconds(5);

    private boolean warned;

    /// Creates a monitor that sends to `http://localhost:9000`.
    public RemoteMonitor() {
        this("http://localhost:9000");
    }

    /// Creates a monitor.
    ///
    /// @param root the address of the server, such as `http://localhost:9000`
    /// @throws IllegalArgumentException if it does not begin with `http://` or `https://`
    public RemoteMonitor(String root) {
        require(
                root.startsWith("http://") || root.startsWith("https://"),
                "RemoteMonitor.root must begin with http:// or https://, got %s",
                root);
        this.root = root;
    }

    /// Sets the path below the root; by default `/publish/epoch/end/`.
    ///
    /// @param value the path
    /// @return this
    public RemoteMonitor path(String value) {
        path = value;
        return this;
    }

    /// Sets the field of the form; by default `data`.
    ///
    /// @param value the name of the field
    /// @return this
    public RemoteMonitor field(String value) {
        field = value;
        return this;
    }

    /// Sets headers of the requests; by default only the type of the content is sent, which they may replace.
    ///
    /// @param value the values of the headers, by their names
    /// @return this
    public RemoteMonitor headers(Map<String, String> value) {
        headers = Map.copyOf(value);
        return this;
    }

    /// Sets whether the body is the JSON object itself, of type `application/json`; by default it is a form.
    ///
    /// @param value whether it is
    /// @return this
    public RemoteMonitor sendAsJson(boolean value) {
        sendAsJson = value;
        return this;
    }

    /// Sets how long an epoch waits for the server at most; by default 5 seconds. Keras waits without a limit.
    ///
    /// @param value the time, more than zero
    /// @return this
    /// @throws IllegalArgumentException if it is not positive
    public RemoteMonitor timeout(Duration value) {
        require(value.isPositive(), "RemoteMonitor.timeout must be positive, got %s", value);
        timeout = value;
        return this;
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if the training begins and the address or a header is malformed
    @Override
    public void on(TrainingEvent event, Training training) {
        if (event instanceof TrainingEvent.Started) {
            warned = false;
            request("");
        } else if (event instanceof TrainingEvent.EpochEnded ended) {
            post(request(body(json(ended))));
        }
    }

    private HttpRequest request(String body) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("content-type", sendAsJson ? "application/json" : "application/x-www-form-urlencoded");
        headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + path)).timeout(timeout);
        all.forEach(request::header);
        return request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private void post(HttpRequest request) {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build()) {
            try {
                client.send(request, HttpResponse.BodyHandlers.discarding());
            } finally {
                // Without this, closing would wait for a server that does not answer.
                client.shutdownNow();
            }
        } catch (IOException e) {
            warn(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            warn(e);
        }
    }

    private void warn(Exception reason) {
        if (!warned) {
            System.getLogger(RemoteMonitor.class.getName())
                    .log(System.Logger.Level.WARNING, "RemoteMonitor could not send an epoch to " + root, reason);
            warned = true;
        }
    }

    private String body(String json) {
        return sendAsJson ? json : encoded(field) + "=" + encoded(json);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String json(TrainingEvent.EpochEnded ended) {
        StringJoiner json = new StringJoiner(", ", "{", "}");
        json.add("\"epoch\": " + ended.epoch());
        ended.logs()
                .forEach((name, value) -> json.add(quoted(name) + ": " + (Double.isFinite(value) ? value : "null")));
        return json.toString();
    }

    /// A string of JSON in ASCII, as Python writes it.
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                quoted.append(c);
            } else {
                quoted.append("\\u%04x".formatted((int) c));
            }
        }
        return quoted.append('"').toString();
    }
}
