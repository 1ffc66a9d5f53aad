package gradus.layers;

/// Which axis of a row holds its features.
public enum DataFormat {
    /// The last one: `[batch, steps, features]`.
    CHANNELS_LAST,
    /// The first one after the batch axis: `[batch, features, steps]`.
    CHANNELS_FIRST,
}
