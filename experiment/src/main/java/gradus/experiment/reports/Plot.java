package gradus.experiment.reports;

/// A drawing with two axes, a grid and their labels, on which charts put their marks.
final class Plot {
    static final int LEFT = 62;
    static final int RIGHT = 16;
    static final int TOP = 14;
    static final int BOTTOM = 44;
    /// Number of distinct colours; further series differ by their dashes.
    static final int COLOURS = 7;

    final Svg svg;
    final Axis x;
    final Axis y;

    Plot(int width, int height, String description, Axis x, Axis y, String xTitle, String yTitle) {
        svg = new Svg(width, height, description);
        this.x = x.on(LEFT, width - RIGHT);
        this.y = y.on(height - BOTTOM, TOP);
        for (double tick : this.y.ticks()) {
            double at = this.y.at(tick);
            svg.line("grid", LEFT, at, width - RIGHT, at);
            svg.label("tick", LEFT - 8, at + 4, "end", Axis.label(tick));
        }
        for (double tick : this.x.ticks()) {
            double at = this.x.at(tick);
            svg.line("grid", at, TOP, at, height - BOTTOM);
            svg.label("tick", at, height - BOTTOM + 17, "middle", Axis.label(tick));
        }
        svg.line("axis", LEFT, height - BOTTOM, width - RIGHT, height - BOTTOM);
        svg.label("name", (LEFT + width - RIGHT) / 2.0, height - 8, "middle", xTitle);
        svg.upwards("name", 15, (TOP + height - BOTTOM) / 2.0, yTitle);
    }

    /// The class of a series' lines: a colour, and a dash that differs too for those who see no colours.
    static String stroke(int series) {
        return "s s" + series % COLOURS + " d" + series % 4;
    }

    /// The class of a series' filled marks.
    static String fill(int series) {
        return "f f" + series % COLOURS;
    }

    /// The class of a series' translucent areas.
    static String band(int series) {
        return "b f" + series % COLOURS;
    }

    /// A line through those points that can be shown, broken at the others.
    void line(String style, double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < xs.length; i++) {
            if (!x.shows(xs[i]) || !y.shows(ys[i])) {
                pen = false;
                continue;
            }
            path.append(pen ? 'L' : 'M').append(Svg.number(x.at(xs[i])));
            path.append(' ').append(Svg.number(y.at(ys[i])));
            pen = true;
        }
        if (!path.isEmpty()) {
            svg.path(style, path.toString());
        }
    }

    /// The area between two lines, where the upper one can be shown. A lower end that cannot, as one below 0 by
    /// logarithms, is that of the axis.
    void area(String style, double[] xs, double[] low, double[] high) {
        StringBuilder there = new StringBuilder();
        StringBuilder back = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            if (x.shows(xs[i]) && Double.isFinite(low[i]) && y.shows(high[i])) {
                there.append(there.isEmpty() ? 'M' : 'L').append(Svg.number(x.at(xs[i])));
                there.append(' ').append(Svg.number(y.at(high[i])));
                back.insert(
                        0, "L" + Svg.number(x.at(xs[i])) + " " + Svg.number(y.at(y.shows(low[i]) ? low[i] : y.low())));
            }
        }
        if (!there.isEmpty()) {
            svg.path(style, there + back.toString() + "Z");
        }
    }
}
