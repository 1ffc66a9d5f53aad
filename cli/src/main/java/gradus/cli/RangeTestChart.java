package gradus.cli;

import gradus.experiment.comparisons.Numbers;
import gradus.experiment.comparisons.RangeTest;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Draws the loss over the learning rate, with the rates that are suggested.
final class RangeTestChart {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 450;
    private static final int SCALE = 2;
    /// Of the palette of Okabe and Ito, which colour-blind people can tell apart.
    private static final Color SMOOTHED = new Color(0, 114, 178);

    private static final Color BATCHES = new Color(185, 190, 196);
    private static final Color VALLEY = new Color(213, 94, 0);
    private static final Color STEEPEST = new Color(0, 158, 115);
    /// What is far above the first loss is cut off: the explosion would hide the valley.
    private static final double HIGHEST = 1.6;

    private RangeTestChart() {}

    /// Writes a PNG file.
    static void write(RangeTest test, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("loss over the learning rate")
                .xAxisTitle("learning rate")
                .yAxisTitle("loss of the next batch")
                .build();
        double top = HIGHEST * Math.abs(test.smoothed()[0]);
        double low = Arrays.stream(test.losses()).filter(Double::isFinite).min().orElse(0);
        Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendPosition(Styler.LegendPosition.InsideSW)
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(plain)
                .setChartTitleFont(plain.deriveFont(Font.BOLD, 15f))
                .setChartPadding(12);
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisMin(Math.min(0, low))
                .setYAxisMax(top)
                .setAxisTickLabelsFont(plain)
                .setAxisTitleFont(plain);
        line(chart, "each batch", test.rates(), cut(test.losses(), top), BATCHES, 1);
        line(chart, "smoothed", test.rates(), cut(test.smoothed(), top), SMOOTHED, 2.5f);
        mark(chart, "valley", test.valley(), test, top, VALLEY);
        mark(chart, "steepest", test.steepest(), test, top, STEEPEST);
        BufferedImage image = new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        chart.paint(graphics, WIDTH, HEIGHT);
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private static double[] cut(double[] values, double top) {
        return Arrays.stream(values)
                .map(value -> Double.isFinite(value) ? Math.min(value, top) : top)
                .toArray();
    }

    private static void line(XYChart chart, String name, double[] x, double[] y, Color color, float width) {
        chart.addSeries(name, x, y)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(color)
                .setLineStyle(new BasicStroke(width));
    }

    private static void mark(
            XYChart chart, String name, @Nullable Double rate, RangeTest test, double top, Color color) {
        if (rate == null) {
            return;
        }
        double height = top;
        for (int i = 0; i < test.rates().length && test.rates()[i] <= rate * (1 + 1e-9); i++) {
            height = Math.min(top, test.smoothed()[i]);
        }
        XYSeries series = chart.addSeries(name + ": " + Numbers.text(rate), new double[] {rate}, new double[] {height});
        series.setMarker(name.equals("valley") ? SeriesMarkers.DIAMOND : SeriesMarkers.CIRCLE);
        series.setMarkerColor(color);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    }
}
