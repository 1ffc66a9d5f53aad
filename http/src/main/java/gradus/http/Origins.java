package gradus.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Set;

/// What browsers say of where a request comes from, and what keeps them from misusing an answer.
///
/// `Host` keeps names out that were rebound to this machine. `Origin` and `Sec-Fetch-Site`, where a browser sends them,
/// say whether the page is our own.
public final class Origins {
    /// The names by which a machine calls itself.
    public static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final List<Header> HEADERS = List.of(
            HeaderValues.create(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src"
                            + " 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
            HeaderValues.create("X-Content-Type-Options", "nosniff"),
            HeaderValues.create("X-Frame-Options", "DENY"),
            HeaderValues.create("Referrer-Policy", "no-referrer"),
            HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"),
            HeaderValues.create("Cross-Origin-Opener-Policy", "same-origin"),
            HeaderValues.create("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
            HeaderValues.create("Cache-Control", "no-store"));

    private Origins() {}

    /// Adds the headers that keep a browser from doing with an answer what it is not meant for.
    ///
    /// @param response the response
    public static void protect(RoutingResponse response) {
        HEADERS.forEach(response::header);
    }

    /// {@return whether a request names this machine as its host}
    ///
    /// @param request the request
    /// @param port the port of the server
    public static boolean isLoopback(RoutingRequest request, int port) {
        String host = host(request);
        return LOOPBACK.stream().anyMatch(name -> host.equals(name + ":" + port));
    }

    /// {@return whether a request names one of some hosts}
    ///
    /// @param request the request
    /// @param hosts each with its port
    public static boolean isAt(RoutingRequest request, Set<String> hosts) {
        return hosts.contains(host(request));
    }

    /// {@return whether a request comes from a page of this server, or from no page}
    ///
    /// @param request the request
    /// @param scheme of the server: `http` or `https`
    public static boolean isOwn(RoutingRequest request, String scheme) {
        String own = scheme + "://" + host(request);
        String origin = request.headers().first(HeaderNames.ORIGIN).orElse(own);
        String site = request.headers().first(FETCH_SITE).orElse("none");
        return origin.equals(own) && (site.equals("same-origin") || site.equals("none"));
    }

    private static String host(RoutingRequest request) {
        return request.headers().first(HeaderNames.HOST).orElse("");
    }

    /// Sends a refusal. The connection is closed after it.
    ///
    /// @param response the response
    /// @param status the status
    /// @param type the type of the text
    /// @param why the text
    /// @return false, as [Guard#admits] needs it
    public static boolean refuse(RoutingResponse response, int status, String type, String why) {
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.header(HeaderValues.CONNECTION_CLOSE);
        response.status(Status.create(status)).send(why);
        return false;
    }
}
