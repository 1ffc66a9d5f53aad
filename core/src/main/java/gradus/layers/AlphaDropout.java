package gradus.layers;

import static gradus.internal.Require.fraction;

import gradus.math.RandomStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dropout for SELU networks: dropped values become SELU's lowest value `α′ = -1.758`. Then `y = a·x + b` restores
/// mean 0 and variance 1, with `a = 1/√((1 - rate)(1 + rate·α′²))` and `b = -a·α′·rate`. It acts only during
/// training.
///
/// [Klambauer et al. 2017](https://arxiv.org/abs/1706.02515)
///
/// @param rate the probability of dropping a value, in `[0, 1)`
/// @param noiseShape the shape of the noise where it is the same along some axes, with that of the batch first, as in
///     `[null, 1, null]`: 1 for such an axis, null or the dimension for one along which it differs; null for a number
///     of its own for each value
public record AlphaDropout(double rate, @Nullable List<@Nullable Integer> noiseShape) implements Noise {
    private static final double LOWEST = -1.6732632423543772 * 1.0507009873554805;

    /// Creates the layer with a random number of its own for each value.
    ///
    /// @param rate the probability of dropping a value, in `[0, 1)`
    public AlphaDropout(double rate) {
        this(rate, null);
    }

    /// Copies the list and validates the arguments.
    ///
    /// @throws IllegalArgumentException if `rate` is not in `[0, 1)`, or a dimension is less than 1
    public AlphaDropout {
        noiseShape = BoundSharedNoise.copy("AlphaDropout", noiseShape);
        fraction("AlphaDropout.rate", rate);
    }

    @Override
    public boolean isSilent() {
        return rate == 0;
    }

    @Override
    public void forward(long key, double share, float[] noise, float[] x, float[] y, int from, int to) {
        RandomStream.uniforms(key, noise, from, to);
        double dropped = rate * share;
        double a = 1 / Math.sqrt((1 - dropped) * (1 + dropped * LOWEST * LOWEST));
        double b = -a * LOWEST * dropped;
        float scale = (float) a;
        float offset = (float) b;
        float replacement = (float) (a * LOWEST + b);
        // Less than 1, so that its sum with a random number never reaches 2.
        float kept = Math.min((float) (1 - dropped), Math.nextDown(1f));
        for (int i = from; i < to; i++) {
            // 1 where the random number is at least `dropped`, otherwise 0. A conditional would not be vectorised.
            float chosen = (int) (noise[i] + kept);
            noise[i] = chosen * scale;
            y[i] = noise[i] * x[i] + (chosen * offset + (1 - chosen) * replacement);
        }
    }

    @Override
    public void backward(float[] noise, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * noise[i];
        }
    }
}
