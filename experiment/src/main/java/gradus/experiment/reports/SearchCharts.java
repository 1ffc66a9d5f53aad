package gradus.experiment.reports;

import java.util.List;
import java.util.Map;

/// Charts of many trials.
public final class SearchCharts {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 300;
    private static final int WIDE = 1060;
    private static final int ROW = 34;
    private static final double DOT = 3.5;

    private SearchCharts() {}

    /// {@return points, and a line through others; points that are not finite are rings at the foot}
    ///
    /// @param title title above it
    /// @param xTitle title of the x axis
    /// @param yTitle title of the y axis
    /// @param logX whether the x axis is logarithmic
    /// @param x the x values
    /// @param y the y values
    /// @param line of the same places, or of none
    public static Chart points(
            String title, String xTitle, String yTitle, boolean logX, double[] x, double[] y, double[] line) {
        Axis horizontal = Axis.around(x, logX, 0, 1);
        Axis vertical = Axis.around(y, false, 0, 1);
        Plot plot =
                new Plot(WIDTH, HEIGHT, title + ": " + yTitle + " by " + xTitle, horizontal, vertical, xTitle, yTitle);
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(y[i])) {
                plot.svg.circle("p f0", plot.x.at(x[i]), plot.y.at(y[i]), DOT, xTitle + " " + x[i] + ": " + y[i]);
            } else {
                plot.svg.circle("hollow", plot.x.at(x[i]), HEIGHT - Plot.BOTTOM, DOT, xTitle + " " + x[i] + ": none");
            }
        }
        if (line.length == x.length) {
            plot.line("solid " + Plot.stroke(1), x, line);
        }
        return new Chart(title, plot.svg);
    }

    /// {@return shares between 0 and 1 as bars, a row each}
    ///
    /// @param title title above it
    /// @param shares share of each name, in [0, 1]
    public static Chart bars(String title, Map<String, Double> shares) {
        Svg svg = new Svg(WIDTH, shares.size() * ROW + 10, title);
        double from = 150;
        double longest = WIDTH - from - 60;
        int row = 0;
        for (Map.Entry<String, Double> share : shares.entrySet()) {
            double at = row * ROW + 8.0;
            svg.label("value", from - 10, at + 15, "end", share.getKey());
            svg.rect("bar f0", from, at, Math.max(1, share.getValue() * longest), ROW - 14);
            svg.label(
                    "tick",
                    from + share.getValue() * longest + 8,
                    at + 15,
                    "start",
                    Math.round(share.getValue() * 100) + "%");
            row++;
        }
        return new Chart(title, svg);
    }

    /// {@return a line for each trial across one upright axis for each parameter and the score last; the best is
    /// drawn thick}
    ///
    /// @param title title above it
    /// @param names of the axes
    /// @param lows the words at the foot of each
    /// @param highs the words at the head of each
    /// @param places of each trial between 0 and 1 on each axis
    /// @param best which trial, or -1
    public static Chart parallel(
            String title, List<String> names, List<String> lows, List<String> highs, List<double[]> places, int best) {
        Svg svg = new Svg(WIDE, HEIGHT, title);
        double step = (WIDE - 140.0) / Math.max(1, names.size() - 1);
        double foot = HEIGHT - 50.0;
        double head = 40;
        for (int trial = 0; trial < places.size(); trial++) {
            if (trial != best) {
                svg.path("thin solid s s0", path(places.get(trial), step, foot, head));
            }
        }
        if (best >= 0) {
            svg.path("solid s s1", path(places.get(best), step, foot, head));
        }
        for (int i = 0; i < names.size(); i++) {
            double at = 70 + i * step;
            svg.line("axis", at, head, at, foot);
            svg.label("value", at, HEIGHT - 12, "middle", names.get(i));
            svg.label("tick", at, foot + 17, "middle", lows.get(i));
            svg.label("tick", at, head - 10, "middle", highs.get(i));
        }
        return new Chart(title, svg);
    }

    private static String path(double[] places, double step, double foot, double head) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < places.length; i++) {
            path.append(i == 0 ? 'M' : 'L').append(Svg.number(70 + i * step)).append(' ');
            path.append(Svg.number(foot + Math.max(0, Math.min(1, places[i])) * (head - foot)));
        }
        return path.toString();
    }
}
