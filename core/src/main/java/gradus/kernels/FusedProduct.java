package gradus.kernels;

/// [ScalarProduct] with fused multiply-adds. Every cell of `C` is the same chain of them as in [SimdProduct], and has
/// the same bits.
final class FusedProduct extends ScalarProduct {
    private static final ThreadLocal<FusedProduct> SCRATCH = ThreadLocal.withInitial(FusedProduct::new);

    private FusedProduct() {}

    /// See [Kernels#multiply].
    static void multiply(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        SCRATCH.get().compute(product, fromRow, toRow, fromColumn, toColumn);
    }

    @Override
    void addEight(float[] a, int left, int step, float[][] panel, int p, float[] sums, int width) {
        float a0 = a[left];
        float a1 = a[left + step];
        float a2 = a[left + 2 * step];
        float a3 = a[left + 3 * step];
        float a4 = a[left + 4 * step];
        float a5 = a[left + 5 * step];
        float a6 = a[left + 6 * step];
        float a7 = a[left + 7 * step];
        float[] b0 = panel[p];
        float[] b1 = panel[p + 1];
        float[] b2 = panel[p + 2];
        float[] b3 = panel[p + 3];
        float[] b4 = panel[p + 4];
        float[] b5 = panel[p + 5];
        float[] b6 = panel[p + 6];
        float[] b7 = panel[p + 7];
        for (int j = 0; j < width; j++) {
            float sum = Math.fma(a0, b0[j], sums[j]);
            sum = Math.fma(a1, b1[j], sum);
            sum = Math.fma(a2, b2[j], sum);
            sum = Math.fma(a3, b3[j], sum);
            sum = Math.fma(a4, b4[j], sum);
            sum = Math.fma(a5, b5[j], sum);
            sum = Math.fma(a6, b6[j], sum);
            sums[j] = Math.fma(a7, b7[j], sum);
        }
    }

    @Override
    void addOne(float left, float[] right, float[] sums, int width) {
        for (int j = 0; j < width; j++) {
            sums[j] = Math.fma(left, right[j], sums[j]);
        }
    }
}
