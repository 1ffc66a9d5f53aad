package gradus.lab.run;

import gradus.data.Rows;
import gradus.layers.Layer;
import gradus.layers.Normalization;
import gradus.layers.Rescaling;
import gradus.training.Graph;

/// How the columns that come in differ in size.
///
/// @param scaled whether the network scales them itself
/// @param largest absolute value
/// @param narrowest deviation of a column that is not constant
/// @param widest deviation of a column
public record InputSpread(boolean scaled, double largest, double narrowest, double widest) {
    private static final int ROWS = 1000;

    public static InputSpread of(Graph graph, Rows inputs) {
        boolean scaled = false;
        for (Graph.Entry entry : graph.layers()) {
            Layer layer = entry.layer();
            scaled |= layer instanceof Normalization || layer instanceof Rescaling;
        }
        int width = inputs.width();
        int rows = Math.min(ROWS, inputs.count());
        double[] sums = new double[width];
        double[] squares = new double[width];
        double largest = 0;
        float[] row = new float[width];
        for (int i = 0; i < rows; i++) {
            inputs.copy(i, row, 0);
            for (int column = 0; column < width; column++) {
                sums[column] += row[column];
                squares[column] += (double) row[column] * row[column];
                largest = Math.max(largest, Math.abs(row[column]));
            }
        }
        double narrowest = Double.MAX_VALUE;
        double widest = 0;
        for (int column = 0; column < width; column++) {
            double mean = sums[column] / rows;
            double deviation = Math.sqrt(Math.max(0, squares[column] / rows - mean * mean));
            widest = Math.max(widest, deviation);
            narrowest = deviation > 1e-6 * Math.abs(mean) ? Math.min(narrowest, deviation) : narrowest;
        }
        return new InputSpread(scaled, largest, Math.min(narrowest, widest), widest);
    }
}
