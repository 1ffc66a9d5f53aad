package gradus.cli;

import gradus.History;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Draws how loss and metric changed from epoch to epoch.
final class Curves {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 400;
    /// Pixels for each unit of the drawing, so that it is sharp on fine screens.
    private static final int SCALE = 2;

    private static final Color TEXT = new Color(60, 60, 60);
    private static final Color GRID = new Color(228, 228, 228);
    /// Of the palette of Okabe and Ito, which colour-blind people can tell apart.
    private static final Color TRAINING = new Color(0, 114, 178);

    private static final Color VALIDATION = new Color(213, 94, 0);

    private Curves() {}

    /// The loss, and the first metric beside it if there is one.
    static void write(History history, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        List<String> names = new ArrayList<>();
        for (String name : history.values().keySet()) {
            if (!name.startsWith("val_") && !name.equals("learning_rate") && names.size() < 2) {
                names.add(name);
            }
        }
        BufferedImage image = new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        for (int i = 0; i < names.size(); i++) {
            int width = WIDTH / names.size();
            XYChart chart = chart(history, names.get(i), width);
            Graphics2D part = (Graphics2D) graphics.create(i * width, 0, width, HEIGHT);
            chart.paint(part, width, HEIGHT);
            part.dispose();
        }
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private static XYChart chart(History history, String name, int width) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(HEIGHT)
                .title(name.replace('_', ' '))
                .xAxisTitle("epoch")
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendPosition(Styler.LegendPosition.InsideNE)
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(font(Font.PLAIN, 13))
                .setChartTitleFont(font(Font.BOLD, 15))
                .setChartFontColor(TEXT)
                .setChartPadding(12);
        chart.getStyler()
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setAxisTickLabelsFont(font(Font.PLAIN, 12))
                .setAxisTickLabelsColor(TEXT)
                .setAxisTitleFont(font(Font.PLAIN, 13))
                .setXAxisDecimalPattern("#")
                .setXAxisMin(0.0)
                .setXAxisMax((double) last(history));
        if (history.get(name).getFirst() < history.get(name).getLast()) {
            chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        }
        line(chart, "training", history, name, TRAINING, new BasicStroke(2));
        if (history.values().containsKey("val_" + name)) {
            BasicStroke dashed =
                    new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {7, 4}, 0);
            line(chart, "validation", history, "val_" + name, VALIDATION, dashed);
        }
        return chart;
    }

    /// The number of the last epoch, from 1.
    private static int last(History history) {
        return history.epochs().getLast() + 1;
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private static void line(
            XYChart chart, String label, History history, String name, Color color, BasicStroke stroke) {
        List<Integer> epochs = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < history.epochs().size(); i++) {
            double value = history.get(name).get(i);
            if (Double.isFinite(value)) {
                epochs.add(history.epochs().get(i) + 1);
                values.add(value);
            }
        }
        if (!values.isEmpty()) {
            chart.addSeries(label, epochs, values)
                    .setMarker(SeriesMarkers.NONE)
                    .setLineColor(color)
                    .setLineStyle(stroke);
        }
    }
}
