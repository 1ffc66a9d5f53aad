package gradus.data.tables;

/// An input of the network that a row provides.
public sealed interface Feature permits NumericFeature, CategoryFeature, ImageFeature {
    /// The column, or what stands for it.
    String name();

    /// How many inputs of the network it becomes.
    int width();
}
