package gradus.kernels;

/// Plain Java, one number at a time: the oracle for all other kernels, and what runs where they cannot.
final class ScalarKernels implements Kernels {
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
    public void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int bStride,
            float beta,
            float[] c,
            int cOffset,
            int cStride) {
        for (int i = 0; i < m; i++) {
            int row = cOffset + i * cStride;
            if (beta == 0) {
                java.util.Arrays.fill(c, row, row + n, 0f);
            }
            if (transposeB) {
                for (int j = 0; j < n; j++) {
                    float sum = c[row + j];
                    for (int p = 0; p < k; p++) {
                        float left = transposeA ? a[aOffset + p * aStride + i] : a[aOffset + i * aStride + p];
                        sum += left * b[bOffset + j * bStride + p];
                    }
                    c[row + j] = sum;
                }
            } else {
                for (int p = 0; p < k; p++) {
                    float left = transposeA ? a[aOffset + p * aStride + i] : a[aOffset + i * aStride + p];
                    int from = bOffset + p * bStride;
                    for (int j = 0; j < n; j++) {
                        c[row + j] += left * b[from + j];
                    }
                }
            }
        }
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
