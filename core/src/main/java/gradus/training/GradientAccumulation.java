package gradus.training;

import gradus.kernels.Workers;
import gradus.math.RangeTask;

/// Sums the gradients of several batches; an update gets their mean.
final class GradientAccumulation {
    static final String NAME = "gradient_accumulator";

    private final int batches;
    private final float[] sums;
    private final Pieces pieces;
    private final Workers workers;
    private final RangeTask add = this::add;
    private final RangeTask takeMean = this::takeMean;
    private float[] gradients = {};

    /// @param batches the number of batches per update
    /// @param sums as long as the gradients; zero at first
    GradientAccumulation(int batches, float[] sums, Pieces pieces, Workers workers) {
        this.batches = batches;
        this.sums = sums;
        this.pieces = pieces;
        this.workers = workers;
    }

    /// Adds the gradients of a batch that is not the last one before an update.
    void add(float[] gradients) {
        this.gradients = gradients;
        pieces.run(workers, add);
    }

    /// Replaces the gradients of the last batch by the mean of all, and resets the sums.
    void takeMean(float[] gradients) {
        this.gradients = gradients;
        pieces.run(workers, takeMean);
    }

    private void add(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
                sums[i] += gradients[i];
            }
        }
    }

    private void takeMean(int first, int last) {
        float count = batches;
        for (int piece = first; piece < last; piece++) {
            for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
                gradients[i] = (gradients[i] + sums[i]) / count;
                sums[i] = 0;
            }
        }
    }
}
