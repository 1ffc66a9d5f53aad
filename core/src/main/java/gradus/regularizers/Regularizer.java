package gradus.regularizers;

/// A price on large values that is added to the loss.
public interface Regularizer {
    /// The price of `values[from, to)`.
    double penalty(float[] values, int from, int to);

    /// Adds `scale` times the derivative of the price to `gradients[from, to)`.
    void addGradient(float[] values, float[] gradients, int from, int to, float scale);
}
