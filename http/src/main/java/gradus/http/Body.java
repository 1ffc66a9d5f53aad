package gradus.http;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Reads the body of a request in one piece.
public final class Body {
    private Body() {}

    /// Reads it, in the time that [Bounds#transfer()] allows.
    ///
    /// @param request the request
    /// @param most the largest number of bytes
    /// @return the body; null if it is larger
    public static byte @Nullable [] read(ServerRequest request, int most) {
        if (request.headers().contentLength().orElse(0) > most) {
            return null;
        }
        Connection connection = Connection.current();
        connection.transfers();
        try (InputStream stream = request.content().inputStream()) {
            byte[] bytes = stream.readNBytes(most + 1);
            return bytes.length > most ? null : bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connection.works();
        }
    }
}
