package gradus.training;

import static gradus.internal.Require.require;

import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.layers.Head;
import gradus.losses.Loss;
import gradus.math.RangeTask;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The loss of one output of a network. It holds the targets of the batch, computes the loss, and writes the
/// gradient from which the backward pass starts. Softmax and sigmoid heads are computed from their logits if the
/// loss can do so.
///
/// An output `[batch, …, width]` is `batch·positions` rows of the loss and of metrics, one for each position of its
/// axes before the last. Each position has a sample weight of its own, or that of its row, and a mean is taken over all
/// of them, or over those that the mask of the output leaves.
final class OutputLoss {
    private static final int ROWS = 32;

    private final Network network;
    private final int output;
    private final Loss loss;
    private final @Nullable Head head;
    private final double lossWeight;
    private final int positions;
    private final int width;
    private final int targetWidth;
    private final float[] targets;
    private final float[] losses;
    private final float[] scales;
    private final Kernels kernels = Kernels.current();
    private final Workers workers;
    private final RangeTask evaluate = this::evaluateRows;
    private final RangeTask derive = this::deriveRows;
    private final float[] repeatedWeights;
    private final float[] countedWeights;
    private final OutputMask mask;
    private float @Nullable [] sampleWeights;
    private float @Nullable [] weights;
    private double mean;

    OutputLoss(Network network, int output, Loss given, double lossWeight, Workers workers) {
        this.network = network;
        this.output = output;
        this.lossWeight = lossWeight;
        this.workers = workers;
        Head keeper = network.head(output);
        Loss onLogits = keeper == null ? null : given.onLogits(keeper.activation());
        head = onLogits == null ? null : keeper;
        loss = onLogits == null ? given : onLogits;
        positions = network.outputShape(output).positions();
        width = network.outputShape(output).last();
        targetWidth = given.targetWidth(width);
        int capacity = Math.multiplyExact(network.capacity(), positions);
        targets = new float[Math.multiplyExact(capacity, targetWidth)];
        losses = new float[capacity];
        scales = new float[capacity];
        mask = network.mask(output);
        require(
                mask.isEmpty() || !loss.ignoresRows(),
                "an output with a mask must have a loss without a class to ignore, got %s",
                given);
        repeatedWeights = new float[positions > 1 || !mask.isEmpty() ? capacity : 0];
        countedWeights = new float[loss.ignoresRows() || !mask.isEmpty() ? capacity : 0];
    }

    /// Returns the array to fill with rows of targets, `[capacity, positions, targetWidth]`.
    float[] targets() {
        return targets;
    }

    /// Returns the number of predictions in a row of the loss.
    int width() {
        return width;
    }

    /// Returns the number of targets in a row of the loss.
    int targetWidth() {
        return targetWidth;
    }

    boolean onLogits() {
        return head != null;
    }

    /// Returns the number of rows of the loss for a number of rows of the batch.
    int rows(int batchRows) {
        return batchRows * positions;
    }

    /// Returns the sample weight of each row of the loss in the last [#value], or null.
    float @Nullable [] sampleWeights() {
        return sampleWeights;
    }

    /// Computes the loss of a batch, times the weight of this output.
    ///
    /// @param batchWeights one weight for each row of the batch, or for each of its positions, or null
    /// @param weightsPerRow the number of weights of a row
    double value(int batchRows, float @Nullable [] batchWeights, int weightsPerRow) {
        int rows = rows(batchRows);
        sampleWeights = repeated(rows, batchWeights, positions / weightsPerRow);
        weights = counted(rows);
        workers.run(rows, loss.wholeBatch() ? rows : ROWS, evaluate);
        mean = loss.reduction().value(losses, weights, rows);
        return lossWeight * loss.ofMean(mean);
    }

    private float @Nullable [] repeated(int rows, float @Nullable [] batchWeights, int positionsPerWeight) {
        if (batchWeights == null || repeatedWeights.length == 0) {
            return batchWeights;
        }
        for (int row = 0; row < rows; row++) {
            repeatedWeights[row] = batchWeights[row / positionsPerWeight];
        }
        mask.silence(repeatedWeights, rows);
        return repeatedWeights;
    }

    private float @Nullable [] counted(int rows) {
        if (countedWeights.length == 0) {
            return sampleWeights;
        }
        if (sampleWeights == null) {
            Arrays.fill(countedWeights, 0, rows, 1);
        } else {
            System.arraycopy(sampleWeights, 0, countedWeights, 0, rows);
        }
        if (loss.ignoresRows()) {
            loss.ignoreRows(targets, countedWeights, rows);
        } else {
            loss.reduction().countOnly(mask.silence(countedWeights, rows), countedWeights, rows);
        }
        return countedWeights;
    }

    /// Writes the gradient of the last [#value], unless nothing before this output is trainable.
    void gradient(int batchRows) {
        int rows = rows(batchRows);
        if (!network.wantsOutputGradient(output)) {
            return;
        }
        loss.reduction().scales(weights, rows, lossWeight * loss.slopeAtMean(mean), scales);
        workers.run(rows, loss.wholeBatch() ? rows : ROWS, derive);
    }

    private void evaluateRows(int from, int to) {
        loss.losses(kernels, targets, predictions(), losses, width, from, to);
    }

    private void deriveRows(int from, int to) {
        float[] predicted = network.output(output);
        if (head == null) {
            loss.gradient(kernels, targets, predicted, scales, network.outputGradient(output), width, from, to);
        } else {
            loss.gradientOnLogits(
                    kernels, targets, head.logits(), predicted, scales, head.logitsGradient(), width, from, to);
        }
    }

    /// Returns the loss of the last [#value], without the weight of this output.
    double lastValue() {
        return loss.ofMean(mean);
    }

    private float[] predictions() {
        return head == null ? network.output(output) : head.logits();
    }
}
