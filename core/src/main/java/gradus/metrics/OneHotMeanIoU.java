package gradus.metrics;

import org.jspecify.annotations.Nullable;

/// The [IoU] of all classes that occur, for one-hot targets: the mean of `truePositives / (truePositives +
/// falsePositives + falseNegatives)`. The largest number of a row tells the class. Weights may be any numbers;
/// Keras rounds them down unless the metric has a floating-point `dtype`.
///
/// @param numClasses the number of classes, at least 1
/// @param ignoreClass the true class whose rows are excluded; null for none
/// @param sparseYPred whether a prediction is a class number instead of a number for each class
public record OneHotMeanIoU(int numClasses, @Nullable Integer ignoreClass, boolean sparseYPred) implements Metric {
    /// Creates the metric for a number for each class.
    ///
    /// @param numClasses the number of classes, at least 1
    public OneHotMeanIoU(int numClasses) {
        this(numClasses, null, false);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if there is no class, or a class is not one of them
    public OneHotMeanIoU {
        ClassOverlap.check("OneHotMeanIoU", numClasses, ClassOverlap.all(numClasses));
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return ClassOverlap.start(
                this, numClasses, ClassOverlap.all(numClasses), ignoreClass, false, sparseYPred, width, targetWidth);
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
