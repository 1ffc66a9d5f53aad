package gradus.experiment.reports;

import java.util.List;
import java.util.Locale;

/// The shapes of one drawing. Their colours are classes, which [#COLOURS] and [#STYLE] give their look, so that a
/// drawing follows the reader's light or dark.
final class Svg {
    /// The colours on paper and on a dark screen; those of the series are distinct to colour-blind readers too.
    static final String COLOURS = """
            :root{--paper:#fff;--ink:#1b2430;--soft:#5c6875;--rule:#e3e7ec;
            --k0:#0072b2;--k1:#d55e00;--k2:#009e73;--k3:#b5549a;--k4:#8a6d00;--k5:#3c3c9e;--k6:#6b7280}
            @media(prefers-color-scheme:dark){:root{--paper:#12161c;--ink:#e6eaef;--soft:#9aa6b2;--rule:#2a323c;
            --k0:#56b4e9;--k1:#ff8f4a;--k2:#3ccf9f;--k3:#e08fc6;--k4:#e5c648;--k5:#9d9dff;--k6:#a3adb8}}
            """;

    /// How shapes look.
    static final String STYLE = """
            svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
            .tick{fill:var(--soft)}.name{fill:var(--soft);font-size:12.5px}.value{fill:var(--ink)}
            .grid{stroke:var(--rule)}.axis,.zero{stroke:var(--soft)}.zero{stroke-dasharray:4 3}
            .s{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}.thin{stroke-width:1.2;opacity:.55}
            .d1{stroke-dasharray:7 4}.d2{stroke-dasharray:2 4}.d3{stroke-dasharray:9 4 2 4}.solid{stroke-dasharray:none}
            .b{opacity:.16}.p{opacity:.75}.bar{opacity:.85}
            .s0{stroke:var(--k0)}.s1{stroke:var(--k1)}.s2{stroke:var(--k2)}.s3{stroke:var(--k3)}.s4{stroke:var(--k4)}
            .s5{stroke:var(--k5)}.s6{stroke:var(--k6)}.f0{fill:var(--k0)}.f1{fill:var(--k1)}.f2{fill:var(--k2)}
            .f3{fill:var(--k3)}.f4{fill:var(--k4)}.f5{fill:var(--k5)}.f6{fill:var(--k6)}
            .hollow{fill:var(--paper);stroke:var(--soft);stroke-width:1.5}
            """;

    private static final int GAP = 12;
    private static final int HEAD = 30;
    private static final int LEGEND = 34;
    /// Of a letter, about.
    private static final double LETTER = 6.6;

    private final int width;
    private final int height;
    private final String description;
    private final StringBuilder shapes = new StringBuilder();

    /// A drawing.
    ///
    /// @param description what it shows, for those who do not see it
    Svg(int width, int height, String description) {
        this.width = width;
        this.height = height;
        this.description = description;
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        return shape("line", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    }

    Svg rect(String style, double x, double y, double w, double h) {
        return shape("rect", style, "x", x, "y", y, "width", Math.max(0, w), "height", Math.max(0, h), "rx", 2.0);
    }

    /// A rectangle through whose colour the paper shows.
    ///
    /// @param shade from 0, all paper, to 1
    Svg cell(String style, double x, double y, double w, double h, double shade) {
        String opacity = String.format(Locale.ROOT, "%.3f", shade);
        return shape("rect", style, "x", x, "y", y, "width", w, "height", h, "fill-opacity", opacity);
    }

    Svg circle(String style, double x, double y, double radius, String title) {
        return element("circle", "<title>" + Html.escape(title) + "</title>", style, "cx", x, "cy", y, "r", radius);
    }

    /// A line through points, or a filled shape, as the style says.
    Svg path(String style, String data) {
        return shape("path", style, "d", data);
    }

    /// Text.
    ///
    /// @param anchor `start`, `middle` or `end`
    Svg label(String style, double x, double y, String anchor, String words) {
        return element("text", Html.escape(words), style, "x", x, "y", y, "text-anchor", anchor);
    }

    /// Text from below to above.
    Svg upwards(String style, double x, double y, String words) {
        String turned = "translate(" + number(x) + " " + number(y) + ") rotate(-90)";
        return element("text", Html.escape(words), style, "text-anchor", "middle", "transform", turned);
    }

    private Svg shape(String tag, String style, Object... attributes) {
        return element(tag, "", style, attributes);
    }

    /// @param attributes names, each with its value after it
    private Svg element(String tag, String content, String style, Object... attributes) {
        shapes.append('<').append(tag);
        attribute("class", style);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            attribute(attributes[i].toString(), value instanceof Double at ? number(at) : value.toString());
        }
        shapes.append(content.isEmpty() ? "/>\n" : ">" + content + "</" + tag + ">\n");
        return this;
    }

