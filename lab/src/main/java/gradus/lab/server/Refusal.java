package gradus.lab.server;

/// A page of few words for a browser that asked for what it does not get, and what to do instead.
final class Refusal {
    static final String TYPE = "text/html; charset=utf-8";

    /// Inside the gate there may be styles, before it only those of the page on which one joins.
    private static final String STYLED = "<link rel=\"stylesheet\" href=\"/join.css\">";

    static final String STRANGER = page("Gradus lab", "", "This lab does not know this browser", """
            <p>The lab lets in those who open the address that it printed when it was started; the token in it is the \
            key.</p>
            <p>Did you follow a link to a run? Copy it from the address bar, and open it in a terminal, with your own \
            lab:</p>
            <pre>gradus lab "LINK"</pre>
            <p>Or open your lab, and paste the link under <em>Export</em>.</p>
            """);

    static final String STRANGER_IN_CLASS = page("Gradus class", STYLED, "This class does not know this browser", """
            <p>Scan the code on your teacher's screen, or <a href="/join">join</a> with the code that stands below it.
            If you were in this class before, it was started anew, or your teacher removed you.</p>
            """);

    static final String TEACHERS = page(
            "Gradus class",
            STYLED,
            "This page is your teacher's",
            "<p>Go on in <a href=\"/\">your own lab</a>, or with the <a href=\"/lessons\">lessons</a>.</p>");

    private Refusal() {}

    private static String page(String title, String style, String head, String body) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><link rel="icon" href="data:,">%s</head>
                <body><main><h1>%s</h1>
                %s</main></body></html>
                """.formatted(title, style, head, body);
    }
}
