package gradus.lab.pages;

import gradus.http.Page;
import gradus.lab.server.Part;
import gradus.lab.server.Routes;
import java.util.List;

/// The files of the main page, and those that all pages share.
public final class Pages implements Part {
    private static final String LIBRARY = "/lib/";
    private static final List<String> FILES = List.of(
            "/lab.css",
            "/base.css",
            "/settings.css",
            "/cards.css",
            "/network.css",
            "/output.css",
            "/curves.css",
            "/panel.css",
            "/inside.css",
            "/crowded.css",
            "/modes.css",
            "/main.js",
            "/state.js",
            "/api.js",
            "/charts.js",
            "/marks.js",
            "/bar.js",
            "/flags.js",
            "/pictures.js",
            "/network.js",
            "/wires.js",
            "/canvas.js",
            "/brush.js",
            "/point.js",
            "/draw.js",
            "/layers.js",
            "/verdicts.js",
            "/mistakes.js",
            "/output.js",
            "/weights.js",
            "/surface.js",
            "/settings.js",
            "/data.js",
            "/columns.js",
            "/notices.js",
            "/dots.js",
            "/ease.js",
            "/speed.js",
            "/stage.js",
            "/tables.js",
            "/activations.js",
            "/film.js",
            "/welcome.js",
            "/exports.js",
            "/shared.js",
            "/help.js",
            "/runs.js",
            "/inside.js",
            "/formulas.js",
            "/math.js",
            "/calculate.js",
            "/rules.js",
            "/light.js",
            "/statistics.js",
            "/updates.js",
            "/step-picture.js",
            "/dom.js",
            "/icon.svg",
            LIBRARY + "uPlot.esm.js",
            LIBRARY + "uPlot.min.css");

    @Override
    public void routes(Routes routes) {
        routes.guests(open -> {
            open.page("/", resource("/index.html"));
            // Asked for by browsers where a file names no icon.
            open.page("/favicon.ico", resource("/icon.svg"));
            FILES.forEach(path -> open.page(path, resource(path)));
        });
    }

    /// Where the file of a path lies.
    static String resource(String path) {
        return path.startsWith(LIBRARY)
                ? Page.webjar("uplot") + "dist/" + path.substring(LIBRARY.length())
                : "/gradus/lab/page" + path;
    }
}
