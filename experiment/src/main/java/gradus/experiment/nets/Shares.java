package gradus.experiment.nets;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.kernels.Kernels;
import gradus.losses.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much the answers of each part of a [Blend] count in their sum. Of 15 shares, the first part gets seven: its
/// out-of-fold answers are those of single networks, which look worse than their mean is. Each other share goes to the
/// part whose answers make the loss smallest, on rows that none of them saw. A part may get none. All but the first get
/// none if together they lower the loss by less than a hundredth.
///
/// [Caruana, Niculescu-Mizil, Crew & Ksikes 2004](https://doi.org/10.1145/1015330.1015432)
final class Shares {
    private static final int SHARES = 15;
    private static final int OF_THE_FIRST = 7;
    private static final double LEAST_GAIN = 0.01;

    private Shares() {}

    /// Chooses the shares.
    ///
    /// @param loss what is to be small
    /// @param rows the rows that the answers are to, with their targets
    /// @param answers those of each part
    /// @return the share of each part; their sum is 1
    static List<Double> of(Loss loss, Dataset rows, List<Rows> answers) {
        int[] shares = new int[answers.size()];
        shares[0] = OF_THE_FIRST;
        float[] sum = answers.getFirst().toArray().clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] *= OF_THE_FIRST;
        }
        for (int given = OF_THE_FIRST + 1; given <= SHARES; given++) {
            List<float[]> sums = new ArrayList<>();
            for (Rows answer : answers) {
                sums.add(added(sum, answer.toArray()));
            }
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < shares.length; i++) {
                double mean = loss(loss, rows, divided(sums.get(i), given));
                if (mean < least) {
                    best = i;
                    least = mean;
                }
            }
            shares[best]++;
            sum = sums.get(best);
        }
        double alone = loss(loss, rows, answers.getFirst().toArray());
        if (loss(loss, rows, divided(sum, SHARES)) > (1 - LEAST_GAIN) * alone) {
            Arrays.fill(shares, 0);
            shares[0] = SHARES;
        }
        return Arrays.stream(shares).mapToObj(share -> share / (double) SHARES).toList();
    }

    private static float[] added(float[] a, float[] b) {
        float[] sum = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    private static float[] divided(float[] sum, int given) {
        float[] mean = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = sum[i] / given;
        }
        return mean;
    }

    /// Returns the summed loss of answers to rows.
    static double loss(Loss loss, Dataset rows, float[] answers) {
        float[] losses = new float[rows.rows()];
        loss.losses(
                Kernels.current(),
                rows.target().toArray(),
                answers,
                losses,
                answers.length / losses.length,
                0,
                losses.length);
        float @Nullable [] weights =
                rows.weights() == null ? null : rows.weights().toArray();
        double all = 0;
        for (int row = 0; row < losses.length; row++) {
            all += weights == null ? losses[row] : weights[row] * (double) losses[row];
        }
        return all;
    }
}
