package gradus.metrics;

import static gradus.internal.Require.require;

import gradus.metrics.FBetaScore.Average;
import org.jspecify.annotations.Nullable;

/// The harmonic mean of precision and recall, averaged over the classes:
/// `2·precision·recall / (precision + recall)`. It is the [FBetaScore] with beta 1.
///
/// @param average how the scores of the classes become one; null means [FBetaScore.Average#MACRO]
/// @param threshold the value above which a prediction is positive, in (0, 1]; null for the largest of the row, or
///     for 0.5 if there is only one column
public record F1Score(@Nullable Average average, @Nullable Double threshold) implements Metric {
    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `threshold` is not in (0, 1]
    public F1Score {
        require(
                threshold == null || (threshold > 0 && threshold <= 1),
                "F1Score.threshold must be in (0, 1], got %s",
                threshold);
    }

    /// Creates the metric with the unweighted mean over the classes.
    public F1Score() {
        this(null, null);
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSameOrLabel(this, width, targetWidth);
        return new FBetaScore(average, 1, threshold).start(width, targetWidth);
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
