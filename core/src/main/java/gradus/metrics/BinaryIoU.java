package gradus.metrics;

import static gradus.internal.Require.finite;

import java.util.List;

/// The [IoU] of yes-or-no outputs, `truePositives / (truePositives + falsePositives + falseNegatives)`, averaged
/// over the classes 0 and 1, or one of them. A prediction of at least the threshold counts as 1. Weights may be any
/// numbers; Keras rounds them down unless the metric has a floating-point `dtype`.
///
/// @param targetClassIds the classes whose mean is taken: 0, 1 or both
/// @param threshold the value from which a prediction counts as 1
public record BinaryIoU(List<Integer> targetClassIds, double threshold) implements Metric {
    /// Creates the metric of both classes, with the threshold 0.5.
    public BinaryIoU() {
        this(List.of(0, 1), 0.5);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if there is no class, a class is neither 0 nor 1, or `threshold` is not finite
    public BinaryIoU {
        targetClassIds = ClassOverlap.check("BinaryIoU", 2, targetClassIds);
        finite("BinaryIoU.threshold", threshold);
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSame(this, width, targetWidth);
        float limit = (float) threshold;
        return new ClassOverlap(
                2,
                targetClassIds,
                null,
                width,
                (targets, i) -> (int) targets[i],
                (predictions, i) -> predictions[i] >= limit ? 1 : 0);
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
