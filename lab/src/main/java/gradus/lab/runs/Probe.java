package gradus.lab.runs;

import gradus.Model;
import gradus.data.Dataset;
import gradus.kernels.Workers;
import gradus.lab.messages.Messages.Histogram;
import gradus.lab.messages.Messages.LayerPicture;
import gradus.lab.messages.Messages.LayerView;
import gradus.lab.messages.Messages.Picture;
import gradus.layers.Dense;
import gradus.layers.Layer;
import gradus.problems.Task;
import gradus.training.Graph;
import gradus.training.Network;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at a network between two steps: what it says on a grid of the plane and on some rows, and what its weights
/// are. It reads the live weights through networks of its own and changes nothing.
final class Probe {
    static final int SIDE = 60;
    static final int NEURON_SIDE = 20;
    private static final int SHOWN = 16;
    private static final int ROWS = 256;
    private static final int PAIRS = 250;
    private static final int BINS = 24;
    private static final double FULL = 0.95;
    private static final String HEAD = "output";

    private final Model model;
    private final Task task;
    private final Dataset train;
    private final Dataset judged;
    private final List<Column> columns = new ArrayList<>();
    private final boolean planar;
    private final List<Double> range;
    private final double targetMean;
    private final double targetDeviation;
    private final Network rows;
    private final int rowCount;
    private final @Nullable Network grid;
    private float @Nullable [] before;
    private float @Nullable [] gradients;

    /// A column of the diagram: the layers of the network that it stands for.
    ///
    /// @param dense the layer with the weights
    /// @param output the call whose value is the column's
    private record Column(String title, int dense, int output, Layer activation, int units) {
        boolean isHead() {
            return title.equals(HEAD);
        }
    }

    Probe(Model model, Task task, Dataset train, @Nullable Dataset watched, List<Integer> widths) {
        this.model = model;
        this.task = task;
        this.train = train;
        judged = watched == null ? train : watched;
        Graph graph = model.graph();
        int next = graph.layers().size()
                - 1
                - widths.stream().mapToInt(Integer::intValue).sum();
        for (int width : widths) {
            int output = next + width - 1;
            if (graph.layers().get(output).layer() instanceof gradus.layers.Dropout) {
                output--;
            }
            columns.add(column(graph, "hidden " + (columns.size() + 1), next, output));
            next += width;
        }
        columns.add(column(graph, HEAD, next, next));
        planar = train.input().width() == 2;
        range = planar ? range(train, judged) : List.of();
        float[] targets = train.target().toArray();
        double mean = 0;
        for (float target : targets) {
            mean += target / (double) targets.length;
        }
        double variance = 0;
        for (float target : targets) {
            variance += (target - mean) * (target - mean) / targets.length;
        }
        targetMean = mean;
        targetDeviation = variance > 0 ? Math.sqrt(variance) : 1;
        rowCount = Math.min(ROWS, train.rows());
        rows = Network.forInference(graph, model.parameters(), ROWS, Workers.shared());
        grid = planar ? Network.forInference(graph, model.parameters(), SIDE * SIDE, Workers.shared()) : null;
        if (grid != null) {
            fillGrid(grid.input(0));
        }
    }

    private static Column column(Graph graph, String title, int dense, int output) {
        return new Column(
                title,
                dense,
                output,
                graph.layers().get(output).layer(),
                graph.calls().get(output).shape().size());
    }

