package gradus.experiment.reports;

import java.util.Locale;

/// Writes the elements of one drawing. Colours are classes of the page's style sheet, so that a drawing follows the
/// reader's light or dark.
final class Svg {
    private final StringBuilder text = new StringBuilder();
    private final int width;
    private final int height;

    /// A drawing.
    ///
    /// @param description what it shows, for those who do not see it
    Svg(int width, int height, String description) {
        this.width = width;
        this.height = height;
        text.append("<svg viewBox=\"0 0 ").append(width).append(' ').append(height);
        // Not so large that its words are larger than the page's.
        text.append("\" style=\"max-width:").append(width * 23 / 20).append("px");
        text.append("\" role=\"img\" aria-label=\"")
                .append(Html.escape(description))
                .append("\">\n");
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        text.append("<line class=\"")
                .append(style)
                .append("\" x1=\"")
                .append(number(x1))
                .append("\" y1=\"");
        text.append(number(y1))
                .append("\" x2=\"")
                .append(number(x2))
                .append("\" y2=\"")
                .append(number(y2));
        text.append("\"/>\n");
        return this;
    }

    Svg rect(String style, double x, double y, double w, double h) {
        text.append("<rect class=\"")
                .append(style)
                .append("\" x=\"")
                .append(number(x))
                .append("\" y=\"");
        text.append(number(y))
                .append("\" width=\"")
                .append(number(Math.max(0, w)))
                .append("\" height=\"");
        text.append(number(Math.max(0, h))).append("\" rx=\"2\"/>\n");
        return this;
    }

    Svg circle(String style, double x, double y, double radius, String title) {
        text.append("<circle class=\"")
                .append(style)
                .append("\" cx=\"")
                .append(number(x))
                .append("\" cy=\"");
        text.append(number(y)).append("\" r=\"").append(number(radius)).append("\">");
        text.append("<title>").append(Html.escape(title)).append("</title></circle>\n");
        return this;
    }

    /// A line through points, or a filled shape, as the style says.
    Svg path(String style, String data) {
        text.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(data)
                .append("\"/>\n");
        return this;
    }

    /// Text.
    ///
    /// @param anchor `start`, `middle` or `end`
    Svg label(String style, double x, double y, String anchor, String words) {
        text.append("<text class=\"")
                .append(style)
                .append("\" x=\"")
                .append(number(x))
                .append("\" y=\"");
        text.append(number(y)).append("\" text-anchor=\"").append(anchor).append("\">");
        text.append(Html.escape(words)).append("</text>\n");
        return this;
    }

    /// Text from below to above.
    Svg upwards(String style, double x, double y, String words) {
        text.append("<text class=\"").append(style).append("\" text-anchor=\"middle\" transform=\"translate(");
        text.append(number(x)).append(' ').append(number(y)).append(") rotate(-90)\">");
        text.append(Html.escape(words)).append("</text>\n");
        return this;
    }

    static String number(double value) {
        String shown = String.format(Locale.ROOT, "%.1f", value);
        return shown.endsWith(".0") ? shown.substring(0, shown.length() - 2) : shown;
    }

    @Override
    public String toString() {
        return text + "</svg>\n";
    }
}
