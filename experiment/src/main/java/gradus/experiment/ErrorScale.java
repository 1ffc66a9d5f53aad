package gradus.experiment;

import gradus.problems.Logarithm;
import gradus.problems.TargetTransform;
import org.jspecify.annotations.Nullable;

/// How far a number is from its prediction: by the difference, or, where the target is learned by its logarithm, by the
/// difference of both logarithms, so that an error counts relative to the number.
///
/// @param least the smallest number that is possible, or minus infinity
/// @param shift what is added to numbers before the logarithm; NaN for the difference
public record ErrorScale(double least, double shift) {
    /// The difference of any numbers.
    public static final ErrorScale DIFFERENCE = new ErrorScale(Double.NEGATIVE_INFINITY, Double.NaN);

    /// {@return the scale for a target}
    ///
    /// @param transform how it is learned, or null for as it is
    static ErrorScale of(@Nullable TargetTransform transform) {
        return transform == null
                ? DIFFERENCE
                : new ErrorScale(transform.least(), transform instanceof Logarithm log ? log.shift() : Double.NaN);
    }

    /// {@return whether errors count relative to the number}
    public boolean isRelative() {
        return !Double.isNaN(shift);
    }

    /// Returns the error of a prediction.
    ///
    /// @param truth the true number
    /// @param prediction the number that was predicted
    /// @return the error, above 0 if the true number is larger
    public double error(double truth, double prediction) {
        return isRelative() ? logarithm(truth) - logarithm(prediction) : truth - prediction;
    }

    /// Returns the number that has an error.
    ///
    /// @param prediction the number that is predicted
    /// @param error the error
    /// @return the number, not below the smallest that is possible
    public double number(double prediction, double error) {
        double number = isRelative() ? Math.exp(logarithm(prediction) + error) - shift : prediction + error;
        return Math.max(least, number);
    }

    private double logarithm(double number) {
        return Math.log(Math.max(Float.MIN_NORMAL, number + shift));
    }
}
