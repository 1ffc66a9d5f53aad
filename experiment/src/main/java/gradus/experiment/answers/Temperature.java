package gradus.experiment.answers;

import gradus.Model;
import gradus.activations.Activation;
import gradus.activations.Sigmoid;
import gradus.activations.Softmax;
import gradus.data.Rows;
import gradus.layers.Add;
import gradus.layers.Average;
import gradus.layers.Dense;
import gradus.layers.EinsumDense;
import gradus.layers.GlobalAveragePooling1D;
import gradus.layers.Layer;
import gradus.layers.Rescaling;
import gradus.training.Graph;
import gradus.training.Parameters;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A number that calibrates probabilities: the sums before the last activation, divided by it. Above 1, the network was
/// too sure of itself; which class is chosen does not change.
///
/// `p_j ∝ exp(z_j / T)`, with the T of the smallest log loss on rows that the network did not see.
///
/// It is folded into the weights of the last layer, so the model needs nothing else to be calibrated, wherever its file
/// is loaded.
///
/// [Guo, Pleiss, Sun & Weinberger 2017](https://arxiv.org/abs/1706.04599)
///
/// @param value the temperature, above 0
public record Temperature(double value) {
    private static final double HOTTEST = 5;
    private static final int STEPS = 40;
    private static final int MOST_ROWS = 20_000;
    private static final double SMALLEST = 1e-7;

    /// Finds the temperature.
    ///
    /// @param targets class numbers, one column
    /// @param probabilities of rows that the network did not see
    /// @param weights one a row, or null for 1 each
    /// @return the temperature, between 1/5 and 5
    public static Temperature of(Rows targets, Rows probabilities, @Nullable Rows weights) {
        int width = probabilities.width();
        int step = Math.ceilDiv(targets.count(), MOST_ROWS);
        int rows = Math.ceilDiv(targets.count(), step);
        int classes = Math.max(2, width);
        double[] logits = new double[rows * classes];
        int[] labels = new int[rows];
        double[] weight = new double[rows];
        float[] row = new float[width];
        float[] one = new float[1];
        for (int i = 0; i < rows; i++) {
            probabilities.copy(i * step, row, 0);
            for (int j = 0; j < classes; j++) {
                logits[i * classes + j] = Math.log(Math.max(SMALLEST, Probabilities.of(row, 0, width, j)));
            }
            targets.copy(i * step, one, 0);
            labels[i] = (int) one[0];
            one[0] = 1;
            if (weights != null) {
                weights.copy(i * step, one, 0);
            }
            weight[i] = one[0];
        }
        // The log loss is convex in 1/T.
        double low = 1 / HOTTEST;
        double high = HOTTEST;
        for (int i = 0; i < STEPS; i++) {
            double left = low + (high - low) / 3;
            double right = high - (high - low) / 3;
            if (logLoss(logits, labels, weight, left) <= logLoss(logits, labels, weight, right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return new Temperature(2 / (low + high));
    }

    private static double logLoss(double[] logits, int[] labels, double[] weights, double factor) {
        int classes = logits.length / labels.length;
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double all = 0;
            for (int j = 0; j < classes; j++) {
                all += Math.exp(factor * logits[i * classes + j]);
            }
            sum += weights[i] * (Math.log(all) - factor * logits[i * classes + labels[i]]);
        }
        return sum;
    }

    /// Returns what probabilities become.
    ///
    /// @param probabilities of a network without this temperature
    /// @return those of one with it
    public Rows of(Rows probabilities) {
        int width = probabilities.width();
        int classes = Math.max(2, width);
        float[] values = probabilities.toArray();
        float[] calibrated = new float[values.length];
        double[] powers = new double[classes];
        for (int row = 0; row < probabilities.count(); row++) {
            double sum = 0;
            for (int j = 0; j < classes; j++) {
                powers[j] = Math.pow(Probabilities.of(values, row, width, j), 1 / value);
                sum += powers[j];
            }
            for (int j = 0; j < width; j++) {
                calibrated[row * width + j] = (float) (powers[width == 1 ? 1 : j] / sum);
            }
        }
        return Rows.wrap(calibrated, width);
    }

    /// Folds the temperature into the last layers of a model, those from which its only output is computed by their
    /// activation and perhaps a mean.
    ///
    /// @param model changes its weights, unless its last layers are others than dense ones with a softmax or
    /// sigmoid
    /// @return whether they are changed
    public boolean foldInto(Model model) {
        Graph graph = model.graph();
        Set<Integer> last = new LinkedHashSet<>();
        if (graph.outputs().size() != 1 || !collect(graph, graph.outputs().getFirst(), last)) {
            return false;
        }
        Parameters parameters = model.parameters();
        for (int layer : last) {
            for (Parameters.Slice slice : parameters.slices(layer)) {
                for (int i = slice.offset(); i < slice.end(); i++) {
                    parameters.values()[i] = (float) (parameters.values()[i] / value);
                }
            }
        }
        return true;
    }

    private static boolean collect(Graph graph, int call, Set<Integer> found) {
        Graph.Call at = graph.calls().get(call);
        Layer layer = graph.entry(at).layer();
        Activation activation = layer instanceof Dense dense
                ? dense.activation()
                : layer instanceof EinsumDense dense ? dense.activation() : null;
        if (activation != null) {
            found.add(at.layer());
            return activation instanceof Softmax || activation instanceof Sigmoid;
        }
        boolean mean = layer instanceof Average
                || layer instanceof GlobalAveragePooling1D
                || layer instanceof Add
                || layer instanceof Rescaling;
        return mean && at.inputs().stream().allMatch(input -> collect(graph, input, found));
    }
}
