package gradus.lab.pages;

import gradus.lab.bench.Cursor;
import gradus.lab.bench.Desk;
import gradus.lab.bench.Desks;
import gradus.lab.bench.Preview;
import gradus.lab.bench.Told;
import gradus.lab.bench.Workbench;
import gradus.lab.keep.Exports;
import gradus.lab.messages.KeptRun;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages;
import gradus.lab.messages.RowMessages;
import gradus.lab.run.Reading;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import gradus.lab.server.Download;
import gradus.lab.server.News;
import gradus.lab.server.Part;
import gradus.lab.server.Routes;
import gradus.lab.view.ActivationCurve;
import gradus.lab.view.WatchedRun;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the main page can ask for. Runs and uploads have numbers, never paths.
public final class Api implements Part {
    private static final Messages.Done DONE = new Messages.Done("");

    private final Desks desks;

    /// For the runs of these desks.
    public Api(Desks desks) {
        this.desks = desks;
    }

    private Workbench seen(ServerRequest request) {
        return desks.seen(request).bench();
    }

    private Workbench own(ServerRequest request) {
        return desks.own(request).bench();
    }

    @Override
    public void routes(Routes routes) {
        routes.guests(this::shared)
                // What takes seconds of a processor, or many pictures.
                .download("/api/runs/{id}/replay", request -> {
                    Desk desk = desks.seen(request);
                    return Download.bytes("run.html", Replay.of(desk.bench(), Routes.id(request), desk.uploads()));
                })
                .post("/api/preview", LabSettings.class, (request, changed) -> {
                    Desk desk = desks.own(request);
                    return Preview.of(desk.bench().with(Run::settings), changed, desk.uploads());
                });
    }

    private void shared(Routes routes) {
        routes
                .get(
                        "/api/catalog",
                        request -> Choices.catalog(desks.seen(request).uploads()))
                .get(
                        "/api/activation",
                        request -> ActivationCurve.plot(
                                chosen(request, "name"),
                                Routes.number(request.query().first("reach").orElse("4"))))
                .get("/api/run", request -> seen(request).watched(WatchedRun::describe))
                .get(
                        "/api/inside",
                        request -> seen(request)
                                .inside(request.query()
                                        .first("row")
                                        .map(Routes::number)
                                        .orElse(-1)))
                .get("/api/timeline", request -> {
                    int after = Routes.number(request.query().first("after").orElse("0"));
                    return seen(request).watched(run -> run.timeline(after));
                })
                .get(
                        "/api/rewind",
                        request -> seen(request)
                                .rewound(Routes.number(
                                        request.query().first("step").orElse("0"))))
                .get("/api/mistakes", request -> seen(request).watched(WatchedRun::mistakes))
                .stream("/api/events", (request, last) -> new Frames(seen(request), Cursor.parse(last)))
                .get("/api/runs/{id}/curves", request -> seen(request).curves(Routes.id(request)))
                .download("/api/runs/{id}/java", text("Run.java", Exports::java))
                .download("/api/runs/{id}/keras-code", text("model.py", Exports::keras))
                .download("/api/runs/{id}/history", text("history.csv", (run, uploads) -> Exports.csv(run)))
                .download(
                        "/api/runs/{id}/model",
                        request -> Download.bytes("model.keras", seen(request).model(Routes.id(request))))
                .post("/api/build", LabSettings.class, (request, settings) -> {
                    Workbench bench = own(request);
                    return new Messages.Built(bench.build(settings), bench.dropped());
                })
                .post("/api/command", Messages.Command.class, (request, command) -> {
                    Workbench bench = own(request);
                    bench.command(command);
                    boolean again = command.action().equals("restart");
                    return new Messages.Done(again ? bench.dropped() : "");
                })
                .post("/api/steer", LabSettings.class, (request, settings) -> {
                    own(request).steer(settings);
                    return DONE;
                })
                .post(
                        "/api/row",
                        RowMessages.Row.class,
                        (request, row) -> seen(request).row(row))
                .post("/api/weight", Messages.WeightChange.class, (request, change) -> {
                    own(request).set(change);
                    return DONE;
                })
                .post("/api/runs/{id}/name", Messages.Rename.class, (request, rename) -> {
                    own(request).rename(Routes.id(request), rename.name());
                    return DONE;
                })
                .delete("/api/runs/{id}", request -> {
                    own(request).delete(Routes.id(request));
                    return DONE;
                })
                .post("/api/uploads", this::upload);
    }

    private Function<ServerRequest, Download> text(String file, BiFunction<KeptRun, Uploads, String> export) {
        return request -> {
            Desk desk = desks.seen(request);
            return Download.text(file, export.apply(desk.bench().kept(Routes.id(request)), desk.uploads()));
        };
    }

    private Object upload(ServerRequest request) {
        Uploads uploads = desks.own(request).uploads();
        int most = uploads.limits().uploadBytes();
        long length = request.headers().contentLength().orElse(0);
        if (length <= 0 || length > most) {
            if (length <= 0) {
                throw new IllegalArgumentException("the file is empty; a table has a line of names and rows below it");
            }
            throw new IllegalArgumentException(
                    "a table may have at most " + (most >> 20) + " MB, this has " + length / 1024 + " kB");
        }
        String name = request.query().first("name").orElse("data.csv");
        Reading reading = new Reading(
                chosen(request, "separator"),
                chosen(request, "decimal"),
                chosen(request, "charset"),
                chosen(request, "header"),
                chosen(request, "badLines"),
                chosen(request, "missing"),
                request.query().contains("without") ? request.query().all("without") : List.of());
        return uploads.add(name, request.content().inputStream(), reading);
    }

    private static String chosen(ServerRequest request, String name) {
        return request.query().first(name).orElse("");
    }

    /// The newest state at the page's own pace; what a slow page misses is in the next frame.
    private static final class Frames implements News {
        private final Workbench bench;
        private Cursor cursor;
        private long known = -1;

        Frames(Workbench bench, Cursor cursor) {
            this.bench = bench;
            this.cursor = cursor;
            bench.join();
        }

        @Override
        public @Nullable Event next(long milliseconds) throws InterruptedException {
            long newest = bench.await(known, milliseconds);
            Told told = newest == known ? null : bench.tell(cursor);
            known = newest;
            if (told == null) {
                return null;
            }
            cursor = told.cursor();
            return new Event(cursor.toString(), told.frame());
        }

        @Override
        public boolean isOver() {
            return bench.isClosed();
        }

        @Override
        public void close() {
            bench.leave();
        }
    }
}
