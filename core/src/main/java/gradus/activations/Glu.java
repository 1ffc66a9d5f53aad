package gradus.activations;

import static gradus.internal.Require.require;

import gradus.math.Functions;

/// The gated linear unit: the first half of each row, gated by the second half, `y[j] = x[j]·σ(x[h + j])` with
/// `h = width/2` and `σ(x) = 1/(1 + e⁻ˣ)`. `[rows, width]` becomes `[rows, width/2]`, so `x` and `y` must not be
/// the same array. The gradient is `gradientX[j] = gradientY[j]·σ(x[h + j])` and
/// `gradientX[h + j] = gradientY[j]·x[j]·σ(x[h + j])·(1 - σ(x[h + j]))`.
///
/// [Dauphin et al. 2017](https://arxiv.org/abs/1612.08083)
public record Glu() implements Activation {
    @Override
    public int outputWidth(int width) {
        require(width % 2 == 0, "Glu must get an even number of columns, half of them gates, got %s", width);
        return width / 2;
    }

    @Override
    public void forward(Functions functions, float[] x, float[] y, int width, int fromRow, int toRow) {
        int half = width / 2;
        for (int row = fromRow; row < toRow; row++) {
            System.arraycopy(x, row * width + half, y, row * half, half);
        }
        functions.sigmoid(y, y, fromRow * half, toRow * half);
        for (int row = fromRow; row < toRow; row++) {
            for (int j = 0; j < half; j++) {
                y[row * half + j] *= x[row * width + j];
            }
        }
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
        int half = width / 2;
        for (int row = fromRow; row < toRow; row++) {
            int linear = row * width;
            int gate = linear + half;
            functions.sigmoid(x, gradientX, gate, gate + half);
            for (int j = 0; j < half; j++) {
                float open = gradientX[gate + j];
                float gradient = gradientY[row * half + j];
                gradientX[linear + j] = gradient * open;
                gradientX[gate + j] = gradient * x[linear + j] * open * (1 - open);
            }
        }
    }
}
