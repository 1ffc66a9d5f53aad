package gradus.experiment.answers;

/// Rows of probabilities, and of the class that is the true one. One number a row is the probability of the second of
/// two classes.
public final class Probabilities {
    private Probabilities() {}

    /// The class of the largest probability.
    static int largest(float[] predictions, int row, int width) {
        if (width == 1) {
            return predictions[row] > 0.5f ? 1 : 0;
        }
        int best = 0;
        for (int j = 1; j < width; j++) {
            best = predictions[row * width + j] > predictions[row * width + best] ? j : best;
        }
        return best;
    }

    /// Returns the probability of a class.
    ///
    /// @param predictions rows of `width` numbers
    /// @param row the row
    /// @param width the number of classes, or 1 for the probability of the second of two
    /// @param label the class, from 0
    /// @return its probability
    public static double of(float[] predictions, int row, int width, int label) {
        double value = predictions[row * width + (width == 1 ? 0 : label)];
        return width == 1 && label == 0 ? 1 - value : value;
    }
}
