package gradus.callbacks;

/// Which way a monitored value is better.
public enum Mode {
    /// As the metric says: up for an accuracy, down for a loss.
    AUTO,
    /// The smaller the better.
    MIN,
    /// The larger the better.
    MAX,
}
