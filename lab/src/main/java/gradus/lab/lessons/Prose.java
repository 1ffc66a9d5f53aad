package gradus.lab.lessons;

import gradus.lab.formulas.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a lesson as HTML. Of Markdown it knows paragraphs, lists with `- `, tables with `|`, `**strong**`,
/// `*stressed*`, `code`, and links; `$…$` is a formula in the line, `$$…$$` a paragraph that is one, see [Formula].
final class Prose {
    private static final Pattern MARKS = Pattern.compile("\\*\\*(.+?)\\*\\*|\\*([^* ][^*]*)\\*|`(.+?)`|\\$(.+?)\\$"
            + "|\\[(.+?)\\]\\((#[a-z0-9-]+|/[a-z]*|https://[A-Za-z0-9/.#?=_-]+)\\)");

    private Prose() {}

    /// Paragraphs, with empty lines between them.
    static String html(String text) {
        StringBuilder html = new StringBuilder();
        for (String paragraph : text.strip().split("\n\\s*\n", -1)) {
            String block = paragraph.strip();
            if (block.startsWith("$$") && block.endsWith("$$")) {
                html.append("<p class=\"formula\">")
                        .append(Formula.display(block.substring(2, block.length() - 2)))
                        .append("</p>");
            } else if (block.startsWith("- ")) {
                html.append("<ul>");
                for (String item : block.substring(2).split("\n- ", -1)) {
                    html.append("<li>").append(line(item)).append("</li>");
                }
                html.append("</ul>");
            } else if (block.startsWith("|")) {
                table(block.lines().toList(), html);
            } else if (!block.isEmpty()) {
                html.append("<p>").append(line(block)).append("</p>");
            }
        }
        return html.toString();
    }

    private static void table(List<String> lines, StringBuilder html) {
        html.append("<div class=\"scroll\"><table>");
        for (int i = 0; i < lines.size(); i++) {
            String cell = i == 0 ? "th" : "td";
            html.append("<tr>");
            for (String text : cells(lines.get(i))) {
                html.append('<').append(cell).append('>').append(line(text));
                html.append("</").append(cell).append('>');
            }
            html.append("</tr>");
        }
        html.append("</table></div>");
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.strip().replaceAll("^\\||\\|$", "").split("\\|", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }

    /// One paragraph, without its tags.
    static String line(String text) {
        StringBuilder html = new StringBuilder();
        Matcher mark = MARKS.matcher(text);
        int at = 0;
        while (mark.find()) {
            html.append(escape(text.substring(at, mark.start())));
            at = mark.end();
            if (mark.group(1) != null) {
                html.append("<strong>").append(line(mark.group(1))).append("</strong>");
            } else if (mark.group(2) != null) {
                html.append("<em>").append(line(mark.group(2))).append("</em>");
            } else if (mark.group(3) != null) {
                html.append("<code>").append(escape(mark.group(3))).append("</code>");
            } else if (mark.group(4) != null) {
                html.append(Formula.inline(mark.group(4)));
            } else {
                html.append("<a href=\"").append(escape(mark.group(6))).append("\">");
                html.append(line(mark.group(5))).append("</a>");
            }
        }
        return html.append(escape(text.substring(at))).toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
