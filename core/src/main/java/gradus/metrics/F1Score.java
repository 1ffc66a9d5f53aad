package gradus.metrics;

import static gradus.internal.Require.require;

import gradus.metrics.FBetaScore.Average;
import org.jspecify.annotations.Nullable;

/// The harmonic mean of precision and recall of each class, `2·precision·recall / (precision + recall)`, made one
/// number over the classes: [FBetaScore] with beta 1.
///
/// @param average how classes become one number; null is [FBetaScore.Average#MACRO]
/// @param threshold that a prediction must be greater than to be positive, in (0, 1]; null for the largest of the row,
///     or for 0.5 if there is but one
public record F1Score(@Nullable Average average, @Nullable Double threshold) implements Metric {
    /// Checks the threshold.
    public F1Score {
        require(
                threshold == null || (threshold > 0 && threshold <= 1),
                "F1Score.threshold must be in (0, 1], got %s",
                threshold);
    }

    /// Over classes equally.
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