    private void attribute(String name, String value) {
        shapes.append(' ').append(name).append("=\"").append(value).append('"');
    }

    static String number(double value) {
        String shown = String.format(Locale.ROOT, "%.1f", value);
        return shown.endsWith(".0") ? shown.substring(0, shown.length() - 2) : shown;
    }

    /// What each series is.
    static String legend(List<String> names) {
        StringBuilder html = new StringBuilder("<ul class=\"legend\">");
        for (int i = 0; i < names.size(); i++) {
            html.append("<li><svg viewBox=\"0 0 28 10\" aria-hidden=\"true\">");
            html.append(new Svg(0, 0, "").line(Plot.stroke(i), 1, 5, 27, 5).shapes);
            html.append("</svg>").append(Html.escape(names.get(i))).append("</li>");
        }
        return html.append("</ul>\n").toString();
    }

    /// Several drawings side by side as a file of their own, under one legend.
    static String file(List<Chart> charts, List<String> legend) {
        int width = GAP;
        int tallest = 0;
        for (Chart chart : charts) {
            width += chart.drawing().width + GAP;
            tallest = Math.max(tallest, chart.drawing().height);
        }
        double end = GAP + Plot.LEFT;
        for (String name : legend) {
            end += entryWidth(name);
        }
        width = Math.max(width, (int) Math.ceil(end));
        Svg sheet = new Svg(
                width,
                tallest + HEAD + LEGEND,
                String.join("; ", charts.stream().map(Chart::title).toList()));
        sheet.shape("rect", "sheet", "width", "100%", "height", "100%");
        int left = GAP;
        for (Chart chart : charts) {
            Svg drawing = chart.drawing();
            sheet.label("title", left + drawing.width / 2.0, 22, "middle", chart.title());
            sheet.shapes.append("<g transform=\"translate(" + left + " " + HEAD + ")\">\n");
            sheet.shapes.append(drawing.shapes).append("</g>\n");
            left += drawing.width + GAP;
        }
        double at = GAP + Plot.LEFT;
        for (int i = 0; i < legend.size(); i++) {
            double foot = tallest + HEAD + 18.0;
            sheet.line(Plot.stroke(i), at, foot - 4, at + 26, foot - 4);
            sheet.label("value", at + 33, foot, "start", legend.get(i));
            at += entryWidth(legend.get(i));
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + sheet.height + "\""
                + sheet.view() + "<style>\n" + COLOURS + STYLE
                + ".sheet{fill:var(--paper)}svg .title{fill:var(--ink);font-size:14px;font-weight:600}\n</style>\n"
                + sheet.shapes + "</svg>\n";
    }

    private static double entryWidth(String name) {
        return 33 + name.length() * LETTER + 20;
    }

    private String view() {
        return " viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" aria-label=\"" + Html.escape(description)
                + "\">\n";
    }

    /// The drawing in a page, not so large that its words are larger than the page's.
    @Override
    public String toString() {
        return "<svg style=\"max-width:" + width * 23 / 20 + "px\"" + view() + shapes + "</svg>\n";
    }
}
