package gradus.lab.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// The files of the page, from the jar. There is a list of them, and nothing else is served: no path is ever looked up.
final class Pages implements HttpService {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private static final Map<String, String> FILES = files();

    /// A file as it is sent.
    private record File(String type, byte[] zipped, int size) {}

    private final Map<String, File> loaded = new LinkedHashMap<>();

    Pages() {
        FILES.forEach((path, resource) -> loaded.put(path, load(resource)));
    }

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("/", "/gradus/lab/page/index.html");
        for (String name : new String[] {
            "lab.css",
            "main.js",
            "state.js",
            "api.js",
            "charts.js",
            "network.js",
            "wires.js",
            "layers.js",
            "verdicts.js",
            "mistakes.js",
            "weights.js",
            "surface.js",
            "settings.js",
            "help.js",
            "runs.js",
            "inside.js",
            "dom.js",
            "icon.svg"
        }) {
            files.put("/" + name, "/gradus/lab/page/" + name);
        }
        files.put("/lib/uPlot.esm.js", UPLOT + "uPlot.esm.js");
        files.put("/lib/uPlot.min.css", UPLOT + "uPlot.min.css");
        return files;
    }

    private static File load(String resource) {
        try (InputStream stream = Pages.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the page's file " + resource + " is not in the jar");
            }
            byte[] bytes = stream.readAllBytes();
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
                zip.write(bytes);
            }
            return new File(type(resource), zipped.toByteArray(), bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// How many bytes all files have when they are sent.
    int zippedSize() {
        return loaded.values().stream().mapToInt(file -> file.zipped().length).sum();
    }

    @Override
    public void routing(HttpRules rules) {
        loaded.forEach((path, file) -> rules.get(path, (request, response) -> {
            response.header(HeaderNames.CONTENT_TYPE, file.type());
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
            response.send(file.zipped());
        }));
    }
}
