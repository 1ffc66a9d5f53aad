package gradus.kernels;

/// Plain Java, which runs anywhere. The functions process one number at a time and are the oracle for all other
/// kernels; the oracle for products is in the tests.
final class ScalarKernels implements Kernels {
    /// The number of rows of `C` that make a copy of `B` worthwhile.
    private static final int ROWS = 64;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public String description() {
        return "plain Java loops";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public void multiply(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        ScalarProduct.multiply(product, fromRow, toRow, fromColumn, toColumn);
    }

    /// Whole panels of columns, or many rows: each part copies the columns of `B` that it needs.
    @Override
    public Cut cut(Product product, int leastWork) {
        return product.m() == 1 || product.n() >= 2 * ScalarProduct.WIDTH
                ? new Cut(Cut.Between.COLUMNS, ScalarProduct.WIDTH)
                : new Cut(Cut.Between.ROWS, ROWS);
    }

    @Override
    public void exp(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) Math.exp(x[i]);
        }
    }

    @Override
    public void log(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) Math.log(x[i]);
        }
    }

    @Override
    public void log1p(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) Math.log1p(x[i]);
        }
    }

    @Override
    public void tanh(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) Math.tanh(x[i]);
        }
    }

    @Override
    public void sigmoid(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) (1 / (1 + Math.exp(-x[i])));
        }
    }

    @Override
    public void erf(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) ErrorFunction.erf(x[i]);
        }
    }

    @Override
    public float sum(float[] x, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i];
        }
        return (float) sum;
    }

    @Override
    public float max(float[] x, int from, int to) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        float sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[aOffset + i] * b[bOffset + i];
        }
        return sum;
    }
}
