package gradus.layers;

import static gradus.internal.Require.fraction;

import gradus.math.RandomStream;

/// Multiplies each value by a normal random number of mean 1 during training: `y = x·(1 + s·n)`, with
/// `s = √(rate / (1 - rate))`, which has the mean and variance of [Dropout].
///
/// [Srivastava et al. 2014, section 10](https://jmlr.org/papers/v15/srivastava14a.html)
///
/// @param rate the rate of the equivalent [Dropout], in `[0, 1)`
public record GaussianDropout(double rate) implements Noise {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `rate` is not in `[0, 1)`
    public GaussianDropout {
        fraction("GaussianDropout.rate", rate);
    }

    @Override
    public boolean isSilent() {
        return rate == 0;
    }

    @Override
    public void forward(long key, double share, float[] noise, float[] x, float[] y, int from, int to) {
        RandomStream.gaussians(key, noise, from, to);
        float deviation = (float) Math.sqrt(rate * share / (1 - rate * share));
        for (int i = from; i < to; i++) {
            noise[i] = 1 + deviation * noise[i];
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
