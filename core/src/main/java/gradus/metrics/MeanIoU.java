package gradus.metrics;

import org.jspecify.annotations.Nullable;

/// The [IoU] of all classes that occur: the mean of
/// `truePositives / (truePositives + falsePositives + falseNegatives)`. Targets and predictions are class numbers
/// unless `sparseYTrue` and `sparseYPred` say otherwise. Weights may be any numbers; Keras rounds them down unless
/// the metric has a floating-point `dtype`.
///
/// @param numClasses the number of classes, at least 1
/// @param ignoreClass the true class whose rows are excluded; null for none
/// @param sparseYTrue whether a target is a class number instead of one-hot
/// @param sparseYPred whether a prediction is a class number instead of a number for each class
public record MeanIoU(int numClasses, @Nullable Integer ignoreClass, boolean sparseYTrue, boolean sparseYPred)
        implements Metric {
    /// Creates the metric for class numbers.
    ///
    /// @param numClasses the number of classes, at least 1
    public MeanIoU(int numClasses) {
        this(numClasses, null, true, true);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if there is no class, or a class is not one of them
    public MeanIoU {
        ClassOverlap.check("MeanIoU", numClasses, ClassOverlap.all(numClasses));
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return ClassOverlap.start(
                this,
                numClasses,
                ClassOverlap.all(numClasses),
                ignoreClass,
                sparseYTrue,
                sparseYPred,
                width,
                targetWidth);
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
