package gradus.activations;

import static gradus.internal.Require.finite;

import gradus.math.Functions;

/// The leaky rectified linear unit: `y = x` for `x ≥ 0`, `negativeSlope·x` otherwise. Its derivative is 1 for
/// `x ≥ 0` and `negativeSlope` otherwise.
///
/// [Maas et al. 2013](https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf)
///
/// @param negativeSlope the slope below zero, finite; Keras's function defaults to 0.2, its layer to 0.3
public record LeakyRelu(double negativeSlope) implements Elementwise {
    /// Creates the activation with Keras's default slope, 0.2.
    public LeakyRelu() {
        this(0.2);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `negativeSlope` is not finite
    public LeakyRelu {
        finite("LeakyRelu.negativeSlope", negativeSlope);
    }

    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        float slope = (float) negativeSlope;
        for (int i = from; i < to; i++) {
            y[i] = Math.max(x[i], 0) + slope * Math.min(x[i], 0);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        float slope = (float) negativeSlope;
        for (int i = from; i < to; i++) {
            float below = Step.above(0, x[i]);
            gradientX[i] = gradientY[i] * (1 - below + slope * below);
        }
    }
}
