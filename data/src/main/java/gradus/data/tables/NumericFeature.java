package gradus.data.tables;

/// A number, passed to the network as it is; the network standardises it itself.
///
/// @param name the column
/// @param mean of the training rows
/// @param variance of the training rows, the mean squared distance from the mean; 0 for a constant column
public record NumericFeature(String name, double mean, double variance) implements Feature {
    @Override
    public int width() {
        return 1;
    }
}
