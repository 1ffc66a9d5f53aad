package gradus.lab.pages;

import static gradus.internal.Require.require;

import gradus.http.Page;
import gradus.lab.bench.Cursor;
import gradus.lab.bench.Told;
import gradus.lab.bench.Workbench;
import gradus.lab.messages.Messages.Catalog;
import gradus.lab.messages.Messages.Frame;
import gradus.lab.messages.Messages.Rewound;
import gradus.lab.messages.Recording;
import gradus.lab.run.Uploads;
import gradus.lab.view.WatchedRun;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// The current run as one HTML file that needs no server. It is the page of the lab with all of its scripts, but in
/// place of `api.js`, which asks the server, `replay.js` answers from what was recorded.
final class Replay {
    /// The moments have about this many bytes in all.
    private static final int BYTES = 1_500_000;
    private static final int LEAST = 8;
    private static final int MOST = 120;

    private static final Pattern IMPORT = Pattern.compile("from \"\\.?(/[^\"]+)\"");
    private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\">");
    private static final Pattern STYLE_IMPORT = Pattern.compile("(?m)^@import \"([^\"]+)\";$");
    private static final Pattern WAYS = Pattern.compile("<nav class=\"ways\".*?</nav>");
    private static final String MAIN = "<script type=\"module\" src=\"/main.js\"></script>";
    private static final JsonMapper JSON = new JsonMapper();

    private Replay() {}

    /// @throws IllegalArgumentException if the run is not the current one
    static byte[] of(Workbench bench, int id, Uploads uploads) {
        return page(JSON.writeValueAsString(record(bench, id, uploads))).getBytes(StandardCharsets.UTF_8);
    }

    private static Recording record(Workbench bench, int id, Uploads uploads) {
        WatchedRun run = bench.watched(Function.identity());
        require(
                run.run().id() == id,
                "only the current run has its moments, run %s has not; press Again beside it first",
                id);
        int bytes = JSON.writeValueAsBytes(moments(bench, run, 1)).length;
        List<Rewound> moments = moments(bench, run, Math.clamp(BYTES / bytes, LEAST, MOST));
        Told told = Objects.requireNonNull(bench.tell(Cursor.NONE));
        Frame last = told.frame();
        Catalog all = Choices.catalog(uploads);
        Catalog catalog = new Catalog(
                all.generators(),
                all.datasets(),
                all.activations(),
                all.initializers(),
                all.losses(),
                all.optimizers(),
                all.around(),
                all.schedules(),
                // Other tables stay here.
                List.of(),
                all.start(),
                all.limits());
        return new Recording(catalog, run.describe(), last, bench.watched(WatchedRun::mistakes), moments);
    }

    private static List<Rewound> moments(Workbench bench, WatchedRun run, int count) {
        return bench.watched(now -> run.spread(count)).stream()
                .map(run::rewound)
                .toList();
    }

    private static String page(String record) {
        Map<String, String> scripts = new TreeMap<>();
        collect("/main.js", scripts);
        String html = text("/index.html");
        html = STYLE.matcher(html).replaceAll(found -> quoted("<style>" + text(found.group(1)) + "</style>"));
        html = WAYS.matcher(html).replaceAll("");
        html = html.replace("\"/icon.svg\"", "\"" + data("image/svg+xml", text("/icon.svg")) + "\"");
        return html.replace(MAIN, """
                <script type="importmap">{"imports": %s}</script>
                <script type="application/json" id="record">%s</script>
                <script type="module">import "lab/main.js";</script>""".formatted(JSON.writeValueAsString(scripts), record.replace("<", "\\u003c")));
    }

    /// A script and all that it imports, under the names by which one file can import them.
    private static void collect(String path, Map<String, String> scripts) {
        String name = "lab" + path;
        if (scripts.containsKey(name)) {
            return;
        }
        scripts.put(name, "");
        String script = text(path.equals("/api.js") ? "/replay.js" : path);
        Matcher imports = IMPORT.matcher(script);
        while (imports.find()) {
            collect(imports.group(1), scripts);
        }
        scripts.put(name, data("text/javascript", IMPORT.matcher(script).replaceAll("from \"lab$1\"")));
    }

    private static String data(String type, String content) {
        return "data:" + type + ";base64,"
                + Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }

    /// A file of the page, style sheets with those that they import.
    private static String text(String path) {
        String resource = Pages.resource(path);
        String text =
                Page.load(resource, Replay.class.getResourceAsStream(resource)).text();
        return STYLE_IMPORT.matcher(text).replaceAll(found -> quoted(text(found.group(1))));
    }
}
