package gradus.experiment.effects;

import static gradus.internal.Require.require;

import gradus.Model;
import gradus.math.RandomStream;
import gradus.training.Parameters;
import java.util.Arrays;

/// Which weights of a model are still there. The others are 0, and stay so if the mask is applied after each step.
///
/// Only kernels are pruned, each by the same share: a bias is cheap, and a layer that lost all its weights is dead.
final class PruningMask {
    private final Parameters parameters;
    private final boolean[] kept;

    /// Of a model from which nothing was pruned yet.
    PruningMask(Model model) {
        parameters = model.parameters();
        kept = new boolean[parameters.values().length];
        Arrays.fill(kept, true);
    }

    /// Sets the pruned weights of a model of the same layers to 0.
    void apply(Model model) {
        float[] values = model.parameters().values();
        for (int i = 0; i < kept.length; i++) {
            if (!kept[i]) {
                values[i] = 0;
            }
        }
    }

    /// Prunes the smallest of the weights that are left, by their size.
    ///
    /// @param share of those that are left in each kernel, in (0, 1)
    /// @param model whose weights are looked at
    void prune(double share, Model model) {
        require(share > 0 && share < 1, "share must be in (0, 1), got %s", share);
        float[] values = model.parameters().values();
        for (Parameters.Slice slice : parameters.slices()) {
            if (isKernel(slice)) {
                double[] sizes = new double[slice.size()];
                int left = 0;
                for (int i = slice.offset(); i < slice.end(); i++) {
                    if (kept[i]) {
                        sizes[left++] = Math.abs(values[i]);
                    }
                }
                Arrays.sort(sizes, 0, left);
                double limit = sizes[(int) (share * left)];
                for (int i = slice.offset(); i < slice.end(); i++) {
                    kept[i] &= Math.abs(values[i]) >= limit;
                }
            }
        }
    }

    /// {@return a mask that keeps as many weights of each kernel, others by chance}
    ///
    /// @param model a model of the same layers
    /// @param random chooses them
    PruningMask shuffled(Model model, RandomStream random) {
        PruningMask other = new PruningMask(model);
        for (Parameters.Slice slice : parameters.slices()) {
            if (isKernel(slice)) {
                int[] order = new int[slice.size()];
                random.permute(order);
                for (int i = 0; i < order.length; i++) {
                    other.kept[slice.offset() + i] = kept[slice.offset() + order[i]];
                }
            }
        }
        return other;
    }

    /// {@return the share of the kernels' weights that is left}
    double share() {
        int all = 0;
        int left = 0;
        for (Parameters.Slice slice : parameters.slices()) {
            for (int i = slice.offset(); isKernel(slice) && i < slice.end(); i++) {
                all++;
                left += kept[i] ? 1 : 0;
            }
        }
        return (double) left / all;
    }

    private static boolean isKernel(Parameters.Slice slice) {
        return slice.shape().rank() > 1;
    }
}
