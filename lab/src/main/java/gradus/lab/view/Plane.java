package gradus.lab.view;

import gradus.data.Dataset;
import gradus.kernels.Workers;
import gradus.problems.Task;
import gradus.training.Graph;
import gradus.training.Network;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// What a network of two inputs says at every place of the plane: a grid of points, run through a network that shares
/// the weights.
public final class Plane {
    /// Cells of a side.
    public static final int SIDE = 60;
    /// Cells of a side of a neuron's map.
    static final int NEURON_SIDE = 20;
    /// With at least this many units, maps have half the side length.
    private static final int MANY = 16;

    private final Network grid;
    private final Task task;
    private final Scale scale;
    private final List<Double> range;

    /// Over the range of both parts, with a margin.
    Plane(Graph graph, Parameters parameters, Workers workers, Task task, Scale scale, Dataset train, Dataset judged) {
        this.task = task;
        this.scale = scale;
        range = range(train, judged);
        grid = Network.forInference(graph, parameters, SIDE * SIDE, workers);
        float[] points = grid.input(0);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int cell = y * SIDE + x;
                points[2 * cell] = (float) (range.get(0) + (range.get(1) - range.get(0)) * (x + 0.5) / SIDE);
                points[2 * cell + 1] = (float) (range.get(3) - (range.get(3) - range.get(2)) * (y + 0.5) / SIDE);
            }
        }
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

    /// x from, x to, y from, y to.
    List<Double> range() {
        return range;
    }

    /// Looks at the weights as they are now.
    void look() {
        grid.forward(SIDE * SIDE, false, 0);
    }

    /// A byte a cell, from the last [#look].
    String surface(int width) {
        float[] answers = grid.output(0);
        byte[] cells = new byte[SIDE * SIDE];
        for (int cell = 0; cell < cells.length; cell++) {
            if (task == Task.REGRESSION) {
                cells[cell] = signed(scale.relative(answers[cell]) / 2.2);
            } else if (width == 1) {
                cells[cell] = (byte) Math.round(255 * Math.max(0, Math.min(1, answers[cell])));
            } else {
                int best = Answers.best(answers, cell * width, width);
                // The class in the upper half of the byte, how sure it is in the lower one.
                int sure = Math.max(0, Math.min(15, Math.round(15 * answers[cell * width + best])));
                cells[cell] = (byte) (Math.min(best, 15) << 4 | sure);
            }
        }
        return Base64.getEncoder().encodeToString(cells);
    }

    /// A map of each of the first units of a column, from the last [#look].
    List<String> neurons(Column column, int shown) {
        float[] values = grid.value(column.output());
        List<String> maps = new ArrayList<>();
        int units = column.units();
        int side = units > MANY ? NEURON_SIDE / 2 : NEURON_SIDE;
        int step = SIDE / side;
        boolean probability = column.isHead() && task != Task.REGRESSION;
        for (int unit = 0; unit < Math.min(shown, units); unit++) {
            float largest = 1e-6f;
            for (int cell = 0; cell < SIDE * SIDE; cell++) {
                largest = Math.max(largest, Math.abs(values[cell * units + unit]));
            }
            byte[] map = new byte[side * side];
            for (int i = 0; i < map.length; i++) {
                int y = i / side * step + step / 2;
                int x = i % side * step + step / 2;
                float value = values[(y * SIDE + x) * units + unit];
                map[i] = signed(probability ? 2 * value - 1 : value / largest);
            }
            maps.add(Base64.getEncoder().encodeToString(map));
        }
        return maps;
    }

    private static byte signed(double value) {
        return (byte) Math.round(127.5 + 127.5 * Math.max(-1, Math.min(1, value)));
    }
}
