package gradus.experiment.nets;

import gradus.Model;
import gradus.activations.Activation;
import gradus.activations.Activations;
import gradus.data.Rows;
import gradus.initializers.Zeros;
import gradus.layers.Concatenate;
import gradus.layers.Dense;
import gradus.layers.Input;
import gradus.layers.Layers;
import gradus.layers.Node;
import gradus.layers.Normalization;
import gradus.layers.ReLU;
import gradus.layers.Rescaling;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The fixed first layers of a network for tables, fitted to the training rows. None of them is trained, so a
/// training encodes its rows once.
///
/// - Robust scaling, `z = (x - median) / (q75 - q25)`, and soft clipping, `3·softsign(z/3)`, so that outliers stay
///   harmless.
/// - Beside that, a piecewise linear encoding of each column of more than two values: `clip((z - b₀)/(b₁ - b₀), 0, 1)`
///   for each of up to 48 intervals that hold about the same number of rows. A network fits steps and kinks in a
///   column better with it. A value of very many rows, such as 0 in a column of gains, is one edge, and the other
///   intervals share the other rows.
///
/// [Holzmüller, Grinsztajn & Steinwart 2024](https://arxiv.org/abs/2407.04491) for the scaling;
/// [Gorishniy, Rubachev & Babenko 2022](https://arxiv.org/abs/2203.05556) for the encoding
final class TableEncoding {
    private static final int SAMPLE = 20_000;
    private static final double CLIP = 3;
    private static final double LINEAR_CLIP = 20;
    /// The number of intervals of a column that pays if there are enough rows.
    static final int MOST_INTERVALS = 48;

    private static final int FEWEST_INTERVALS = 16;
    /// Of all columns together, unless there are very many columns.
    private static final int ALL_INTERVALS = 512;
    /// The smallest number of rows of an interval, unless the table is small.
    private static final int FEWEST_ROWS = 16;
    /// A column that never changes says nothing: its scale makes it 0.
    private static final double NO_SPREAD = 1e15;

    /// One interval of the piecewise linear encoding of a column.
    private record Interval(int column, float from, float to) {}

    /// How a column is scaled.
    private record Scale(double center, double spread) {}

    private TableEncoding() {}

    /// Builds the encoding.
    ///
    /// @param rows the training rows
    /// @param most the largest number of intervals of a column, of which fewer come from few rows; 0 for none
    /// @return a model that encodes rows
    static Model of(Rows rows, int most) {
        Rows some = sample(rows);
        Scale[] scales = Arrays.stream(columns(some)).map(TableEncoding::robust).toArray(Scale[]::new);
        Input input = Layers.input(scales.length);
        Node clipped = clipped(scales, Activations.SOFTSIGN, CLIP, input);
        Model simple = Model.of(input, clipped);
        List<Interval> intervals = most == 0 ? List.of() : intervals(columns(simple.predict(some)), most);
        if (intervals.isEmpty()) {
            return simple;
        }
        Node steps = new Dense(intervals.size())
                .kernelInitializer(new Zeros())
                .frozen()
                .named("pieces")
                .apply(clipped);
        Node pieces = new ReLU(1.0, 0, 0).named("pieces_clip").apply(steps);
        Model model = Model.of(input, new Concatenate(-1).named("encoding").apply(clipped, pieces));
        setPieces(model, intervals);
        return model;
    }

    /// Builds the encoding for a linear model, which nothing bends: numbers get a mean of 0 and a standard deviation of
    /// 1. A column of two values is scaled as for networks, or a rare one would be as large as it is rare. Only
    /// what is beyond 20 standard deviations, and may be too large to be learned from, is clipped.
    ///
    /// @param rows the training rows
    /// @return a model that encodes rows
    static Model linear(Rows rows) {
        Scale[] scales = Arrays.stream(columns(sample(rows)))
                .map(column -> hasThreeValues(column) ? standard(column) : robust(column))
                .toArray(Scale[]::new);
        Input input = Layers.input(scales.length);
        return Model.of(input, clipped(scales, Activations.HARD_TANH, LINEAR_CLIP, input));
    }

