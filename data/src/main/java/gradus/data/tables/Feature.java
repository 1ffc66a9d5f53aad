package gradus.data.tables;

/// An input of the network that a row provides.
public sealed interface Feature permits NumericFeature, CategoryFeature, ImageFeature {
    /// {@return the name of the column, or of the group of columns}
    String name();

    /// {@return the number of inputs of the network that it becomes}
    int width();
}
