package gradus.callbacks;

/// The direction in which a monitored value improves.
public enum Mode {
    /// The direction of the metric: up for an accuracy, down for a loss.
    AUTO,
    /// Smaller is better.
    MIN,
    /// Larger is better.
    MAX,
}