    private static List<Double> range(Dataset train, Dataset judged) {
        double[] ends = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE};
        float[] point = new float[2];
        for (Dataset part : List.of(train, judged)) {
            for (int row = 0; row < part.rows(); row++) {
                part.input().copy(row, point, 0);
                ends[0] = Math.min(ends[0], point[0]);
                ends[1] = Math.max(ends[1], point[0]);
                ends[2] = Math.min(ends[2], point[1]);
                ends[3] = Math.max(ends[3], point[1]);
            }
        }
        double marginX = Math.max(ends[1] - ends[0], 1e-6) * 0.05;
        double marginY = Math.max(ends[3] - ends[2], 1e-6) * 0.05;
        return List.of(ends[0] - marginX, ends[1] + marginX, ends[2] - marginY, ends[3] + marginY);
    }

    private void fillGrid(float[] points) {
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int cell = y * SIDE + x;
                points[2 * cell] = (float) (range.get(0) + (range.get(1) - range.get(0)) * (x + 0.5) / SIDE);
                points[2 * cell + 1] = (float) (range.get(3) - (range.get(3) - range.get(2)) * (y + 0.5) / SIDE);
            }
        }
    }

    boolean planar() {
        return planar;
    }

    List<Double> range() {
        return range;
    }

    /// A target in deviations from the mean.
    float relative(float target) {
        return (float) ((target - targetMean) / targetDeviation);
    }

    /// Remembers the last step.
    void stepped(float[] parametersBefore, float[] stepGradients) {
        before = parametersBefore;
        gradients = stepGradients.clone();
    }

    List<LayerView> views() {
        List<LayerView> views = new ArrayList<>();
        int inputs = train.input().width();
        views.add(new LayerView("inputs", inputs, 0, ""));
        int previous = inputs;
        Graph graph = model.graph();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            int last = i + 1 < columns.size()
                    ? columns.get(i + 1).dense()
                    : graph.layers().size();
            int count = 0;
            for (int layer = column.dense(); layer < last; layer++) {
                for (Parameters.Slice slice : model.parameters().slices(layer)) {
                    count += slice.size();
                }
            }
            int weights = previous * column.units();
            String formula = previous + " × " + column.units() + " weights";
            int rest = count - weights;
            if (rest == column.units()) {
                formula += " + " + rest + (rest == 1 ? " bias" : " biases");
            } else if (rest > 0) {
                formula += " + " + rest + " of biases and normalization";
            }
            views.add(new LayerView(column.title(), column.units(), count, formula));
            previous = column.units();
        }
        return views;
    }

    /// What it looks like now.
    Picture picture() {
        for (int row = 0; row < rowCount; row++) {
            train.input().copy(row, rows.input(0), row * train.input().width());
        }
        rows.forward(rowCount, false, 0);
        Network plane = grid;
        if (plane != null) {
            plane.forward(SIDE * SIDE, false, 0);
        }
        List<LayerPicture> layers = new ArrayList<>();
        for (Column column : columns) {
            layers.add(layer(column));
        }
        String surface = plane == null ? "" : Base64.getEncoder().encodeToString(surface(plane.output(0)));
        List<List<Integer>> confusion = new ArrayList<>();
        List<List<Float>> pairs = new ArrayList<>();
        judge(confusion, pairs);
        return new Picture(layers, surface, plane == null ? 0 : SIDE, confusion, pairs);
    }

    private byte[] surface(float[] answers) {
        byte[] cells = new byte[SIDE * SIDE];
        int width = columns.getLast().units();
        for (int cell = 0; cell < cells.length; cell++) {
            if (task == Task.REGRESSION) {
                cells[cell] = signed(relative(answers[cell]) / 2.2);
            } else if (width == 1) {
                cells[cell] = (byte) Math.round(255 * Math.max(0, Math.min(1, answers[cell])));
            } else {
                int best = best(answers, cell * width, width);
                // The class in the upper half of the byte, how sure it is in the lower one.
                int sure = Math.max(0, Math.min(15, Math.round(15 * answers[cell * width + best])));
                cells[cell] = (byte) (Math.min(best, 15) << 4 | sure);
            }
        }
        return cells;
    }

    private static int best(float[] answers, int from, int width) {
        int best = 0;
        for (int i = 1; i < width; i++) {
            if (answers[from + i] > answers[from + best]) {
                best = i;
            }
        }
        return best;
    }

    private static byte signed(double value) {
        return (byte) Math.round(127.5 + 127.5 * Math.max(-1, Math.min(1, value)));
    }

    private LayerPicture layer(Column column) {
        float[] parameters = model.parameters().values();
        Parameters.Slice kernel = null;
        Parameters.Slice bias = null;
        for (Parameters.Slice slice : model.parameters().slices(column.dense())) {
            if (slice.spec().name().equals("kernel")) {
                kernel = slice;
            } else if (slice.spec().name().equals("bias")) {
                bias = slice;
            }
        }
        if (kernel == null) {
            throw new IllegalStateException(column.title() + " has no weights");
        }
        int units = column.units();
        int inputs = kernel.size() / units;
        float[][] weights = new float[Math.min(SHOWN, inputs)][];
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
                grid == null ? List.of() : neurons(column, grid.value(column.output())),
                gradientNorm,
                updateRatio,
                dead(column, outputs),
                saturated(column, outputs),
                alike(parameters, kernel, inputs, units),
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

    private List<String> neurons(Column column, float[] values) {
        List<String> maps = new ArrayList<>();
        int step = SIDE / NEURON_SIDE;
        int units = column.units();
        boolean probability = column.isHead() && task != Task.REGRESSION;
        for (int unit = 0; unit < Math.min(SHOWN, units); unit++) {
            float largest = 1e-6f;
            for (int cell = 0; cell < SIDE * SIDE; cell++) {
                largest = Math.max(largest, Math.abs(values[cell * units + unit]));
            }
            byte[] map = new byte[NEURON_SIDE * NEURON_SIDE];
            for (int i = 0; i < map.length; i++) {
                int y = i / NEURON_SIDE * step + step / 2;
                int x = i % NEURON_SIDE * step + step / 2;
                float value = values[(y * SIDE + x) * units + unit];
                map[i] = signed(probability ? 2 * value - 1 : value / largest);
            }
            maps.add(Base64.getEncoder().encodeToString(map));
        }
        return maps;
    }

    private String activation(Column column) {
        Layer layer = column.activation();
        return (layer instanceof Dense dense
                        ? dense.activation()
                        : layer instanceof gradus.layers.AppliedActivation applied ? applied.activation() : layer)
                .getClass()
                .getSimpleName();
    }

    private int dead(Column column, float[] outputs) {
        if (!List.of("Relu", "ReLU", "Relu6").contains(activation(column))) {
            return 0;
        }
        return count(column, outputs, 1, value -> value == 0);
    }

    private int saturated(Column column, float[] outputs) {
        if (column.isHead()) {
            return 0;
        }
        return switch (activation(column)) {
            case "Tanh", "HardTanh", "Softsign" -> count(column, outputs, FULL, value -> Math.abs(value) > 0.97);
            case "Sigmoid", "HardSigmoid" -> count(column, outputs, FULL, value -> value < 0.015 || value > 0.985);
            default -> 0;
        };
    }

    private int count(Column column, float[] outputs, double share, java.util.function.DoublePredicate holds) {
        int units = 0;
        for (int unit = 0; unit < column.units(); unit++) {
            int hits = 0;
            for (int row = 0; row < rowCount; row++) {
                hits += holds.test(outputs[row * column.units() + unit]) ? 1 : 0;
            }
            units += hits >= share * rowCount ? 1 : 0;
        }
        return units;
    }

    private static boolean alike(float[] parameters, Parameters.Slice kernel, int inputs, int units) {
        if (units < 2) {
            return false;
        }
        for (int i = 0; i < inputs; i++) {
            for (int unit = 1; unit < units; unit++) {
                int at = kernel.offset() + i * units;
                if (Math.abs(parameters[at + unit] - parameters[at]) > 1e-6f) {
                    return false;
                }
            }
        }
        return true;
    }

    private void judge(List<List<Integer>> confusion, List<List<Float>> pairs) {
        int width = columns.getLast().units();
        int classes = task == Task.BINARY ? 2 : task == Task.MULTICLASS ? width : 0;
        int[][] counts = new int[classes][classes];
        float[] target = new float[judged.target().width()];
        int inputWidth = judged.input().width();
        int total = Math.min(judged.rows(), classes > 0 ? 4 * ROWS : PAIRS);
        for (int from = 0; from < total; from += ROWS) {
            int count = Math.min(ROWS, total - from);
            for (int row = 0; row < count; row++) {
                judged.input().copy(from + row, rows.input(0), row * inputWidth);
            }
            rows.forward(count, false, 0);
            float[] answers = rows.output(0);
            for (int row = 0; row < count; row++) {
                judged.target().copy(from + row, target, 0);
                if (task == Task.BINARY) {
                    counts[Math.round(target[0])][answers[row] > 0.5 ? 1 : 0]++;
                } else if (task == Task.MULTICLASS) {
                    int actual = target.length == 1 ? Math.round(target[0]) : best(target, 0, target.length);
                    counts[actual][best(answers, row * width, width)]++;
                } else if (task == Task.REGRESSION) {
                    pairs.add(List.of(target[0], answers[row]));
                }
            }
        }
        for (int[] line : counts) {
            confusion.add(Arrays.stream(line).boxed().toList());
        }
    }
}
