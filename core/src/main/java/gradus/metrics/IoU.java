package gradus.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The intersection over union of chosen classes,
/// `truePositives / (truePositives + falsePositives + falseNegatives)`, averaged over those that occur. Targets and
/// predictions are class numbers unless `sparseYTrue` and `sparseYPred` say otherwise: then the index of the largest
/// number in a row is the class. Values that are not class numbers are ignored. Weights may be any numbers; Keras
/// rounds them down unless the metric has a floating-point `dtype`.
///
/// @param numClasses the number of classes, at least 1
/// @param targetClassIds the classes whose mean is taken
/// @param ignoreClass the true class whose rows are excluded; null for none
/// @param sparseYTrue whether a target is a class number instead of one-hot
/// @param sparseYPred whether a prediction is a class number instead of a number for each class
public record IoU(
        int numClasses,
        List<Integer> targetClassIds,
        @Nullable Integer ignoreClass,
        boolean sparseYTrue,
        boolean sparseYPred)
        implements Metric {
    /// Creates the metric for class numbers.
    ///
    /// @param numClasses the number of classes, at least 1
    /// @param targetClassIds the classes whose mean is taken
    public IoU(int numClasses, List<Integer> targetClassIds) {
        this(numClasses, targetClassIds, null, true, true);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if there is no class, or a class is not one of them
    public IoU {
        targetClassIds = ClassOverlap.check("IoU", numClasses, targetClassIds);
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return ClassOverlap.start(
                this, numClasses, targetClassIds, ignoreClass, sparseYTrue, sparseYPred, width, targetWidth);
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
