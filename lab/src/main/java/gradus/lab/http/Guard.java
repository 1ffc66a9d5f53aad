package gradus.lab.http;

import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// Decides who may ask a [BoundedServer].
@FunctionalInterface
public interface Guard {
    /// Returns whether a request may go on. If not, the guard has sent the refusal, and the server closes the
    /// connection.
    boolean admits(RoutingRequest request, RoutingResponse response);
}
