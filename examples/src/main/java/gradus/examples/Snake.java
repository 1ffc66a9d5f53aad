package gradus.examples;

import static java.lang.Math.sin;

import gradus.activations.Elementwise;
import gradus.math.Functions;

/// An activation of one's own, for what repeats itself: `y = x + sin²(frequency·x) / frequency`. Its derivative is
/// `1 + sin(2·frequency·x)`.
///
/// [Ziyin, Hartwig & Ueda 2020](https://arxiv.org/abs/2006.08195)
///
/// @param frequency how often it waves, greater than 0
public record Snake(double frequency) implements Elementwise {
    /// With the frequency 1.
    public Snake() {
        this(1);
    }

    /// Checks the range.
    public Snake {
        if (!(frequency > 0)) {
            throw new IllegalArgumentException("Snake.frequency must be greater than 0, got " + frequency);
        }
    }

    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            double wave = sin(frequency * x[i]);
            y[i] = (float) (x[i] + wave * wave / frequency);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = (float) (gradientY[i] * (1 + sin(2 * frequency * x[i])));
        }
    }
}