    private static Node clipped(Scale[] scales, Activation activation, double limit, Input input) {
        List<Double> centers = Arrays.stream(scales).map(Scale::center).toList();
        List<Double> variances = Arrays.stream(scales)
                .map(scale -> scale.spread() * scale.spread())
                .toList();
        Node scaled =
                new Normalization(-1, centers, variances, false).named("scale").apply(input);
        Node inside = new Rescaling(1 / limit, 0).named("clip_in").apply(scaled);
        Node clipped = Layers.activation(activation).named("clip").apply(inside);
        return new Rescaling(limit, 0).named("clip_out").apply(clipped);
    }

    /// Returns every n-th row if there are many.
    private static Rows sample(Rows rows) {
        int step = Math.max(1, rows.count() / SAMPLE);
        int[] chosen = new int[(rows.count() + step - 1) / step];
        Arrays.setAll(chosen, i -> i * step);
        return rows.select(chosen);
    }

    /// Returns the values of each column in ascending order.
    private static float[][] columns(Rows rows) {
        float[][] columns = new float[rows.width()][rows.count()];
        float[] row = new float[rows.width()];
        for (int i = 0; i < rows.count(); i++) {
            rows.copy(i, row, 0);
            for (int column = 0; column < row.length; column++) {
                columns[column][i] = row[column];
            }
        }
        for (float[] column : columns) {
            Arrays.sort(column);
        }
        return columns;
    }

    /// Returns a quantile by linear interpolation, as NumPy does.
    private static float quantile(float[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return (float) (sorted[below] + (place - below) * (sorted[above] - (double) sorted[below]));
    }

    private static Scale robust(float[] sorted) {
        return new Scale(quantile(sorted, 0.5), spread(sorted));
    }

    private static Scale standard(float[] column) {
        double mean = 0;
        for (float value : column) {
            mean += value / (double) column.length;
        }
        double variance = 0;
        for (float value : column) {
            variance += (value - mean) * (value - mean) / column.length;
        }
        return new Scale(mean, Math.sqrt(variance));
    }

    private static double spread(float[] sorted) {
        double quartiles = quantile(sorted, 0.75) - (double) quantile(sorted, 0.25);
        if (quartiles > 0) {
            return quartiles;
        }
        double range = sorted[sorted.length - 1] - (double) sorted[0];
        return range > 0 ? range / 2 : NO_SPREAD;
    }

    private static List<Interval> intervals(float[][] columns, int most) {
        int[] cut = IntStream.range(0, columns.length)
                .filter(column -> hasThreeValues(columns[column]))
                .toArray();
        int bins = Math.min(columns[0].length / FEWEST_ROWS, ALL_INTERVALS / Math.max(1, cut.length));
        bins = Math.min(Math.max(bins, FEWEST_INTERVALS), most);
        List<Interval> intervals = new ArrayList<>();
        for (int column : cut) {
            float[] edges = edges(columns[column], bins);
            for (int i = 1; edges.length > 2 && i < edges.length; i++) {
                intervals.add(new Interval(column, edges[i - 1], edges[i]));
            }
        }
        return intervals;
    }

    private static boolean hasThreeValues(float[] sorted) {
        float last = sorted[sorted.length - 1];
        for (float value : sorted) {
            if (value > sorted[0] && value < last) {
                return true;
            }
        }
        return false;
    }

    /// Returns the smallest value, and then each value at which an interval has its share of the rows that are left.
    /// A network would learn the rows of very short intervals, at the ends of a column, by heart.
    private static float[] edges(float[] sorted, int bins) {
        float[] edges = new float[bins + 1];
        int count = 0;
        edges[count++] = sorted[0];
        int from = 0;
        int last = sorted.length - 1;
        double fewest = Math.min(last / (double) bins, FEWEST_ROWS);
        for (int i = 1; i <= last && count <= bins; i++) {
            int left = bins + 1 - count;
            double share = Math.max((last - from) / (double) left, fewest);
            if (sorted[i] > edges[count - 1] && (i == last || (left > 1 && i - from >= share))) {
                edges[count++] = sorted[i];
                from = i;
            }
        }
        return Arrays.copyOf(edges, count);
    }

    private static void setPieces(Model model, List<Interval> intervals) {
        float[] values = model.parameters().values();
        List<Parameters.Slice> slices = model.parameters().slices(model.graph().indexOf("pieces"));
        for (int i = 0; i < intervals.size(); i++) {
            Interval interval = intervals.get(i);
            float slope = 1 / (interval.to() - interval.from());
            values[slices.getFirst().offset() + interval.column() * intervals.size() + i] = slope;
            values[slices.getLast().offset() + i] = -interval.from() * slope;
        }
    }
}
