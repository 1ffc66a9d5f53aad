package gradus.lab.server;

import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages;
import gradus.lab.runs.Choices;
import gradus.lab.runs.Cursor;
import gradus.lab.runs.Exports;
import gradus.lab.runs.Plan;
import gradus.lab.runs.Run;
import gradus.lab.runs.Told;
import gradus.lab.runs.Uploads;
import gradus.lab.runs.Workbench;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What the page can ask for. Bodies are bounded JSON; runs and uploads have numbers, never paths.
final class Api implements HttpService {
    private static final int BODY = 64 * 1024;
    private static final int STREAMS = 16;
    /// Between two frames, in milliseconds: no screen shows more.
    private static final int PACE = 30;
    /// After so long without news a stream says that it lives.
    private static final int SILENCE = 10_000;

    private static final HeaderName LAST_EVENT = HeaderNames.create("Last-Event-ID");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(10)
                            .maxDocumentLength(BODY)
                            .maxStringLength(4096)
                            .maxNameLength(200)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Workbench bench;
    private final Uploads uploads;
    private final Semaphore streams = new Semaphore(STREAMS);

    Api(Workbench bench, Uploads uploads) {
        this.bench = bench;
        this.uploads = uploads;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/catalog", answer(request -> Choices.catalog(uploads)))
                .get("/api/run", answer(request -> bench.describe()))
                .get(
                        "/api/inside",
                        answer(request -> bench.inside(number(request.query().get("row")))))
                .get(
                        "/api/timeline",
                        answer(request -> bench.timeline(
                                number(request.query().first("after").orElse("0")))))
                .get("/api/mistakes", answer(request -> bench.mistakes()))
                .get("/api/events", this::events)
                .get("/api/runs/{id}/curves", answer(request -> bench.curves(id(request))))
                .get("/api/runs/{id}/java", text("Run.java", Exports::java))
                .get("/api/runs/{id}/keras-code", text("model.py", Exports::keras))
                .get("/api/runs/{id}/history", text("history.csv", Exports::csv))
                .get("/api/runs/{id}/model", this::model)
                .post(
                        "/api/build",
                        answer(request -> new Messages.Built(bench.build(body(request, LabSettings.class)))))
                .post("/api/command", answer(request -> {
                    bench.command(body(request, Messages.Command.class));
                    return new Messages.Problem("");
                }))
                .post("/api/steer", answer(request -> {
                    bench.steer(body(request, LabSettings.class));
                    return new Messages.Problem("");
                }))
                .post("/api/weight", answer(request -> {
                    bench.set(body(request, Messages.WeightChange.class));
                    return new Messages.Problem("");
                }))
                .post("/api/runs/{id}/name", answer(request -> {
                    bench.rename(
                            id(request), body(request, Messages.Rename.class).name());
                    return new Messages.Problem("");
                }))
                .delete("/api/runs/{id}", answer(request -> {
                    bench.delete(id(request));
                    return new Messages.Problem("");
                }))
                .post("/api/uploads", answer(this::upload));
    }

    private Handler answer(Function<ServerRequest, Object> question) {
        return (request, response) -> {
            try {
                json(response, 200, question.apply(request));
            } catch (RuntimeException e) {
                json(response, status(e), new Messages.Problem(message(e)));
            }
        };
    }

    private Handler text(String file, Function<Run, String> export) {
        return (request, response) -> {
            try {
                String content = bench.with(id(request), export);
                response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
                response.header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"");
                response.send(content);
            } catch (RuntimeException e) {
                json(response, status(e), new Messages.Problem(message(e)));
            }
        };
    }

    private void model(ServerRequest request, ServerResponse response) {
        try {
            byte[] bytes = bench.with(id(request), Api::file);
            response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
            response.header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"model.keras\"");
            response.send(bytes);
        } catch (RuntimeException e) {
            json(response, status(e), new Messages.Problem(message(e)));
        }
    }

    private static byte[] file(Run run) {
        try {
            Path folder = Files.createTempDirectory("gradus-lab");
            Path file = folder.resolve("model.keras");
            try {
                run.save(file);
                return Files.readAllBytes(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void json(ServerResponse response, int status, Object value) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.status(Status.create(status)).send(JSON.writeValueAsBytes(value));
    }

    private Object upload(ServerRequest request) {
        long length = request.headers().contentLength().orElse(0);
        if (length <= 0 || length > Plan.LIMITS.uploadBytes()) {
            throw new IllegalArgumentException("a table may have at most " + (Plan.LIMITS.uploadBytes() >> 20)
                    + " MB, this has " + length / 1024 + " kB");
        }
        String name = request.query().first("name").orElse("data.csv");
        return uploads.add(name, request.content().inputStream());
    }

    private static <T> T body(ServerRequest request, Class<T> type) {
        String kind = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        if (!kind.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new IllegalArgumentException("a message must be JSON");
        }
        try (InputStream stream = request.content().inputStream()) {
            byte[] bytes = stream.readNBytes(BODY + 1);
            if (bytes.length > BODY) {
                throw new IllegalArgumentException("a message may have at most " + BODY + " bytes");
            }
            return JSON.readValue(bytes, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the message is not understood: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int id(ServerRequest request) {
        return number(request.path().pathParameters().get("id"));
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("a number is expected");
        }
        return Integer.parseInt(text);
    }

    private static int status(RuntimeException e) {
        return e instanceof IllegalArgumentException
                        || e instanceof IllegalStateException
                        || e instanceof gradus.tables.DataException
                        || e instanceof UncheckedIOException
                ? 400
                : 500;
    }

    private static String message(RuntimeException e) {
        if (status(e) == 500) {
            System.getLogger("gradus.lab").log(System.Logger.Level.ERROR, "unexpected", e);
        }
        return e.getMessage() == null
                ? "something unexpected went wrong: " + e.getClass().getSimpleName()
                : e.getMessage();
    }

    /// One stream a page. It sends the newest state at its own pace; what a slow page misses is in the next frame.
    private void events(ServerRequest request, ServerResponse response) {
        if (!streams.tryAcquire()) {
            json(response, 429, new Messages.Problem("more than " + STREAMS + " pages look already; close one"));
            return;
        }
        bench.join();
        try (SseSink sink = response.sink(SseSink.TYPE)) {
            Cursor cursor = Cursor.parse(request.headers().first(LAST_EVENT).orElse(""));
            long known = -1;
            while (!bench.isClosed()) {
                long newest = bench.await(known, SILENCE);
                if (newest == known) {
                    sink.emit(SseEvent.builder()
                            .comment("alive")
                            .data("")
                            .name("alive")
                            .build());
                    continue;
                }
                known = newest;
                Told told = bench.tell(cursor);
                if (told != null) {
                    cursor = told.cursor();
                    sink.emit(SseEvent.builder()
                            .id(cursor.toString())
                            .data(JSON.writeValueAsString(told.frame()))
                            .build());
                }
                Thread.sleep(PACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            // The page was closed.
        } finally {
            bench.leave();
            streams.release();
        }
    }
}
