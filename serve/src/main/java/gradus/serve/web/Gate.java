package gradus.serve.web;

import gradus.http.Guard;
import gradus.http.Origins;
import gradus.http.Secret;
import gradus.serve.metrics.ServerMetrics;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may ask.
///
/// 1. A page of another site may not, whatever browser shows it.
/// 2. Where there is a token, every request shows it, except those that ask whether the server is well, and for the
/// files of its page, which know nothing.
/// 3. Without one, `Host` is this machine, which keeps names out that were rebound to it.
public final class Gate implements Guard {
    private static final Set<String> PAGE = Set.of("/", "/page.js", "/page.css");
    private static final Set<String> HEALTH =
            Set.of("/v2/health/live", "/v2/health/ready", "/ping", "/health", "/version");
    private static final String BEARER = "bearer ";

    private final @Nullable String token;
    private final boolean onlyHere;
    private final String scheme;
    private final ServerMetrics metrics;
    private volatile int port;

    /// Creates one.
    ///
    /// @param token null for none
    /// @param onlyHere whether the server listens for this machine only
    public Gate(@Nullable String token, boolean onlyHere, boolean secure, ServerMetrics metrics) {
        this.token = token;
        this.onlyHere = onlyHere;
        scheme = secure ? "https" : "http";
        this.metrics = metrics;
    }

    /// The port is known once the server listens.
    public void port(int value) {
        port = value;
    }

    @Override
    public boolean admits(RoutingRequest request, RoutingResponse response) {
        String path = request.path().rawPath();
        boolean page = PAGE.contains(path);
        if (page) {
            Origins.protect(response);
        }
        if (token == null && onlyHere && !Origins.isLoopback(request, port)) {
            return refuse(path, response, 421, "this server is for this machine only; ask 127.0.0.1 or localhost");
        }
        if (!Origins.isOwn(request, scheme)) {
            return refuse(path, response, 403, "requests of other pages are refused");
        }
        if (token != null && !page && !HEALTH.contains(path) && !Secret.same(shown(request), token)) {
            response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
            return refuse(path, response, 401, "a request needs the header Authorization: Bearer TOKEN");
        }
        return true;
    }

    private static String shown(RoutingRequest request) {
        String header = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : "";
    }

    private boolean refuse(String path, RoutingResponse response, int status, String why) {
        Protocol protocol = Protocol.of(path);
        metrics.request("", protocol.label(), status, 0, 0);
        response.header(HeaderNames.CONTENT_TYPE, Exchange.JSON);
        response.header(HeaderValues.CONNECTION_CLOSE);
        response.status(Status.create(status)).send(protocol.error(status, why));
        return false;
    }
}
