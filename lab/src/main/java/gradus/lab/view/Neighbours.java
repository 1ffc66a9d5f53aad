package gradus.lab.view;

import gradus.data.Dataset;
import gradus.internal.Smallest;
import gradus.problems.Task;
import java.util.Arrays;

/// What the nearest neighbours of rows say about them: how well rows like these can be distinguished at all, without
/// any network. Each row is judged by its [#NEAR] nearest others, in deviations of the columns.
///
/// @param score the accuracy, or of a regression the part of the variance that is explained
/// @param majority the share of the most frequent class, or 0 for a regression
/// @param contradicted the share of rows whose neighbours mostly have another class
record Neighbours(double score, double majority, double contradicted) {
    private static final int NEAR = 5;
    private static final int MOST = 320;

    static Neighbours of(Dataset all, Task task) {
        Dataset rows = all.slice(0, Math.min(MOST, all.rows()));
        int count = rows.rows();
        int width = rows.input().width();
        float[] inputs = scaled(rows.input().toArray(), count, width);
        float[][] targets = new float[count][rows.target().width()];
        for (int row = 0; row < count; row++) {
            rows.target().copy(row, targets[row], 0);
        }
        int near = Math.min(NEAR, count - 1);
        double sum = 0;
        int against = 0;
        for (int row = 0; row < count; row++) {
            int[] nearest = nearest(inputs, row, count, width, near);
            if (task == Task.REGRESSION) {
                double mean = Arrays.stream(nearest)
                        .mapToDouble(other -> targets[other][0])
                        .average()
                        .orElse(0);
                sum += (mean - targets[row][0]) * (mean - targets[row][0]);
            } else {
                int own = label(targets[row]);
                long same = Arrays.stream(nearest)
                        .filter(other -> label(targets[other]) == own)
                        .count();
                sum += 2 * same > near ? 1 : 0;
                against += 5 * same <= near ? 1 : 0;
            }
        }
        if (task == Task.REGRESSION) {
            return new Neighbours(1 - sum / Math.max(1e-12, count * variance(rows)), 0, 0);
        }
        int[] labels =
                Arrays.stream(targets).mapToInt(Neighbours::label).sorted().toArray();
        int most = 0;
        for (int from = 0, to = 0; from < count; from = to) {
            while (to < count && labels[to] == labels[from]) {
                to++;
            }
            most = Math.max(most, to - from);
        }
        return new Neighbours(sum / count, (double) most / count, (double) against / count);
    }

    private static float[] scaled(float[] inputs, int rows, int width) {
        float[] scaled = new float[rows * width];
        for (int column = 0; column < width; column++) {
            double mean = 0;
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                mean += inputs[row * width + column] / (double) rows;
                squares += (double) inputs[row * width + column] * inputs[row * width + column] / rows;
            }
            double deviation = Math.sqrt(Math.max(1e-12, squares - mean * mean));
            for (int row = 0; row < rows; row++) {
                scaled[row * width + column] = (float) ((inputs[row * width + column] - mean) / deviation);
            }
        }
        return scaled;
    }

    private static int[] nearest(float[] inputs, int row, int count, int width, int near) {
        Smallest distances = new Smallest(near);
        for (int other = 0; other < count; other++) {
            if (other == row) {
                continue;
            }
            double distance = 0;
            for (int i = 0; i < width && distance < distances.largest(); i++) {
                double difference = inputs[row * width + i] - inputs[other * width + i];
                distance += difference * difference;
            }
            distances.offer(other, distance);
        }
        return distances.places();
    }

    /// The class of a target: its only number, or where it is largest.
    static int label(float[] target) {
        return target.length == 1 ? Math.round(target[0]) : Answers.best(target, 0, target.length);
    }

    /// The variance of a regression's targets.
    static double variance(Dataset rows) {
        Scale scale = Scale.of(rows.target());
        return scale.deviation() * scale.deviation();
    }
}
