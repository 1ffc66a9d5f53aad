package gradus.serve.web;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of JSON for each request.
public final class AccessLog {
    private final @Nullable PrintStream out;

    /// Creates one.
    ///
    /// @param out gets the lines; null for none
    public AccessLog(@Nullable PrintStream out) {
        this.out = out;
    }

    void write(Exchange exchange) {
        PrintStream to = out;
        if (to == null) {
            return;
        }
        byte[] line = Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("time", Instant.now().toString());
            json.writeStringProperty("method", exchange.method());
            json.writeStringProperty("path", exchange.path());
            json.writeNumberProperty("status", exchange.status());
            json.writeNumberProperty("milliseconds", Math.floor(exchange.nanoseconds() / 1e3) / 1e3);
            json.writeStringProperty("protocol", exchange.protocol().label());
            json.writeStringProperty("model", exchange.model());
            json.writeNumberProperty("rows", exchange.rows());
            if (!exchange.problem().isEmpty()) {
                json.writeStringProperty("error", exchange.problem());
            }
            json.writeEndObject();
        });
        // One call, so that lines of several threads do not mix.
        to.println(new String(line, StandardCharsets.UTF_8));
    }
}
