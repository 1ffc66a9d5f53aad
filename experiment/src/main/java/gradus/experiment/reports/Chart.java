package gradus.experiment.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A chart for a page, or for a file.
public final class Chart {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 300;
    private static final int SMALL_WIDTH = 340;
    private static final int SMALL_HEIGHT = 240;
    private static final double DOT = 3.5;

    private final String title;
    private final Svg drawing;

    Chart(String title, Svg drawing) {
        this.title = title;
        this.drawing = drawing;
    }

    /// Lines of one series.
    ///
    /// @param x places
    /// @param middle the line
    /// @param low the lower end of the band around it, or null for none
    /// @param high the upper end
    public record Line(double[] x, double[] middle, double @Nullable [] low, double @Nullable [] high) {}

    /// A range with a mark in it.
    ///
    /// @param name of the row
    /// @param middle the mark; NaN for none
    /// @param low end, NaN for none
    /// @param high end
    /// @param text beside it
    public record Range(String name, double middle, double low, double high, String text) {}

    /// {@return lines with bands, one series in one colour}
    ///
    /// @param title title above it
    /// @param xTitle title of the x axis
    /// @param yTitle title of the y axis
    /// @param logX whether x is shown by its logarithm
    /// @param logY likewise
    /// @param lines the lines
    public static Chart lines(
            String title, String xTitle, String yTitle, boolean logX, boolean logY, List<Line> lines) {
        Axis x = Axis.around(all(lines, true), logX, 0, 1);
        Axis y = Axis.around(all(lines, false), logY, 0, 1);
        Plot plot = new Plot(WIDTH, HEIGHT, title + ": " + yTitle + " by " + xTitle, x, y, xTitle, yTitle);
        for (int i = 0; i < lines.size(); i++) {
            double[] low = lines.get(i).low();
            double[] high = lines.get(i).high();
            if (low != null && high != null) {
                plot.area(Plot.band(i), lines.get(i).x(), low, high);
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            plot.line(Plot.stroke(i), lines.get(i).x(), lines.get(i).middle());
        }
        return new Chart(title, plot.svg);
    }

    /// {@return means with their ranges, a row each; a dashed line at `zero`, if it is a number}
    ///
    /// @param title title above it
    /// @param xTitle title of the x axis
    /// @param zero where a dashed line is drawn; NaN for none
    /// @param rows means with their ranges
    public static Chart ranges(String title, String xTitle, double zero, List<Range> rows) {
        double[] values = new double[rows.size() * 3 + 1];
        for (int i = 0; i < rows.size(); i++) {
            values[i * 3] = rows.get(i).middle();
            values[i * 3 + 1] = rows.get(i).low();
            values[i * 3 + 2] = rows.get(i).high();
        }
        values[rows.size() * 3] = zero;
        int rowHeight = 50;
        int height = rows.size() * rowHeight + Plot.BOTTOM + 10;
        Axis x = Axis.around(values, false, Plot.RIGHT, WIDTH - Plot.RIGHT);
        Svg svg = new Svg(WIDTH, height, title);
        int foot = height - Plot.BOTTOM;
        for (double tick : x.ticks()) {
            svg.line("grid", x.at(tick), 4, x.at(tick), foot);
            svg.label("tick", x.at(tick), foot + 17, "middle", Axis.label(tick));
        }
        if (Double.isFinite(zero)) {
            svg.line("zero", x.at(zero), 4, x.at(zero), foot);
        }
        svg.line("axis", Plot.RIGHT, foot, WIDTH - Plot.RIGHT, foot);
        svg.label("name", WIDTH / 2.0, height - 8, "middle", xTitle);
        for (int i = 0; i < rows.size(); i++) {
            Range row = rows.get(i);
            double at = i * rowHeight + 36;
            svg.label("value", Plot.RIGHT, at - 15, "start", row.name());
            svg.label("tick", WIDTH - Plot.RIGHT, at - 15, "end", row.text());
            if (Double.isFinite(row.low()) && Double.isFinite(row.high())) {
                svg.line("solid " + Plot.stroke(i), x.at(row.low()), at, x.at(row.high()), at);
                svg.line("solid " + Plot.stroke(i), x.at(row.low()), at - 5, x.at(row.low()), at + 5);
                svg.line("solid " + Plot.stroke(i), x.at(row.high()), at - 5, x.at(row.high()), at + 5);
            }
            if (Double.isFinite(row.middle())) {
                svg.circle(Plot.fill(i), x.at(row.middle()), at, DOT + 1.5, row.name() + " " + row.text());
            }
        }
        return new Chart(title, svg);
    }

    /// {@return pairs as lines from left to right; the thick line is their mean}
    ///
    /// @param title title above it
    /// @param leftName name of the left side
    /// @param rightName name of the right side
    /// @param left values of the left side
    /// @param right values of the right side
    /// @param values all that the axis has room for, so that several charts have one
    /// @param series the colour of the right side
    public static Chart slopes(
            String title,
            String leftName,
            String rightName,
            double[] left,
            double[] right,
            double[] values,
            int series) {
        Axis y = Axis.around(values, false, SMALL_HEIGHT - 30, 12);
        Svg svg = new Svg(SMALL_WIDTH, SMALL_HEIGHT, title + ": " + leftName + " against " + rightName);
        double from = 70;
        double to = SMALL_WIDTH - 30.0;
        for (double tick : y.ticks()) {
            svg.line("grid", from, y.at(tick), to, y.at(tick));
            svg.label("tick", from - 18, y.at(tick) + 4, "end", Axis.label(tick));
        }
        double leftSum = 0;
        double rightSum = 0;
        int pairs = 0;
        for (int i = 0; i < left.length; i++) {
            boolean one = Double.isFinite(left[i]);
            boolean two = Double.isFinite(right[i]);
            if (one && two) {
                svg.line("thin solid " + Plot.stroke(series), from, y.at(left[i]), to, y.at(right[i]));
                leftSum += left[i];
                rightSum += right[i];
                pairs++;
            }
            if (one) {
                svg.circle("p " + Plot.fill(0), from, y.at(left[i]), DOT, "pair " + (i + 1) + ": " + left[i]);
            }
            if (two) {
                svg.circle("p " + Plot.fill(series), to, y.at(right[i]), DOT, "pair " + (i + 1) + ": " + right[i]);
            }
        }
        if (pairs > 0) {
            svg.line("axis mean", from, y.at(leftSum / pairs), to, y.at(rightSum / pairs));
        }
        svg.label("tick", from, SMALL_HEIGHT - 6, "middle", leftName);
        svg.label("tick", to, SMALL_HEIGHT - 6, "end", rightName);
        return new Chart(title, svg);
    }

    private static double[] all(List<Line> lines, boolean x) {
        return lines.stream()
                .flatMap(line -> x ? Stream.of(line.x()) : Stream.of(line.middle(), line.low(), line.high()))
                .filter(Objects::nonNull)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /// {@return charts side by side as an SVG file of their own, light or dark as its reader's screen}
    ///
    /// @param charts the charts
    /// @param legend what the series are, the same in all charts
    public static String file(List<Chart> charts, List<String> legend) {
        return Svg.file(charts, legend);
    }

    /// The drawing.
    Svg drawing() {
        return drawing;
    }

    /// {@return the title}
    public String title() {
        return title;
    }

    /// As SVG, to stand in a page of [Html].
    @Override
    public String toString() {
        return drawing.toString();
    }
}
