package gradus.layers;

/// What a layer that turns values into indices gives: the indices, or an encoding of them.
public enum OutputMode {
    /// The indices.
    INT,
    /// For each index, a vector of zeros with a one at the index.
    ONE_HOT,
    /// For a row of indices, one vector of zeros with a one at each of them.
    MULTI_HOT,
    /// For a row of indices, how often each occurs.
    COUNT,
    /// For a row of indices, how often each occurs, times the weight of the index. Lookups only.
    TF_IDF
}
