package gradus.activations;

import static gradus.internal.Require.notNegative;

import gradus.math.Functions;

/// A smooth rectifier without exponentials: `y = (x + √(x² + b))/2`. Its derivative is `(1 + x/√(x² + b))/2`.
///
/// [Barron 2021](https://arxiv.org/abs/2112.11687)
///
/// @param b the roundness of the corner at zero, at least 0; 0 gives the plain [Relu]
public record Squareplus(double b) implements Elementwise {
    /// Creates the activation with Keras's default, `b = 4`.
    public Squareplus() {
        this(4);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `b` is negative or not finite
    public Squareplus {
        notNegative("Squareplus.b", b);
    }

    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            double root = Math.sqrt((double) x[i] * x[i] + b);
            // Below zero the sum would cancel; (x + √)·(√ - x) = b does not.
            y[i] = (float) (x[i] < 0 ? b / (2 * (root - x[i])) : (x[i] + root) / 2);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            double root = Math.sqrt((double) x[i] * x[i] + b);
            gradientX[i] = root == 0 ? gradientY[i] / 2 : (float) (gradientY[i] * (y[i] / root));
        }
    }
}
