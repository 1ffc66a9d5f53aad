package gradus.lab.comparisons;

import static gradus.internal.Require.require;

import gradus.experiment.Settings;
import gradus.experiment.comparisons.Comparison;
import gradus.experiment.comparisons.Factor;
import gradus.lab.messages.ComparisonMessages.Begun;
import gradus.lab.messages.ComparisonMessages.Question;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages;
import gradus.lab.run.Plan;
import gradus.lab.run.Uploads;
import gradus.lab.server.Download;
import gradus.lab.server.Part;
import gradus.lab.server.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/// The page on which one compares, and the search for a learning rate.
public final class ComparisonsPart implements Part {
    /// A question waits so long for news.
    private static final int PATIENCE = 8000;
    private static final int FACTORS = 3;

    private static final Messages.Problem DONE = new Messages.Problem("");

    private final Comparisons comparisons;
    private final Function<ServerRequest, Comparisons> seen;
    private final Uploads uploads;
    private final RateSearches rates;

    /// For these comparisons.
    ///
    /// @param comparisons of the owner
    /// @param seen which of them a request means
    /// @param uploads of the owner
    public ComparisonsPart(Comparisons comparisons, Function<ServerRequest, Comparisons> seen, Uploads uploads) {
        this.comparisons = comparisons;
        this.seen = seen;
        this.uploads = uploads;
        rates = new RateSearches(uploads);
    }

    @Override
    public void routes(Routes routes) {
        String folder = "/gradus/lab/page/";
        routes.page("/compare", folder + "compare.html");
        routes.page("/compare.js", folder + "compare.js");
        routes.get("/api/factors", request -> Suggestions.factors())
                .post("/api/comparisons", Question.class, (request, question) -> new Begun(begin(question)))
                .post("/api/range-test", LabSettings.class, (request, settings) -> rates.search(settings));
        // Lessons are comparisons, too.
        routes.guests(this::shared);
    }

    private void shared(Routes routes) {
        List.of("live.js", "rates.js", "report.css")
                .forEach(name -> routes.page("/" + name, "/gradus/lab/page/" + name));
        routes.get("/api/comparisons/{id}", request -> {
                    int known = Routes.number(request.query().first("seen").orElse("0"));
                    try {
                        return asked(request).await(known, PATIENCE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("the lab is closing", e);
                    }
                })
                .delete("/api/comparisons/{id}", request -> {
                    seen.apply(request).cancel(Routes.id(request));
                    return DONE;
                })
                .download(
                        "/api/comparisons/{id}/report",
                        request -> new Download(
                                "report.html",
                                "text/html; charset=utf-8",
                                asked(request).report().getBytes(StandardCharsets.UTF_8)))
                .download(
                        "/api/comparisons/{id}/runs",
                        request -> Download.text("runs.csv", asked(request).csv()));
    }

    private LiveComparison asked(ServerRequest request) {
        return seen.apply(request).get(Routes.id(request));
    }

    private int begin(Question question) {
        Settings settings = Plan.of(question.settings(), uploads).settings();
        require(question.vary().size() <= FACTORS, "at most %s things are varied at once", FACTORS);
        List<Factor> factors = question.vary().stream().map(Factor::parse).toList();
        Factor tune = question.tune().isEmpty() ? null : Factor.parse(question.tune());
        String measure = question.measure();
        Comparison comparison =
                new Comparison(settings, factors, question.seeds(), tune, measure.isEmpty() ? null : measure, null);
        String name = question.settings().data().kind().equals("upload")
                ? uploads.get(question.settings().data().name()).name()
                : settings.data().source();
        return comparisons
                .begin(new LiveComparison.Question(
                        comparison, List.of("loss", "val_loss"), List.of(), Commands.of(comparison, name)))
                .id();
    }

    @Override
    public void close() {
        comparisons.close();
    }
}
