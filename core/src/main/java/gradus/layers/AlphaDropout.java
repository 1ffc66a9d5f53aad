package gradus.layers;

import static gradus.internal.Require.fraction;

import gradus.math.RandomStream;

/// Dropout for networks of SELU units: dropped numbers become SELU's lowest value `α′ = -1.758`, and
/// `y = a·x + b` brings mean 0 and variance 1 back: `a = 1/√((1 - rate)(1 + rate·α′²))`, `b = -a·α′·rate`.
///
/// [Klambauer et al. 2017](https://arxiv.org/abs/1706.02515)
///
/// @param rate in `[0, 1)`
public record AlphaDropout(double rate) implements Noise {
    private static final double LOWEST = -1.6732632423543772 * 1.0507009873554805;

    /// Checks the rate.
    public AlphaDropout {
        fraction("AlphaDropout.rate", rate);
    }

    @Override
    public boolean isSilent() {
        return rate == 0;
    }

    @Override
    public void forward(long key, float[] noise, float[] x, float[] y, int from, int to) {
        RandomStream.uniforms(key, noise, from, to);
        double a = 1 / Math.sqrt((1 - rate) * (1 + rate * LOWEST * LOWEST));
        double b = -a * LOWEST * rate;
        float scale = (float) a;
        float offset = (float) b;
        float replacement = (float) (a * LOWEST + b);
        // Below 1, so that no sum with a random number reaches 2.
        float kept = Math.min((float) (1 - rate), Math.nextDown(1f));
        for (int i = from; i < to; i++) {
            // 1 where the random number is at least `rate`, otherwise 0. The compiler does not vectorise a choice.
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
