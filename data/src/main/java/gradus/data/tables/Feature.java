package gradus.data.tables;

/// Something a network is told about a row.
public sealed interface Feature permits NumericFeature, CategoryFeature, ImageFeature {
    /// The column, or what stands for it.
    String name();

    /// How many inputs of the network it becomes.
    int width();
}
