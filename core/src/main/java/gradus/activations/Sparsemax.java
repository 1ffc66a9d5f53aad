package gradus.activations;

import gradus.math.Functions;

/// Probabilities from scores, many of them exactly 0: the nearest point to `x` whose numbers are at least 0 and sum
/// to 1, row by row. It is `y[j] = max(x[j] - t, 0)` with the one `t` for which the row sums to 1. Its gradient,
/// within the numbers above 0, is `gradientX[j] = gradientY[j] - mean(gradientY)`, else 0.
///
/// This is the function of the paper, and of Keras from 3.16 on. Up to 3.15 Keras computes another `t` where more than
/// one number stays, and its rows then do not sum to 1.
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

    /// `t`: a first guess that is too low is raised by the numbers that it leaves out, until it leaves out no more.
    private static float edge(float[] x, int from, int to, float largest) {
        // Relative to the largest number, so that large scores lose no digits. None below largest - 1 can stay.
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
