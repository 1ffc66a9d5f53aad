package gradus.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Kernels on the Vector API. Everything is fused multiply-adds, comparisons and bit operations in a fixed order:
/// the bits of a result are the same in the interpreter and in compiled code and, except for [#dot], for every
/// vector width.
final class SimdKernels implements Kernels {
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;

    private static final int LANES = SPECIES.length();

    static final PlainKernels PLAIN = new PlainKernels(LANES);

    private static final RangeFunction EXP = SimdFunctions::exp;
    private static final RangeFunction LOG = SimdFunctions::log;
    private static final RangeFunction LOG1P = SimdFunctions::log1p;
    private static final RangeFunction TANH = SimdFunctions::tanh;
    private static final RangeFunction SIGMOID = SimdFunctions::sigmoid;
    private static final RangeFunction ERF = SimdFunctions::erf;

    private static final ThreadLocal<float[]> SCRATCH = ThreadLocal.withInitial(() -> new float[LANES]);

    /// A function on `length` numbers, a multiple of the number of lanes.
    private interface RangeFunction {
        void run(float[] x, int xOffset, float[] y, int yOffset, int length);
    }

    /// Returns whether this processor multiplies and adds in one instruction: otherwise that would be emulated,
    /// very slowly.
    static boolean work() {
        return LANES >= 8 || "aarch64".equals(System.getProperty("os.arch"));
    }

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public String description() {
        return "Vector API, " + SPECIES.vectorBitSize() + " bit, FMA";
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public Cut cut(Product product, int leastWork) {
        return SimdProduct.cut(product, leastWork);
    }

    @Override
    public void multiply(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        SimdProduct.multiply(product, fromRow, toRow, fromColumn, toColumn);
    }

    @Override
    public void exp(float[] x, float[] y, int from, int to) {
        apply(EXP, x, y, from, to);
    }

    @Override
    public void log(float[] x, float[] y, int from, int to) {
        apply(LOG, x, y, from, to);
    }

    @Override
    public void log1p(float[] x, float[] y, int from, int to) {
        apply(LOG1P, x, y, from, to);
    }

    @Override
    public void tanh(float[] x, float[] y, int from, int to) {
        apply(TANH, x, y, from, to);
    }

    @Override
    public void sigmoid(float[] x, float[] y, int from, int to) {
        apply(SIGMOID, x, y, from, to);
    }

    @Override
    public void erf(float[] x, float[] y, int from, int to) {
        apply(ERF, x, y, from, to);
    }

    /// A remainder that does not fill a vector is computed in a padded one, so that all numbers take the same path.
    private static void apply(RangeFunction function, float[] x, float[] y, int from, int to) {
        int rest = (to - from) % LANES;
        int full = to - from - rest;
        if (full > 0) {
            function.run(x, from, y, from, full);
        }
        if (rest > 0) {
            float[] scratch = SCRATCH.get();
            for (int i = 0; i < rest; i++) {
                scratch[i] = x[from + full + i];
            }
            function.run(scratch, 0, scratch, 0, LANES);
            for (int i = 0; i < rest; i++) {
                y[from + full + i] = scratch[i];
            }
        }
    }

    @Override
    public float sum(float[] x, int from, int to) {
        return PLAIN.sum(x, from, to);
    }

    @Override
    public float max(float[] x, int from, int to) {
        float max = Float.NEGATIVE_INFINITY;
        int i = from;
        if (to - from >= LANES) {
            FloatVector largest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
            for (; i + LANES <= to; i += LANES) {
                largest = largest.max(FloatVector.fromArray(SPECIES, x, i));
            }
            float[] scratch = SCRATCH.get();
            largest.intoArray(scratch, 0);
            for (int lane = 0; lane < LANES; lane++) {
                max = Math.max(max, scratch[lane]);
            }
        }
        for (; i < to; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        float sum = 0;
        int i = 0;
        if (length >= LANES) {
            FloatVector sum0 = FloatVector.zero(SPECIES);
            FloatVector sum1 = FloatVector.zero(SPECIES);
            FloatVector sum2 = FloatVector.zero(SPECIES);
            FloatVector sum3 = FloatVector.zero(SPECIES);
            for (; i + 4 * LANES <= length; i += 4 * LANES) {
                int left = aOffset + i;
                int right = bOffset + i;
                sum0 = FloatVector.fromArray(SPECIES, a, left).fma(FloatVector.fromArray(SPECIES, b, right), sum0);
                sum1 = FloatVector.fromArray(SPECIES, a, left + LANES)
                        .fma(FloatVector.fromArray(SPECIES, b, right + LANES), sum1);
                sum2 = FloatVector.fromArray(SPECIES, a, left + 2 * LANES)
                        .fma(FloatVector.fromArray(SPECIES, b, right + 2 * LANES), sum2);
                sum3 = FloatVector.fromArray(SPECIES, a, left + 3 * LANES)
                        .fma(FloatVector.fromArray(SPECIES, b, right + 3 * LANES), sum3);
            }
            for (; i + LANES <= length; i += LANES) {
                sum0 = FloatVector.fromArray(SPECIES, a, aOffset + i)
                        .fma(FloatVector.fromArray(SPECIES, b, bOffset + i), sum0);
            }
            float[] scratch = SCRATCH.get();
            sum0.add(sum1).add(sum2.add(sum3)).intoArray(scratch, 0);
            for (int lane = 0; lane < LANES; lane++) {
                sum += scratch[lane];
            }
        }
        for (; i < length; i++) {
            sum = Math.fma(a[aOffset + i], b[bOffset + i], sum);
        }
        return sum;
    }
}
