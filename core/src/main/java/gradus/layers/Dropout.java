package gradus.layers;

import static gradus.internal.Require.require;

import gradus.math.RandomStream;

/// Leaves out each number with probability `rate` while training: `y = 0`, or `y = x / (1 - rate)` for those that are
/// kept, so that the mean stays. A brake on overfitting.
///
/// [Srivastava et al. 2014](https://jmlr.org/papers/v15/srivastava14a.html)
///
/// @param rate in `[0, 1]`; 0 changes nothing, 1 leaves nothing
public record Dropout(double rate) implements Noise {
    /// Checks the rate.
    public Dropout {
        require(rate >= 0 && rate <= 1, "Dropout.rate must be in [0, 1], got %s", rate);
    }

    @Override
    public boolean isSilent() {
        return rate == 0;
    }

    @Override
    public void forward(long key, float[] noise, float[] x, float[] y, int from, int to) {
        RandomStream.uniforms(key, noise, from, to);
        // Below 1, so that no sum with a random number reaches 2.
        float kept = Math.min((float) (1 - rate), Math.nextDown(1f));
        float scale = rate == 1 ? 0 : (float) (1 / (1 - rate));
        for (int i = from; i < to; i++) {
            // 1 where the random number is at least `rate`, otherwise 0. The compiler does not vectorise a choice.
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
