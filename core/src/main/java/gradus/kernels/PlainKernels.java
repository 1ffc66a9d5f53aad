package gradus.kernels;

/// Plain loops with the bits of [SimdKernels]. They are ready sooner: the Vector API is many times slower than these
/// until the compiler has seen to it.
final class PlainKernels implements Kernels {
    /// The number of lanes of the vectors, in whose order [#dot] sums.
    private final int lanes;

    PlainKernels(int lanes) {
        this.lanes = lanes;
    }

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public String description() {
        return "plain loops with the bits of vectors of " + lanes + " lanes";
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public void multiply(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        FusedProduct.multiply(product, fromRow, toRow, fromColumn, toColumn);
    }

    @Override
    public void exp(float[] x, float[] y, int from, int to) {
        PlainFunctions.exp(x, y, from, to);
    }

    @Override
    public void log(float[] x, float[] y, int from, int to) {
        PlainFunctions.log(x, y, from, to);
    }

    @Override
    public void log1p(float[] x, float[] y, int from, int to) {
        PlainFunctions.log1p(x, y, from, to);
    }

    @Override
    public void tanh(float[] x, float[] y, int from, int to) {
        PlainFunctions.tanh(x, y, from, to);
    }

    @Override
    public void sigmoid(float[] x, float[] y, int from, int to) {
        PlainFunctions.sigmoid(x, y, from, to);
    }

    @Override
    public void erf(float[] x, float[] y, int from, int to) {
        PlainFunctions.erf(x, y, from, to);
    }

    /// Keeps eight sums in double precision side by side: fast additions need independence, not vectors.
    @Override
    public float sum(float[] x, int from, int to) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        double sum4 = 0;
        double sum5 = 0;
        double sum6 = 0;
        double sum7 = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            sum0 += x[i];
            sum1 += x[i + 1];
            sum2 += x[i + 2];
            sum3 += x[i + 3];
            sum4 += x[i + 4];
            sum5 += x[i + 5];
            sum6 += x[i + 6];
            sum7 += x[i + 7];
        }
        double sum = ((sum0 + sum4) + (sum1 + sum5)) + ((sum2 + sum6) + (sum3 + sum7));
        for (; i < to; i++) {
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

    /// One lane after the other of the four vectors that [SimdKernels#dot] sums in.
    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        float sum = 0;
        int wide = length - length % (4 * lanes);
        int full = length - length % lanes;
        for (int lane = 0; lane < lanes && lane < full; lane++) {
            float sum0 = 0;
            float sum1 = 0;
            float sum2 = 0;
            float sum3 = 0;
            for (int i = lane; i < wide; i += 4 * lanes) {
                sum0 = Math.fma(a[aOffset + i], b[bOffset + i], sum0);
                sum1 = Math.fma(a[aOffset + i + lanes], b[bOffset + i + lanes], sum1);
                sum2 = Math.fma(a[aOffset + i + 2 * lanes], b[bOffset + i + 2 * lanes], sum2);
                sum3 = Math.fma(a[aOffset + i + 3 * lanes], b[bOffset + i + 3 * lanes], sum3);
            }
            for (int i = wide + lane; i < full; i += lanes) {
                sum0 = Math.fma(a[aOffset + i], b[bOffset + i], sum0);
            }
            sum += (sum0 + sum1) + (sum2 + sum3);
        }
        for (int i = full; i < length; i++) {
            sum = Math.fma(a[aOffset + i], b[bOffset + i], sum);
        }
        return sum;
    }
}
