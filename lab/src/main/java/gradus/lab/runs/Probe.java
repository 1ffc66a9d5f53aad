package gradus.lab.runs;

import gradus.Model;
import gradus.data.Dataset;
import gradus.kernels.Workers;
import gradus.lab.messages.Messages.Histogram;
import gradus.lab.messages.Messages.LayerPicture;
import gradus.lab.messages.Messages.LayerView;
import gradus.lab.messages.Messages.Picture;
import gradus.problems.Task;
import gradus.training.Network;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at a network between two steps: what it says on a grid of the plane and on some rows, and what its weights
/// are. It reads the live weights through networks of its own and changes nothing.
final class Probe {
    private static final int SHOWN = 16;
    private static final int ROWS = 256;
    private static final int BINS = 24;

    private final Model model;
    private final Dataset train;
    private final List<Column> columns;
    private final Scale scale;
    private final Network rows;
    private final int rowCount;
    private final Answers answers;
    private final @Nullable Plane plane;
    private float @Nullable [] before;
    private float @Nullable [] gradients;

    Probe(Model model, Task task, Dataset train, @Nullable Dataset watched, List<Integer> widths) {
        this.model = model;
        this.train = train;
        Dataset judged = watched == null ? train : watched;
        columns = Column.of(model.graph(), model.parameters(), widths);
        scale = Scale.of(train.target());
        rowCount = Math.min(ROWS, train.rows());
        rows = Network.forInference(model.graph(), model.parameters(), ROWS, Workers.shared());
        answers = new Answers(task, judged, rows, columns.getLast().units());
        plane = train.input().width() == 2 ? new Plane(model, task, scale, train, judged) : null;
    }

    boolean planar() {
        return plane != null;
    }

    List<Double> range() {
        return plane == null ? List.of() : plane.range();
    }

    /// A target in deviations from the mean.
    float relative(float target) {
        return scale.relative(target);
    }

    /// Remembers the last step.
    void stepped(float[] parametersBefore, float[] stepGradients) {
        before = parametersBefore;
        gradients = stepGradients.clone();
    }

    List<LayerView> views() {
        List<LayerView> views = new ArrayList<>();
        views.add(new LayerView("inputs", train.input().width(), 0, ""));
        for (Column column : columns) {
            views.add(column.view(model.parameters()));
        }
        return views;
    }

    /// What it looks like now.
    Picture picture() {
        for (int row = 0; row < rowCount; row++) {
            train.input().copy(row, rows.input(0), row * train.input().width());
        }
        rows.forward(rowCount, false, 0);
        if (plane != null) {
            plane.look();
        }
        List<LayerPicture> layers = new ArrayList<>();
        for (Column column : columns) {
            layers.add(layer(column));
        }
        return new Picture(
                layers,
                plane == null ? "" : plane.surface(columns.getLast().units()),
                plane == null ? 0 : Plane.SIDE,
                answers.confusion(),
                answers.pairs());
    }

    private LayerPicture layer(Column column) {
        float[] parameters = model.parameters().values();
        Parameters.Slice kernel = column.kernel();
        Parameters.Slice bias = column.bias();
        int units = column.units();
        float[][] weights = new float[Math.min(SHOWN, column.inputs())][];
        for (int i = 0; i < weights.length; i++) {
            int from = kernel.offset() + i * units;
            weights[i] = Arrays.copyOfRange(parameters, from, from + Math.min(SHOWN, units));
        }
        float[] biases = bias == null
                ? new float[0]
                : Arrays.copyOfRange(parameters, bias.offset(), bias.offset() + Math.min(SHOWN, units));
        float[] outputs = rows.value(column.output());
        Double gradientNorm = null;
        Double updateRatio = null;
        Histogram gradientSpread = new Histogram(0, 0, new int[0]);
        float[] known = gradients;
        float[] old = before;
        if (known != null && old != null) {
            gradientNorm = rootMeanSquare(known, kernel.offset(), kernel.end());
            double moved = 0;
            double size = 0;
            for (int i = kernel.offset(); i < kernel.end(); i++) {
                moved += Math.pow(parameters[i] - old[i], 2);
                size += Math.pow(old[i], 2);
            }
            updateRatio = Math.sqrt(moved) / Math.max(1e-12, Math.sqrt(size));
            gradientSpread = histogram(known, kernel.offset(), kernel.end());
        }
        return new LayerPicture(
                weights,
                biases,
                plane == null ? List.of() : plane.neurons(column, SHOWN),
                gradientNorm,
                updateRatio,
                UnitCheck.dead(column, outputs, rowCount),
                UnitCheck.saturated(column, outputs, rowCount),
                UnitCheck.alike(parameters, column),
                histogram(outputs, 0, rowCount * units),
                histogram(parameters, kernel.offset(), kernel.end()),
                gradientSpread);
    }

    private static double rootMeanSquare(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum / (to - from));
    }

    private static Histogram histogram(float[] values, int from, int to) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        if (!(Float.isFinite(least) && Float.isFinite(most))) {
            return new Histogram(0, 0, new int[0]);
        }
        int[] counts = new int[BINS];
        double width = Math.max(most - least, 1e-12);
        for (int i = from; i < to; i++) {
            counts[(int) Math.min(BINS - 1, (values[i] - least) / width * BINS)]++;
        }
        return new Histogram(least, most, counts);
    }
}
