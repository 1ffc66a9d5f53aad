package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Boundaries between bins of about as many values each, with the roundings of Keras: values are summarized by at most
/// `1/epsilon` of them, each of which stands for a number of values, and quantiles are interpolated between these.
final class Quantiles {
    private Quantiles() {}

    /// A summary: values in ascending order, and how many each stands for; all of them rounded to float.
    private record Summary(double[] values, double[] counts) {}

    static List<Double> boundaries(Rows data, int bins, double epsilon) {
        float[] values = data.toArray();
        require(values.length > 0, "Discretization.adapt must get at least one row, got none");
        for (int i = 0; i < values.length; i++) {
            require(
                    Float.isFinite(values[i]),
                    "Discretization.adapt must get finite numbers, got %s in column %s of row %s",
                    values[i],
                    i % data.width(),
                    i / data.width());
        }
        Arrays.sort(values);
        Summary all = compress(summarize(values, epsilon), epsilon);
        Summary chosen = compress(all, 1.0 / bins);
        List<Double> boundaries = new ArrayList<>();
        for (int i = 0; i < chosen.values.length - 1; i++) {
            boundaries.add(chosen.values[i]);
        }
        return boundaries;
    }

    private static Summary summarize(float[] sorted, double epsilon) {
        double step = Math.max(sorted.length / (1.0 / epsilon), 1);
        int stride = (int) step;
        int start = (int) (step - 1);
        int count = Math.ceilDiv(sorted.length - start, stride);
        double[] values = new double[count];
        double[] counts = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = sorted[start + i * stride];
            counts[i] = (float) step;
        }
        return new Summary(values, counts);
    }

    private static Summary compress(Summary summary, double epsilon) {
        int length = summary.values.length;
        if (length * epsilon < 1) {
            return summary;
        }
        double[] sums = new double[length];
        float sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (float) summary.counts[i];
            sums[i] = sum;
        }
        double[] shares = new double[length];
        for (int i = 0; i < length; i++) {
            shares[i] = (float) sums[i] / sum;
        }
        int count = (int) Math.ceil(1.0 / epsilon);
        double[] values = new double[count];
        double[] counts = new double[count];
        double before = 0;
        for (int i = 0; i < count; i++) {
            double share = epsilon + i * epsilon;
            values[i] = (float) interpolate(share, shares, summary.values);
            double upTo = interpolate(share, shares, sums);
            counts[i] = (float) (upTo - before);
            before = upTo;
        }
        return new Summary(values, counts);
    }

    /// The value at `x` of the line through points; constant outside of them.
    private static double interpolate(double x, double[] xs, double[] ys) {
        int found = Arrays.binarySearch(xs, x);
        int next = found >= 0 ? found : -found - 1;
        if (found >= 0 || next == 0 || next == xs.length) {
            return ys[Math.min(next, xs.length - 1)];
        }
        double slope = (ys[next] - ys[next - 1]) / (xs[next] - xs[next - 1]);
        return slope * (x - xs[next - 1]) + ys[next - 1];
    }
}
