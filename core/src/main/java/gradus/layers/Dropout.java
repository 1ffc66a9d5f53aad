package gradus.layers;

import static gradus.internal.Require.require;

import gradus.math.RandomStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sets each value to zero with probability `rate` during training, to reduce overfitting: `y = 0`, or
/// `y = x / (1 - rate)` for the values that are kept, so that the mean does not change.
///
/// [Srivastava et al. 2014](https://jmlr.org/papers/v15/srivastava14a.html)
///
/// @param rate the probability of dropping a value, in `[0, 1]`; 0 changes nothing, 1 drops everything
/// @param noiseShape the shape of the noise where it is the same along some axes, with that of the batch first, as in
///     `[null, 1, null]`: 1 for such an axis, null or the dimension for one along which it differs; null for a number
///     of its own for each value
public record Dropout(double rate, @Nullable List<@Nullable Integer> noiseShape) implements Noise {
    /// Creates the layer with a random number of its own for each value.
    ///
    /// @param rate the probability of dropping a value, in `[0, 1]`
    public Dropout(double rate) {
        this(rate, null);
    }

    /// Copies the list and validates the arguments.
    ///
    /// @throws IllegalArgumentException if `rate` is not in `[0, 1]`, or a dimension is less than 1
    public Dropout {
        noiseShape = BoundSharedNoise.copy("Dropout", noiseShape);
        require(rate >= 0 && rate <= 1, "Dropout.rate must be in [0, 1], got %s", rate);
    }

    @Override
    public boolean isSilent() {
        return rate == 0;
    }

    @Override
    public void forward(long key, double share, float[] noise, float[] x, float[] y, int from, int to) {
        RandomStream.uniforms(key, noise, from, to);
        double dropped = rate * share;
        // Less than 1, so that its sum with a random number never reaches 2.
        float kept = Math.min((float) (1 - dropped), Math.nextDown(1f));
        float scale = dropped == 1 ? 0 : (float) (1 / (1 - dropped));
        for (int i = from; i < to; i++) {
            // 1 where the random number is at least `dropped`, otherwise 0. A conditional would not be vectorised.
            float chosen = (int) (noise[i] + kept);
            noise[i] = chosen * scale;
            y[i] = x[i] * noise[i];
        }
    }

    @Override
    public void backward(float[] noise, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * noise[i];
        }
    }
}
