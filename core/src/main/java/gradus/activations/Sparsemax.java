package gradus.activations;

import gradus.math.Functions;

/// Turns scores into sparse probabilities: the point nearest to each row of `x` whose values are at least 0 and sum
/// to 1. It is `y[j] = max(x[j] - t, 0)`, with the only `t` for which the row sums to 1. Its gradient is
/// `gradientX[j] = gradientY[j] - mean(gradientY)` where `y[j] > 0`, with the mean over those `j`, and 0 elsewhere.
///
/// This is the function of the paper, and that of Keras from version 3.16 on. Up to 3.15, Keras computes another
/// `t` where more than one value is positive, and its rows then do not sum to 1.
///
/// [Martins & Astudillo 2016](https://arxiv.org/abs/1602.02068)
public record Sparsemax() implements Activation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int width, int fromRow, int toRow) {
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            float edge = edge(x, start, start + width, functions.max(x, start, start + width));
            for (int i = start; i < start + width; i++) {
                y[i] = Math.max(x[i] - edge, 0);
            }
        }
    }

    /// Finds `t`: starts from a value that is too low and raises it, leaving out the scores below it, until none is
    /// left out any more.
    private static float edge(float[] x, int from, int to, float largest) {
        // Relative to the largest score, so that large scores lose no digits. No score below largest - 1 can be
        // positive in y.
        double edge = -1;
        int count = 0;
        int before;
        do {
            before = count;
            count = 0;
            double sum = 0;
            for (int i = from; i < to; i++) {
                if (x[i] - largest > edge) {
                    sum += x[i] - largest;
                    count++;
                }
            }
            edge = (sum - 1) / count;
        } while (count != before);
        return (float) (largest + edge);
    }

    @Override
    public void backward(
            Functions functions,
            float[] x,
            float[] y,
            float[] gradientY,
            float[] gradientX,
            int width,
            int fromRow,
            int toRow) {
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            float sum = 0;
            int count = 0;
            for (int i = start; i < start + width; i++) {
                if (y[i] > 0) {
                    sum += gradientY[i];
                    count++;
                }
            }
            float mean = sum / count;
            for (int i = start; i < start + width; i++) {
                gradientX[i] = y[i] > 0 ? gradientY[i] - mean : 0;
            }
        }
    }
}
