package gradus.problems;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import gradus.layers.Dense;
import gradus.layers.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A regression that fails is discretised: each number is learned as the bin it falls into, with softmax and
/// cross-entropy, and the prediction is the expected value, the mean of the bins' centers weighted by their
/// probabilities. It gives up precision and gains a distribution, and it does not mind outliers or two humps.
///
/// @param edges between the bins, ascending; one fewer than there are bins. A number on an edge falls into the
///     upper bin
/// @param centers what each bin stands for: the mean of the training targets in it
public record Binning(List<Double> edges, List<Double> centers) implements TargetTransform {
    /// Copies the lists and checks them.
    public Binning {
        edges = List.copyOf(edges);
        centers = List.copyOf(centers);
        require(
                centers.size() >= 2 && edges.size() == centers.size() - 1,
                "Binning needs at least 2 bins and one edge fewer than bins, got %s edges and %s centers",
                edges.size(),
                centers.size());
        for (int i = 1; i < edges.size(); i++) {
            require(edges.get(i - 1) < edges.get(i), "Binning.edges must ascend, got %s", edges);
        }
    }

    /// Bins of equal width between the smallest and the largest number.
    ///
    /// @param bins at least 2
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

    /// Bins that hold about the same number of rows each. Where numbers repeat there may be fewer bins than asked for.
    ///
    /// @param bins at least 2
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
                "the targets cannot be binned: they are all alike, or nearly");
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
        require(values.width() == 1, "binning takes one column of numbers, got %s", values.width());
        float[] sorted = values.toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
