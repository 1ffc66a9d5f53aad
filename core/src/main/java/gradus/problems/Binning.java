package gradus.problems;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import gradus.layers.Dense;
import gradus.layers.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns a regression into a classification: each target is learned as the bin it falls into, with softmax and
/// cross-entropy, and the prediction is the expected value, the mean of the bins' centers weighted by their
/// probabilities. This loses precision but yields a distribution, and it tolerates outliers and multimodal targets.
///
/// @param edges the boundaries between the bins, ascending, one fewer than there are bins; a number on an edge
///     falls into the upper bin
/// @param centers the value that each bin stands for: the mean of its training targets
public record Binning(List<Double> edges, List<Double> centers) implements TargetTransform {
    /// Copies the lists and validates them.
    ///
    /// @throws IllegalArgumentException if there are fewer than 2 bins, if the counts do not match, or if the edges
    ///     do not ascend
    public Binning {
        edges = List.copyOf(edges);
        centers = List.copyOf(centers);
        require(
                centers.size() >= 2 && edges.size() == centers.size() - 1,
                "Binning must have at least 2 bins and one edge fewer than bins, got %s edges and %s centers",
                edges.size(),
                centers.size());
        for (int i = 1; i < edges.size(); i++) {
            require(edges.get(i - 1) < edges.get(i), "Binning.edges must ascend, got %s", edges);
        }
    }

    /// Creates bins of equal width between the smallest and the largest target.
    ///
    /// @param values the training targets, one column
    /// @param bins the number of bins, at least 2
    /// @return the binning
    /// @throws IllegalArgumentException if `bins` is less than 2, or if the targets are all equal, or nearly so
    public static Binning uniform(Rows values, int bins) {
        require(bins >= 2, "the number of bins must be at least 2, got %s", bins);
        float[] sorted = sorted(values);
        double low = sorted[0];
        double width = (sorted[sorted.length - 1] - low) / bins;
        List<Double> edges = new ArrayList<>();
        for (int i = 1; i < bins; i++) {
            edges.add(low + i * width);
        }
        return of(sorted, edges);
    }

    /// Creates bins that hold about the same number of rows each. If values repeat, there may be fewer bins than
    /// requested.
    ///
    /// @param values the training targets, one column
    /// @param bins the number of bins, at least 2
    /// @return the binning
    /// @throws IllegalArgumentException if `bins` is less than 2, or if the targets are all equal, or nearly so
    public static Binning quantile(Rows values, int bins) {
        require(bins >= 2, "the number of bins must be at least 2, got %s", bins);
        float[] sorted = sorted(values);
        List<Double> edges = new ArrayList<>();
        for (int i = 1; i < bins; i++) {
            double edge = sorted[(int) ((long) i * sorted.length / bins)];
            if (edge > sorted[0] && (edges.isEmpty() || edge > edges.getLast())) {
                edges.add(edge);
            }
        }
        return of(sorted, edges);
    }

    @Override
    public Task task() {
        return Task.MULTICLASS;
    }

    @Override
    public int answers() {
        return centers.size();
    }

    @Override
    public Rows encode(Rows values) {
        float[] encoded = values.toArray();
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = bin(edges, encoded[i]);
        }
        return Rows.wrap(encoded, 1);
    }

    @Override
    public List<Layer> decoder() {
        return List.of(new Dense(1).useBias(false).named("expected_value").frozen());
    }

    @Override
    public float[] decoderParameters() {
        float[] kernel = new float[centers.size()];
        for (int bin = 0; bin < kernel.length; bin++) {
            kernel[bin] = (float) (double) centers.get(bin);
        }
        return kernel;
    }

    @Override
    public Rows decode(Rows answers) {
        float[] probabilities = answers.toArray();
        float[] values = new float[answers.count()];
        for (int row = 0; row < values.length; row++) {
            double expected = 0;
            for (int bin = 0; bin < centers.size(); bin++) {
                expected += probabilities[row * centers.size() + bin] * centers.get(bin);
            }
            values[row] = (float) expected;
        }
        return Rows.wrap(values, 1);
    }

    private static Binning of(float[] sorted, List<Double> edges) {
        require(
                !edges.isEmpty() && sorted[0] < sorted[sorted.length - 1],
                "the targets cannot be binned: they are all equal, or nearly so");
        double[] sums = new double[edges.size() + 1];
        int[] counts = new int[sums.length];
        for (float value : sorted) {
            int bin = bin(edges, value);
            sums[bin] += value;
            counts[bin]++;
        }
        List<Double> centers = new ArrayList<>();
        for (int bin = 0; bin < sums.length; bin++) {
            double lower = bin == 0 ? sorted[0] : edges.get(bin - 1);
            double upper = bin == edges.size() ? sorted[sorted.length - 1] : edges.get(bin);
            centers.add(counts[bin] > 0 ? sums[bin] / counts[bin] : (lower + upper) / 2);
        }
        return new Binning(edges, centers);
    }

    private static int bin(List<Double> edges, double value) {
        int bin = 0;
        while (bin < edges.size() && value >= edges.get(bin)) {
            bin++;
        }
        return bin;
    }

    private static float[] sorted(Rows values) {
        require(values.width() == 1, "Binning must get one column of numbers, got %s", values.width());
        float[] sorted = values.toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
