package gradus.lab.server;

import gradus.data.tables.DataException;
import gradus.http.Body;
import gradus.http.Connection;
import gradus.http.Page;
import gradus.lab.messages.ClassMessages;
import gradus.lab.messages.Messages;
import gradus.lab.messages.StrictJson;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/// All that the server answers to. Every [Part] enters its routes here and nowhere else, and the tests of the gate try
/// each of them. Questions and answers are JSON of records in `gradus.lab.messages`; what is thrown becomes a sentence:
///
/// ```java
/// routes.page("/lessons", "/gradus/lab/lessons/lessons.html")
///         .page("/lessons.js", "/gradus/lab/lessons/lessons.js")
///         .get("/api/lessons/{id}", request -> lesson(Routes.id(request)))
///         .post("/api/lessons/{id}/answer", Answer.class, (request, answer) -> judge(answer));
/// ```
public final class Routes {
    private static final int BODY = 64 * 1024;
    /// Between two events of a stream, in milliseconds: no screen shows more.
    private static final int PACE = 15;
    /// After so long without news a stream says that it lives.
    private static final int SILENCE = 10_000;
    /// How long a browser waits before it comes back to a stream that broke.
    private static final Duration RETURN = Duration.ofSeconds(1);

    private static final HeaderName LAST_EVENT = HeaderNames.create("Last-Event-ID");
    private static final JsonMapper JSON = StrictJson.of(JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(10)
                    .maxDocumentLength(BODY)
                    .maxStringLength(4096)
                    .maxNameLength(200)
                    .build())
            .build()));

    private final List<Entry> entries = new ArrayList<>();
    private final AtomicInteger era = new AtomicInteger();
    private int pageBytes;
    private Audience audience = Audience.OWNER;

    /// A route: `GET /api/runs/{id}/curves`.
    public record Route(String method, String path, Audience audience) {}

    /// Who may ask.
    public enum Audience {
        /// The owner of the lab alone.
        OWNER,
        /// The guests of a class, too.
        GUESTS,
        /// Those who are not known yet, too.
        ANYONE
    }

    private record Entry(Method method, String path, Audience audience, Handler handler) {}

    Routes() {}

    /// What is entered here may be asked for by guests, too. Everything else is the owner's.
    public Routes guests(Consumer<Routes> entered) {
        return audience(Audience.GUESTS, entered);
    }

    /// What is entered here may be asked for by those who are not known yet, too, on connections that are not kept. Its
    /// paths have no variables.
    public Routes anyone(Consumer<Routes> entered) {
        return audience(Audience.ANYONE, entered);
    }

    private Routes audience(Audience wanted, Consumer<Routes> entered) {
        Audience before = audience;
        audience = wanted;
        entered.accept(this);
        audience = before;
        return this;
    }

    /// Serves a file from the jar. Nothing else is ever looked up.
    ///
    /// @param path in the address
    /// @param resource in the jar, from its root
    public Routes page(String path, String resource) {
        Page page = Page.load(resource, Routes.class.getResourceAsStream(resource));
        pageBytes += page.zipped().length;
        boolean place = !path.contains(".");
        return enter(Method.GET, path, (request, response) -> {
            if (place) {
                request.context().get(Visitor.class).ifPresent(visitor -> visitor.goesTo(path));
            }
            page.send(response);
        });
    }

    /// Answers a question.
    public Routes get(String path, Function<ServerRequest, Object> answer) {
        return enter(Method.GET, path, answering(answer));
    }

    /// Takes a message in, and answers it.
    ///
    /// @param type of the message, a record
    public <T> Routes post(String path, Class<T> type, BiFunction<ServerRequest, T, Object> answer) {
        return enter(Method.POST, path, answering(request -> answer.apply(request, body(request, type))));
    }

    /// Lets a guest in: the answer has the cookie and the key by which they are known from now on.
    ///
    /// @param who the guest, by what they say
    public <T> Routes welcome(
            String path, Class<T> type, Visitors visitors, BiFunction<ServerRequest, T, Visitor> who) {
        return enter(Method.POST, path, (request, response) -> {
            try {
                Visitor guest = who.apply(request, body(request, type));
                visitors.welcome(guest, response);
                json(response, 200, new ClassMessages.Joined(guest.key()));
            } catch (RuntimeException e) {
                problem(response, e);
            }
        });
    }

    /// Accepts a non-JSON body; the handler must read and limit it.
    public Routes post(String path, Function<ServerRequest, Object> answer) {
        return enter(Method.POST, path, answering(answer));
    }

    /// Takes something away.
    public Routes delete(String path, Function<ServerRequest, Object> answer) {
        return enter(Method.DELETE, path, answering(answer));
    }

    /// Serves a file as a download.
    public Routes download(String path, Function<ServerRequest, Download> file) {
        return enter(Method.GET, path, (request, response) -> {
            try {
                Download download = file.apply(request);
                response.header(HeaderNames.CONTENT_TYPE, download.type());
                response.header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + download.name() + "\"");
                response.send(download.content());
            } catch (RuntimeException e) {
                problem(response, e);
            }
        });
    }

    /// Streams what is new. All streams of a visitor together are bounded.
    ///
    /// @param open begins a stream; its argument is the id of the last event that the page has seen, or empty
    public Routes stream(String path, BiFunction<ServerRequest, String, News> open) {
        return enter(Method.GET, path, (request, response) -> {
            Streams streams = Visitor.of(request).streams();
            Streams.Place place = streams.take(Connection.current());
            if (place == null) {
                json(
                        response,
                        429,
                        new Messages.Problem("more than " + streams.most() + " pages look already; close one"));
                return;
            }
            try (News news = open(open, request);
                    SseSink sink = response.sink(SseSink.TYPE)) {
                tell(news, sink, place);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (UncheckedIOException e) {
                // The page was closed.
            } catch (IllegalArgumentException e) {
                problem(response, e);
            } finally {
                streams.free(place);
            }
        });
    }

    private static News open(BiFunction<ServerRequest, String, News> open, ServerRequest request) {
        return open.apply(request, request.headers().first(LAST_EVENT).orElse(""));
    }

    private void tell(News news, SseSink sink, Streams.Place place) throws InterruptedException {
        int begun = era.get();
        SseEvent hello =
                SseEvent.builder().reconnectDelay(RETURN).data("").name("alive").build();
        place.write(() -> sink.emit(hello));
        while (!news.isOver() && era.get() == begun) {
            News.Event event = news.next(SILENCE);
            SseEvent sent = event == null
                    ? SseEvent.builder().comment("alive").data("").name("alive").build()
                    : SseEvent.builder()
                            .id(event.id())
                            .data(JSON.writeValueAsString(event.message()))
                            .build();
            place.write(() -> sink.emit(sent));
            if (event != null) {
                Thread.sleep(PACE);
            }
        }
    }

    private Routes enter(Method method, String path, Handler handler) {
        if (entries.stream()
                .anyMatch(entry -> entry.method().equals(method) && entry.path().equals(path))) {
            throw new IllegalStateException("two parts of the lab answer " + method.text() + " " + path
                    + ", so that the second would never be asked");
        }
        entries.add(new Entry(method, path, audience, audience == Audience.OWNER ? ofOwner(handler) : handler));
        return this;
    }

    private static Handler ofOwner(Handler handler) {
        return (request, response) -> {
            if (Visitor.of(request).isOwner()) {
                handler.handle(request, response);
            } else if (request.headers().first(HeaderNames.ACCEPT).orElse("").contains("text/html")) {
                response.header(HeaderNames.CONTENT_TYPE, Refusal.TYPE);
                response.status(Status.FORBIDDEN_403).send(Refusal.TEACHERS);
            } else {
                json(response, 403, new Messages.Problem("In a class, this is for the teacher alone."));
            }
        };
    }

    /// All routes, in the order in which they were entered.
    public List<Route> all() {
        return entries.stream()
                .map(entry -> new Route(entry.method().text(), entry.path(), entry.audience()))
                .toList();
    }

    /// What answers a request of anyone, or null.
    @Nullable
    Handler openTo(Method method, String path) {
        for (Entry entry : entries) {
            if (entry.audience() == Audience.ANYONE
                    && entry.method().equals(method)
                    && entry.path().equals(path)) {
                return entry.handler();
            }
        }
        return null;
    }

    /// Whether there is something that anyone may ask for.
    boolean isOpen() {
        return entries.stream().anyMatch(entry -> entry.audience() == Audience.ANYONE);
    }

    /// Ends all streams at their next event. Pages reconnect and continue where they were.
    void dropStreams() {
        era.incrementAndGet();
    }

    /// How many bytes all files have when they are sent.
    int pageBytes() {
        return pageBytes;
    }

    void register(HttpRules rules) {
        entries.forEach(entry -> rules.route(entry.method(), entry.path(), entry.handler()));
    }

    /// The number that stands for `{id}` in the path.
    public static int id(ServerRequest request) {
        return number(request.path().pathParameters().get("id"));
    }

    /// A number of an address.
    ///
    /// @throws IllegalArgumentException if it is none
    public static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("a number is expected");
        }
        return Integer.parseInt(text);
    }

    private static Handler answering(Function<ServerRequest, Object> answer) {
        return (request, response) -> {
            try {
                json(response, 200, answer.apply(request));
            } catch (RuntimeException e) {
                problem(response, e);
            }
        };
    }

    private static void json(ServerResponse response, int status, Object value) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.status(Status.create(status)).send(JSON.writeValueAsBytes(value));
    }

    private static <T> T body(ServerRequest request, Class<T> type) {
        String kind = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        if (!kind.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new IllegalArgumentException("a message must be JSON");
        }
        byte[] bytes = Body.read(request, BODY);
        if (bytes == null) {
            throw new IllegalArgumentException("a message may have at most " + BODY + " bytes");
        }
        try {
            T message = JSON.readValue(bytes, type);
            if (message == null) {
                throw new IllegalArgumentException("a message must be an object, got null");
            }
            return message;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the message is not understood" + place(e), e);
        }
    }

    /// Where a message could not be read, in its own words: the names of its parts, and no classes of Java.
    private static String place(JacksonException e) {
        String path = e.getPath().stream()
                .map(part -> part.getPropertyName() != null
                        ? "\"" + part.getPropertyName() + "\""
                        : String.valueOf(part.getIndex() + 1))
                .collect(Collectors.joining(", "));
        return path.isEmpty() ? ": it is not valid JSON" : ": " + path + " is unknown or has another type here";
    }

    private static void problem(ServerResponse response, RuntimeException e) {
        if (e instanceof ServerConnectionException) {
            // The page was closed while its answer was on its way.
            return;
        }
        boolean told = e instanceof IllegalArgumentException
                || e instanceof IllegalStateException
                || e instanceof DataException
                || e instanceof UncheckedIOException;
        if (!told) {
            System.getLogger("gradus.lab").log(System.Logger.Level.ERROR, "unexpected", e);
        }
        String message = e.getMessage() == null
                ? "something unexpected went wrong: " + e.getClass().getSimpleName()
                // The page has no field for the options of a table, which the words before them say, too.
                : e instanceof DataException data ? data.message(option -> "") : e.getMessage();
        json(response, told ? 400 : 500, new Messages.Problem(message));
    }
}
