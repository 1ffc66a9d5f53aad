package gradus.serve.web;

import gradus.data.tables.DataException;
import gradus.serve.metrics.ServerMetrics;
import gradus.serve.models.Limits;
import gradus.serve.models.QueueFullException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All that the server answers to. What is thrown becomes an answer in the form of the protocol: 400 and a sentence for
/// what is wrong with a request, 500 without details for what is wrong with the server.
///
/// ```java
/// router.get("/v2/models/{model}", "A model", this::metadata)
///         .post("/v1/models/{model}:predict", "Predicts rows", this::predict);
/// ```
public final class Router implements Handler {
    private static final System.Logger LOG = System.getLogger("gradus.serve");

    private final List<Route> routes = new ArrayList<>();
    private final Limits limits;
    private final ServerMetrics metrics;
    private final AccessLog log;

    private record Route(Operation operation, String[] segments, Consumer<Exchange> answer) {}

    /// What a client can ask.
    ///
    /// @param path with names in braces for what varies
    /// @param summary what is answered, for documents
    public record Operation(String method, String path, String summary) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /// Creates one without routes.
    ///
    /// @param log gets a line for each request
    public Router(Limits limits, ServerMetrics metrics, AccessLog log) {
        this.limits = limits;
        this.metrics = metrics;
        this.log = log;
    }

    /// Enters what answers `GET` requests.
    public Router get(String path, String summary, Consumer<Exchange> answer) {
        return enter("GET", path, summary, answer);
    }

    /// Enters what answers `POST` requests.
    public Router post(String path, String summary, Consumer<Exchange> answer) {
        return enter("POST", path, summary, answer);
    }

    private Router enter(String method, String path, String summary, Consumer<Exchange> answer) {
        routes.add(new Route(
                new Operation(method, path, summary), path.substring(1).split("/", -1), answer));
        return this;
    }

    /// All that clients can ask, in the order in which it was entered.
    public List<Operation> operations() {
        return routes.stream().map(Route::operation).toList();
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String path = request.path().rawPath();
        Exchange exchange = new Exchange(request, response, Protocol.of(path), limits);
        try {
            answer(exchange, path);
        } catch (CloseConnectionException e) {
            // The client has gone.
            throw e;
        } catch (Refusal e) {
            exchange.refuse(e.status(), e.text());
        } catch (QueueFullException e) {
            exchange.refuse(503, String.valueOf(e.getMessage()));
        } catch (DataException e) {
            // Options are those of the training, which the client does not choose.
            exchange.refuse(400, e.message(option -> ""));
        } catch (IllegalArgumentException e) {
            exchange.refuse(400, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            // The body ended early, or took too long.
            throw new CloseConnectionException("the body did not come", e);
        } catch (RuntimeException | StackOverflowError e) {
            failed(exchange, e);
        } finally {
            if (exchange.isSent()) {
                metrics.request(
                        exchange.model(),
                        exchange.protocol().label(),
                        exchange.status(),
                        exchange.rows(),
                        exchange.nanoseconds());
                log.write(exchange);
            }
        }
    }

    private static void failed(Exchange exchange, Throwable e) {
        LOG.log(System.Logger.Level.ERROR, "unexpected", e);
        if (!exchange.isSent()) {
            exchange.refuse(500, "something unexpected went wrong; the server's log says what");
        }
    }

    private void answer(Exchange exchange, String path) {
        String[] segments = path.substring(1).split("/", -1);
        TreeSet<String> others = new TreeSet<>();
        for (Route route : routes) {
            if (route.segments.length != segments.length) {
                continue;
            }
            Map<String, String> arguments = match(route.segments, segments);
            if (arguments == null) {
                continue;
            }
            if (!route.operation.method.equals(exchange.method())) {
                others.add(route.operation.method);
                continue;
            }
            exchange.arguments(arguments);
            route.answer.accept(exchange);
            return;
        }
        if (!others.isEmpty()) {
            exchange.header(HeaderNames.ALLOW, String.join(", ", others));
            throw new Refusal(405, path + " answers " + String.join(" and ", others) + ", got " + exchange.method());
        }
        throw new Refusal(404, "nothing is at " + path + "; /openapi.json lists what there is");
    }

    /// The arguments of a path; null if it does not match.
    private static @Nullable Map<String, String> match(String[] pattern, String[] path) {
        Map<String, String> arguments = null;
        for (int i = 0; i < pattern.length; i++) {
            String wanted = pattern[i];
            if (!wanted.startsWith("{")) {
                if (!wanted.equals(path[i])) {
                    return null;
                }
                continue;
            }
            int end = wanted.indexOf('}');
            String verb = wanted.substring(end + 1);
            String given = path[i];
            if (!given.endsWith(verb) || given.length() == verb.length() || (verb.isEmpty() && isVerb(given))) {
                return null;
            }
            if (arguments == null) {
                arguments = new HashMap<>();
            }
            arguments.put(wanted.substring(1, end), decoded(given.substring(0, given.length() - verb.length())));
        }
        return arguments == null ? Map.of() : arguments;
    }

    private static boolean isVerb(String segment) {
        return segment.endsWith(":predict") || segment.endsWith(":classify") || segment.endsWith(":regress");
    }

    private static String decoded(String segment) {
        try {
            return segment.indexOf('%') < 0
                    ? segment
                    : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.bad("the path has a % that begins no character: " + segment);
        }
    }
}
