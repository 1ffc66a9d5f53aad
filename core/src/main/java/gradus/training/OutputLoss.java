package gradus.training;

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
final class OutputLoss {
    private static final int ROWS = 32;

    private final Network network;
    private final int output;
    private final Loss loss;
    private final @Nullable Head head;
    private final double lossWeight;
    private final int width;
    private final int targetWidth;
    private final float[] targets;
    private final float[] losses;
    private final float[] scales;
    private final Kernels kernels = Kernels.current();
    private final Workers workers;
    private final RangeTask evaluate = this::evaluateRows;
    private final RangeTask derive = this::deriveRows;
    private final float[] countedWeights;
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
        width = network.outputShape(output).size();
        targetWidth = given.targetWidth(width);
        targets = new float[network.capacity() * targetWidth];
        losses = new float[network.capacity()];
        scales = new float[network.capacity()];
        countedWeights = new float[loss.ignoresRows() ? network.capacity() : 0];
    }

    /// Returns the array to fill with rows of targets, `[capacity, targetWidth]`.
    float[] targets() {
        return targets;
    }

    int width() {
        return width;
    }

    int targetWidth() {
        return targetWidth;
    }

    boolean onLogits() {
        return head != null;
    }

    /// Computes the loss of a batch, times the weight of this output.
    double value(int rows, float @Nullable [] sampleWeights) {
        weights = weights(rows, sampleWeights);
        workers.run(rows, ROWS, evaluate);
        mean = loss.reduction().value(losses, weights, rows);
        return lossWeight * loss.ofMean(mean);
    }

    private float @Nullable [] weights(int rows, float @Nullable [] sampleWeights) {
        if (!loss.ignoresRows()) {
            return sampleWeights;
        }
        if (sampleWeights == null) {
            Arrays.fill(countedWeights, 0, rows, 1);
        } else {
            System.arraycopy(sampleWeights, 0, countedWeights, 0, rows);
        }
        loss.ignoreRows(targets, countedWeights, rows);
        return countedWeights;
    }

    /// Writes the gradient of the last [#value], unless nothing before this output is trainable.
    void gradient(int rows) {
        if (!network.wantsOutputGradient(output)) {
            return;
        }
        loss.reduction().scales(weights, rows, lossWeight * loss.slopeAtMean(mean), scales);
        workers.run(rows, ROWS, derive);
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
