package gradus.experiment.reports;

import java.util.List;

/// A page that is complete in one file.
public final class Html {
    private static final String STYLE = """
        :root{--card:#f6f8fa;--yes:#0b6e4f;--warn:#9a5b00;--warnpaper:#fff6e5}
        @media(prefers-color-scheme:dark){:root{--card:#1a2029;--yes:#5fd3a6;--warn:#f0b95b;--warnpaper:#2b2414}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:1080px;padding:32px 24px 64px;background:var(--paper);color:var(--ink);
        font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        h1{font-size:1.7rem;line-height:1.25;margin:0 0 4px}h2{font-size:1.15rem;margin:40px 0 10px}
        p{margin:8px 0}.soft,figcaption{color:var(--soft)}.soft{font-size:.95rem}
        .kicker{color:var(--soft);font-size:.85rem;letter-spacing:.06em;text-transform:uppercase;margin:0 0 6px}
        .verdict{border-left:4px solid var(--soft);background:var(--card);border-radius:0 8px 8px 0;padding:12px 16px;
        margin:12px 0}.verdict.real{border-color:var(--yes)}.verdict b{display:block}
        .note{background:var(--warnpaper);color:var(--warn);border-radius:8px;padding:10px 16px;margin:8px 0}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem;
        font-variant-numeric:tabular-nums}th,td{padding:6px 10px;border-bottom:1px solid var(--rule);text-align:right;
        vertical-align:top}th:first-child,td:first-child{text-align:left}th{color:var(--soft);font-weight:600}
        figure{margin:0}.row{display:grid;gap:24px;grid-template-columns:repeat(auto-fit,minmax(420px,1fr))}
        .small{grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:12px}
        figcaption{font-size:.9rem;margin:0 0 4px}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 6px;padding:0;font-size:.9rem}
        .legend svg{width:28px;height:10px;margin-right:6px;vertical-align:middle}
        pre{background:var(--card);border-radius:8px;padding:12px 16px;overflow-x:auto;font-size:.88rem;margin:8px 0;
        white-space:pre-wrap;overflow-wrap:anywhere}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 18px;font-size:.92rem;margin:8px 0}
        dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
        figure svg{display:block;width:100%;height:auto;overflow:visible}
        @media print{body{max-width:none;padding:0}h2,figure,.verdict{break-inside:avoid}}
        """;

    private final StringBuilder body = new StringBuilder();
    private final String kicker;
    private final String title;

    /// A page.
    ///
    /// @param kicker a word above the title on what kind of page it is
    /// @param title title of the page
    public Html(String kicker, String title) {
        this.kicker = kicker;
        this.title = title;
    }

    /// Adds a heading.
    ///
    /// @param words the text
    /// @return this page
    public Html heading(String words) {
        return tag("h2", "", words);
    }

    /// Adds a paragraph.
    ///
    /// @param words the text
    /// @return this page
    public Html text(String words) {
        return tag("p", "", words);
    }

    /// Adds a paragraph in a muted colour.
    ///
    /// @param words the text
    /// @return this page
    public Html soft(String words) {
        return tag("p", "soft", words);
    }

    /// Adds a warning.
    ///
    /// @param words the text
    /// @return this page
    public Html note(String words) {
        return tag("p", "note", words);
    }

    /// Adds preformatted text.
    ///
    /// @param words the text
    /// @return this page
    public Html code(String words) {
        return tag("pre", "", words);
    }

    /// Adds a verdict.
    ///
    /// @param real whether the difference exceeds chance
    /// @param words the text
    /// @param detail a second line, or empty
    /// @return this page
    public Html verdict(boolean real, String words, String detail) {
        body.append("<div class=\"verdict")
                .append(real ? " real" : "")
                .append("\">")
                .append(escape(words));
        body.append("<div class=\"soft\">").append(escape(detail)).append("</div></div>\n");
        return this;
    }

    /// Adds a table.
    ///
    /// @param rows the rows; the first one has the names of the columns
    /// @return this page
    public Html table(List<List<String>> rows) {
        body.append("<div class=\"scroll\"><table>\n");
        for (int i = 0; i < rows.size(); i++) {
            String cell = i == 0 ? "th" : "td";
            body.append("<tr>");
            for (String value : rows.get(i)) {
                body.append(i == 0 ? "<th scope=\"col\">" : "<td>")
                        .append(escape(value))
                        .append("</")
                        .append(cell)
                        .append('>');
            }
            body.append("</tr>\n");
        }
        body.append("</table></div>\n");
        return this;
    }

    /// Adds names with their meanings.
    ///
    /// @param entries pairs of name and meaning
    /// @return this page
    public Html definitions(List<List<String>> entries) {
        body.append("<dl>");
        for (List<String> entry : entries) {
            body.append("<dt>").append(escape(entry.get(0))).append("</dt><dd>");
            body.append(escape(entry.get(1))).append("</dd>\n");
        }
        body.append("</dl>\n");
        return this;
    }

    /// Adds charts, side by side where there is room.
    ///
    /// @param small whether many fit beside each other
    /// @param charts the charts
    /// @return this page
    public Html charts(boolean small, List<Chart> charts) {
        body.append("<div class=\"row").append(small ? " small" : "").append("\">\n");
        for (Chart chart : charts) {
            body.append("<figure><figcaption>").append(escape(chart.title())).append("</figcaption>");
            body.append(chart).append("</figure>\n");
        }
        body.append("</div>\n");
        return this;
    }

    /// Adds the meaning of colours and dashes in the charts that follow.
    ///
    /// @param names names of the series
    /// @return this page
    public Html legend(List<String> names) {
        body.append(Svg.legend(names));
        return this;
    }

    private Html tag(String tag, String style, String words) {
        body.append('<').append(tag);
        if (!style.isEmpty()) {
            body.append(" class=\"").append(style).append('"');
        }
        body.append('>').append(escape(words)).append("</").append(tag).append(">\n");
        return this;
    }

    /// {@return the content below the title, for a page that has a style of its own}
    public String content() {
        return body.toString();
    }

    /// The page.
    @Override
    public String toString() {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" + escape(title) + "</title>\n<style>\n"
                + Svg.COLOURS + STYLE + Svg.STYLE + "</style>\n</head>\n<body>\n<main>\n<p class=\"kicker\">"
                + escape(kicker)
                + "</p>\n<h1>"
                + escape(title) + "</h1>\n" + body + "</main>\n</body>\n</html>\n";
    }

    /// {@return a text as it stands in HTML}
    ///
    /// @param text the text
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
