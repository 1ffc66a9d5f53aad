package gradus.lab.pages;

import gradus.http.Page;
import gradus.lab.server.Part;
import gradus.lab.server.Routes;
import java.util.List;

/// The files of the main page, and those that all pages share.
public final class Pages implements Part {
    private static final List<String> FILES = List.of(
            "lab.css",
            "main.js",
            "state.js",
            "api.js",
            "charts.js",
            "flags.js",
            "pictures.js",
            "network.js",
            "wires.js",
            "canvas.js",
            "layers.js",
            "verdicts.js",
            "mistakes.js",
            "output.js",
            "weights.js",
            "surface.js",
            "settings.js",
            "data.js",
            "columns.js",
            "notices.js",
            "dots.js",
            "ease.js",
            "speed.js",
            "tables.js",
            "activations.js",
            "film.js",
            "welcome.js",
            "exports.js",
            "shared.js",
            "help.js",
            "runs.js",
            "inside.js",
            "formulas.js",
            "dom.js",
            "icon.svg");

    @Override
    public void routes(Routes routes) {
        String folder = "/gradus/lab/page/";
        routes.page("/", folder + "index.html");
        FILES.forEach(name -> routes.page("/" + name, folder + name));
        String charts = Page.webjar("uplot") + "dist/";
        routes.page("/lib/uPlot.esm.js", charts + "uPlot.esm.js");
        routes.page("/lib/uPlot.min.css", charts + "uPlot.min.css");
    }
}
