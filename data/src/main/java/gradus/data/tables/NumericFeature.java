package gradus.data.tables;

/// A number, passed to the network as it is; the network standardises it itself.
///
/// @param name the column
/// @param mean of the training rows
/// @param variance of the training rows, the mean squared distance from the mean; 0 for a constant column
/// @param min the smallest of the training rows; negative infinity if it is not known
/// @param max the largest of the training rows; infinity if it is not known
/// @param whole whether all are whole numbers
public record NumericFeature(String name, double mean, double variance, double min, double max, boolean whole)
        implements Feature {
    /// Creates a number of unknown range.
    ///
    /// @param name the column
    /// @param mean of the training rows
    /// @param variance of the training rows
    public NumericFeature(String name, double mean, double variance) {
        this(name, mean, variance, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);
    }

    @Override
    public int width() {
        return 1;
    }
}
