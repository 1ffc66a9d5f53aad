package gradus.serve.protocols;

import gradus.http.Page;
import gradus.serve.metrics.ServerMetrics;
import gradus.serve.models.Models;
import gradus.serve.web.Json;
import gradus.serve.web.Router;
import java.util.function.BooleanSupplier;

/// All protocols of the server, and what it says of itself.
public final class AllRoutes {
    private static final String PLACE = "/gradus/serve/";

    private AllRoutes() {}

    /// Enters all routes.
    ///
    /// @param ready whether the server takes requests
    /// @param reload looks for new versions
    public static void enter(
            Router router, Models models, ServerMetrics metrics, BooleanSupplier ready, Runnable reload) {
        Serving serving = new Serving(models, metrics);
        new TensorFlowServing(serving).enter(router);
        new OpenInference(serving, ready).enter(router);
        new House(serving, reload).enter(router);
        new Mlflow(serving, ready).enter(router);
        OpenApi openApi = new OpenApi(serving, router::operations);
        router.get("/openapi.json", "This document", exchange -> exchange.json(Json.write(openApi.document())));
        page(router, "/", "page.html");
        page(router, "/page.js", "page.js");
        page(router, "/page.css", "page.css");
        router.get(
                "/metrics",
                "Counts and times, for Prometheus",
                exchange -> exchange.send(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text()));
    }

    private static void page(Router router, String path, String file) {
        Page page = Page.load(PLACE + file, AllRoutes.class.getResourceAsStream(PLACE + file));
        router.get(path, "The page of the server, to read", exchange -> exchange.page(page));
    }
}
