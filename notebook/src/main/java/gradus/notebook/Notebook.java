package gradus.notebook;

import gradus.History;
import gradus.Model;
import gradus.activations.Elementwise;
import gradus.callbacks.Callback;
import gradus.experiment.reports.Chart;
import gradus.experiment.reports.Picture;
import gradus.kernels.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rapaio.jupyter.kernel.global.Global;

/// What the cells of a notebook ask for beside the library itself; import its methods statically.
public final class Notebook {
    private static final int POINTS = 81;
    private static final float FROM = -4;
    private static final float STEP = 0.1f;

    private Notebook() {}

    /// Returns a table.
    ///
    /// @param rows the rows, each with one value per column; the first one has the names of the columns
    /// @return the table, with numbers to four digits after the point
    public static Grid table(List<?>... rows) {
        return table(Arrays.asList(rows));
    }

    /// Returns a table.
    ///
    /// @param rows the rows, each with one value per column; the first one has the names of the columns
    /// @return the table, with numbers to four digits after the point
    public static Grid table(List<? extends List<?>> rows) {
        return new Grid(
                rows.stream().map(row -> row.stream().map(Grid::shown).toList()).toList());
    }

    /// Returns the parameters of a model as a table: layer, name, shape and the first values of each.
    ///
    /// @param model the model
    /// @return the table
    public static Grid parameters(Model model) {
        return Grid.parametersOf(model);
    }

    /// Returns a callback that shows how far a training is, in a line under the cell that is redrawn in place.
    ///
    /// @return the callback, for one training at a time
    public static Callback progress() {
        return new Progress(Global::display, Global::updateDisplay);
    }

    /// Returns one logged value of several trainings in one chart.
    ///
    /// @param log the name in the logs, such as `val_loss`
    /// @param runs the histories, each with its name in the legend
    /// @return the chart
    /// @throws IllegalArgumentException if a history has no value of that name
    @SafeVarargs
    @SuppressWarnings("varargs") // It is only read.
    public static Picture curves(String log, Map.Entry<String, History>... runs) {
        return curves(log, Arrays.asList(runs));
    }

    /// Returns one logged value of several trainings in one chart.
    ///
    /// @param log the name in the logs, such as `val_loss`
    /// @param runs the histories, each with its name in the legend
    /// @return the chart
    /// @throws IllegalArgumentException if a history has no value of that name
    public static Picture curves(String log, List<Map.Entry<String, History>> runs) {
        return lines(
                log,
                "epoch",
                runs.stream()
                        .map(run -> Map.entry(run.getKey(), numbers(run.getValue(), log)))
                        .toList());
    }

    /// Returns lines over 1, 2, 3, … in one chart.
    ///
    /// @param title what the numbers are
    /// @param xTitle what is counted
    /// @param lines the numbers, each with their name in the legend
    /// @return the chart
    public static Picture lines(String title, String xTitle, List<Map.Entry<String, double[]>> lines) {
        Chart chart = Chart.lines(
                title,
                xTitle,
                title,
                false,
                false,
                lines.stream().map(line -> line(line.getValue())).toList());
        return new Picture(List.of(chart), lines.stream().map(Map.Entry::getKey).toList());
    }

    private static double[] numbers(History history, String log) {
        return history.get(log).stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Chart.Line line(double[] numbers) {
        double[] places = new double[numbers.length];
        Arrays.setAll(places, i -> i + 1.0);
        return new Chart.Line(places, numbers, null, null);
    }

    /// Returns the graphs of activations with their slopes, for inputs from -4 to 4.
    ///
    /// @param activations the activations, one chart each
    /// @return the charts
    public static Picture functions(Elementwise... activations) {
        double[] places = new double[POINTS];
        float[] x = new float[POINTS];
        for (int i = 0; i < POINTS; i++) {
            x[i] = FROM + STEP * i;
            places[i] = x[i];
        }
        float[] ones = new float[POINTS];
        Arrays.fill(ones, 1);
        List<Chart> charts = new ArrayList<>();
        for (Elementwise activation : activations) {
            float[] y = new float[POINTS];
            float[] slope = new float[POINTS];
            activation.forward(Kernels.current(), x, y, 0, POINTS);
            activation.backward(Kernels.current(), x, y, ones, slope, 0, POINTS);
            List<Chart.Line> lines = List.of(
                    new Chart.Line(places, doubles(y), null, null), new Chart.Line(places, doubles(slope), null, null));
            charts.add(Chart.lines(activation.getClass().getSimpleName(), "x", "f(x)", false, false, lines));
        }
        return new Picture(charts, List.of("f(x)", "its slope"));
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
