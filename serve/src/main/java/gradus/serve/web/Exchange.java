package gradus.serve.web;

import gradus.http.Body;
import gradus.http.Connection;
import gradus.http.Page;
import gradus.serve.models.Limits;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A request and its answer.
public final class Exchange {
    /// The type of JSON.
    public static final String JSON = "application/json";

    private final ServerRequest request;
    private final ServerResponse response;
    private final Protocol protocol;
    private final Limits limits;
    private final long begun = System.nanoTime();
    private Map<String, String> arguments = Map.of();
    private String model = "";
    private int rows;
    private int status;
    private String problem = "";

    Exchange(ServerRequest request, ServerResponse response, Protocol protocol, Limits limits) {
        this.request = request;
        this.response = response;
        this.protocol = protocol;
        this.limits = limits;
    }

    void arguments(Map<String, String> found) {
        arguments = found;
    }

    /// What stands for `{name}` in the path; empty if the route has none.
    public String argument(String name) {
        return arguments.getOrDefault(name, "");
    }

    /// The method of the request.
    String method() {
        return request.prologue().method().text();
    }

    /// The path of the request.
    String path() {
        return request.path().rawPath();
    }

    /// A header of the request; empty if it has none.
    public String header(HeaderName name) {
        return request.headers().first(name).orElse("");
    }

    /// A parameter of the query; empty if there is none.
    public String query(String name) {
        return request.query().first(name).orElse("");
    }

    /// Refuses parameters of the query but these: one that is misspelt would have no effect.
    public void allowQuery(List<String> names) {
        for (String given : request.query().names()) {
            if (!names.contains(given)) {
                throw Refusal.bad("there is no parameter \"" + given + "\"; there is " + String.join(", ", names));
            }
        }
    }

    /// The type of the body without its parameters, in lower case; empty if it does not say.
    public String type() {
        String type = header(HeaderNames.CONTENT_TYPE);
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /// Reads the body.
    ///
    /// @throws Refusal if it is too large
    public byte[] body() {
        byte[] bytes = Body.read(request, limits.bodyBytes());
        if (bytes == null) {
            // Its rest is not read.
            response.header(HeaderValues.CONNECTION_CLOSE);
            throw new Refusal(413, "a body can have at most " + limits.bodyBytes() + " bytes; send fewer rows");
        }
        return bytes;
    }

    /// Reads the body, which must be JSON.
    public byte[] json() {
        String type = type();
        if (!type.isEmpty() && !type.equals(JSON) && !type.endsWith("+json") && !isFormOfCurl(type)) {
            throw new Refusal(415, "the body must be " + JSON + ", got " + type);
        }
        return body();
    }

    /// What curl says of a body if it is not asked to say something else. The examples of TensorFlow Serving rely on
    /// it.
    private static boolean isFormOfCurl(String type) {
        return type.equals("application/x-www-form-urlencoded");
    }

    /// What a request may ask for.
    public Limits limits() {
        return limits;
    }

    /// Notes for which model the request is.
    public void model(String name) {
        model = name;
    }

    /// Notes how many rows were answered.
    public void rows(int count) {
        rows = count;
    }

    /// Sets a header of the answer.
    public void header(HeaderName name, String value) {
        response.header(name, value);
    }

    /// Answers with JSON.
    public void json(byte[] content) {
        send(200, JSON, content);
    }

    /// Answers.
    public void send(int code, String type, byte[] content) {
        status = code;
        response.header(HeaderNames.CONTENT_TYPE, type);
        Connection connection = Connection.current();
        connection.transfers();
        response.status(Status.create(code)).send(content);
        connection.works();
    }

    /// Answers with a page.
    public void page(Page page) {
        status = 200;
        page.send(response);
    }

    void refuse(int code, String message) {
        problem = message;
        if (code == 503) {
            response.header(HeaderNames.RETRY_AFTER, "1");
        }
        send(code, JSON, protocol.error(code, message));
    }

    Protocol protocol() {
        return protocol;
    }

    String model() {
        return model;
    }

    int rows() {
        return rows;
    }

    int status() {
        return status;
    }

    String problem() {
        return problem;
    }

    boolean isSent() {
        return status != 0;
    }

    long nanoseconds() {
        return System.nanoTime() - begun;
    }
}
