package gradus.layers;

import static gradus.internal.Require.notNegative;

import gradus.math.RandomStream;

/// Adds a normal random number of mean 0 to each value during training: `y = x + stddev·n`.
///
/// [Keras: GaussianNoise](https://keras.io/api/layers/regularization_layers/gaussian_noise/)
///
/// @param stddev the standard deviation, at least 0
public record GaussianNoise(double stddev) implements Noise {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `stddev` is negative or not finite
    public GaussianNoise {
        notNegative("GaussianNoise.stddev", stddev);
    }

    @Override
    public boolean isSilent() {
        return stddev == 0;
    }

    @Override
    public void forward(long key, double share, float[] noise, float[] x, float[] y, int from, int to) {
        RandomStream.gaussians(key, noise, from, to);
        float deviation = (float) (stddev * share);
        for (int i = from; i < to; i++) {
            y[i] = x[i] + deviation * noise[i];
        }
    }

    @Override
    public void backward(float[] noise, float[] gradientY, float[] gradientX, int from, int to) {
        System.arraycopy(gradientY, from, gradientX, from, to - from);
    }
}
