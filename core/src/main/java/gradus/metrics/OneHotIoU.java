package gradus.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The [IoU] of chosen classes for one-hot targets: the mean of `truePositives / (truePositives + falsePositives +
/// falseNegatives)` over those that occur. The largest number of a row tells the class. Weights may be any numbers;
/// Keras rounds them down unless the metric has a floating-point `dtype`.
///
/// @param numClasses the number of classes, at least 1
/// @param targetClassIds the classes whose mean is taken
/// @param ignoreClass the true class whose rows are excluded; null for none
/// @param sparseYPred whether a prediction is a class number instead of a number for each class
public record OneHotIoU(
        int numClasses,
        List<Integer> targetClassIds,
        @Nullable Integer ignoreClass,
        boolean sparseYPred) implements Metric {
    /// Creates the metric for a number for each class.
    ///
    /// @param numClasses the number of classes, at least 1
    /// @param targetClassIds the classes whose mean is taken
    public OneHotIoU(int numClasses, List<Integer> targetClassIds) {
        this(numClasses, targetClassIds, null, false);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if there is no class, or a class is not one of them
    public OneHotIoU {
        targetClassIds = ClassOverlap.check("OneHotIoU", numClasses, targetClassIds);
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return ClassOverlap.start(
                this, numClasses, targetClassIds, ignoreClass, false, sparseYPred, width, targetWidth);
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
