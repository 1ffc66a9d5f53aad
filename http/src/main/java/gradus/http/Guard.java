package gradus.http;

import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// Decides who may ask a [BoundedServer].
@FunctionalInterface
public interface Guard {
    /// {@return whether a request may go on} If not, the guard has sent the refusal, and the server closes the
    /// connection.
    ///
    /// @param request the request
    /// @param response for the refusal
    boolean admits(RoutingRequest request, RoutingResponse response);
}
