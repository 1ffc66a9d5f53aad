package gradus.training;

import gradus.kernels.Workers;
import gradus.math.RangeTask;
import gradus.optimizers.UpdateOptions;
import java.util.Objects;

/// An exponential moving average of the weights, which replaces them at intervals and at the end of training.
final class WeightAverage {
    static final String NAME = "average";

    private final float[] values;
    private final float[] average;
    private final double momentum;
    private final int overwriteEvery;
    private final Pieces pieces;
    private final Workers workers;
    private final RangeTask take = this::take;
    private final RangeTask overwrite = this::overwrite;
    private double share;

    /// @param average as long as the trainable weights
    WeightAverage(UpdateOptions options, float[] values, float[] average, Pieces pieces, Workers workers) {
        this.values = values;
        this.average = average;
        this.pieces = pieces;
        this.workers = workers;
        momentum = options.emaMomentum();
        overwriteEvery = Objects.requireNonNullElse(options.emaOverwriteFrequency(), 0);
    }

    /// Includes the weights after the given update in the average.
    void take(long update) {
        // The first average is the weights themselves.
        share = update == 1 ? 0 : momentum;
        pieces.run(workers, take);
        if (overwriteEvery > 0 && update % overwriteEvery == 0) {
            overwrite();
        }
    }

    /// Replaces the weights by their average.
    void overwrite() {
        pieces.run(workers, overwrite);
    }

    /// Writes the averages to their places in a copy of the weights.
    void copyTo(float[] copy) {
        for (int piece = 0; piece < pieces.count(); piece++) {
            int from = pieces.from(piece);
            System.arraycopy(average, from, copy, from, pieces.to(piece) - from);
        }
    }

    private void take(int first, int last) {
        float old = (float) share;
        float fresh = (float) (1 - share);
        for (int piece = first; piece < last; piece++) {
            for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
                average[i] = old * average[i] + fresh * values[i];
            }
        }
    }

    private void overwrite(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            int from = pieces.from(piece);
            System.arraycopy(average, from, values, from, pieces.to(piece) - from);
        }
    }
}
