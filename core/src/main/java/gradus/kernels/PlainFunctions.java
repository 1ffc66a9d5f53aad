package gradus.kernels;

/// The functions of [SimdFunctions] by plain loops: the same operations in the same order, and so the same bits. That
/// class says what they compute and why.
///
/// A chunk of the numbers passes through several loops over arrays that begin at 0, and where one of two results is
/// chosen, both are computed and one is multiplied by 0: the compiler makes vectors of that. It makes none of bits of
/// floats.
final class PlainFunctions {
    static final float LOG2_E = 0x1.715476p0f;

    /// ln 2 as the sum of two floats.
    static final float LN2_HIGH = (float) Math.log(2);

    static final float LN2_LOW = (float) (Math.log(2) - LN2_HIGH);

    /// Adding 1.5·2²³ rounds to a whole number, which is then in the lowest bits.
    static final float ROUNDER = 0x1.8p23f;

    static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

    /// Exponents count from here, so that the significands of a logarithm lie in [0.75, 1.5).
    static final int THREE_QUARTERS_BITS = Float.floatToRawIntBits(0.75f);

    static final int FRACTION_BITS = 23;
    static final int EXPONENT_BIAS = 127;

    /// Below this, `n` stays -126.
    static final float LOWEST = -87.2f;

    /// Numbers in a chunk.
    private static final int CHUNK = 512;

    private static final ThreadLocal<PlainFunctions> SCRATCH = ThreadLocal.withInitial(PlainFunctions::new);

    private final float[] numbers = new float[CHUNK];
    private final float[] exponents = new float[CHUNK];
    private final float[] shifted = new float[CHUNK];
    private final float[] powers = new float[CHUNK];

    private PlainFunctions() {}

    private interface Chunk {
        /// Replaces [#numbers].
        void compute(PlainFunctions chunk, int count);
    }

    private static void apply(Chunk function, float[] x, float[] y, int from, int to) {
        PlainFunctions chunk = SCRATCH.get();
        for (int start = from; start < to; start += CHUNK) {
            int count = Math.min(CHUNK, to - start);
            System.arraycopy(x, start, chunk.numbers, 0, count);
            function.compute(chunk, count);
            System.arraycopy(chunk.numbers, 0, y, start, count);
        }
    }

    static void exp(float[] x, float[] y, int from, int to) {
        apply(PlainFunctions::exp, x, y, from, to);
    }

    static void tanh(float[] x, float[] y, int from, int to) {
        apply(PlainFunctions::tanh, x, y, from, to);
    }

    static void sigmoid(float[] x, float[] y, int from, int to) {
        apply(PlainFunctions::sigmoid, x, y, from, to);
    }

    static void erf(float[] x, float[] y, int from, int to) {
        apply(PlainFunctions::erf, x, y, from, to);
    }

    private void exp(int count) {
        exp(numbers, shifted, powers, count);
        System.arraycopy(powers, 0, numbers, 0, count);
    }

    private void tanh(int count) {
        exponentsOfTanh(numbers, exponents, count);
        exp(exponents, shifted, powers, count);
        tanh(numbers, powers, count);
    }

    private void sigmoid(int count) {
        exponentsOfSigmoid(numbers, exponents, count);
        exp(exponents, shifted, powers, count);
        sigmoid(numbers, powers, count);
    }

    private void erf(int count) {
        exponentsOfErf(numbers, exponents, count);
        exp(exponents, shifted, powers, count);
        erf(numbers, powers, count);
    }

    private static void exp(float[] x, float[] shifts, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            float bounded = Math.max(Math.min(x[i], 89f), LOWEST);
            float shifted = Math.fma(bounded, LOG2_E, ROUNDER);
            float n = shifted - ROUNDER;
            float r = Math.fma(n, -LN2_HIGH, bounded);
            r = Math.fma(n, -LN2_LOW, r);
            float q = Math.fma(0x1.a17eacp-13f, r, 0x1.6da824p-10f);
            q = Math.fma(q, r, 0x1.1110acp-7f);
            q = Math.fma(q, r, 0x1.55547p-5f);
            q = Math.fma(q, r, 0x1.555556p-3f);
            q = Math.fma(q, r, 0.5f);
            y[i] = Math.fma(q, r * r, r) + 1f;
            shifts[i] = shifted;
        }
        for (int i = 0; i < count; i++) {
            int exponentLessOne = Float.floatToRawIntBits(shifts[i]) - (ROUNDER_BITS - (EXPONENT_BIAS - 1));
            y[i] = y[i] * Float.intBitsToFloat(exponentLessOne << FRACTION_BITS) * 2f;
        }
    }

    private static void exponentsOfTanh(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            float z = Math.abs(x[i]);
            y[i] = z + z;
        }
    }

    private static void tanh(float[] x, float[] powers, int count) {
        for (int i = 0; i < count; i++) {
            float z = Math.min(Math.abs(x[i]), 1f); // finite, since 0 times it must be 0
            float square = z * z;
            float q = Math.fma(0x1.2248fcp-9f, square, -0x1.0e80bp-7f);
            q = Math.fma(q, square, 0x1.640fecp-6f);
            q = Math.fma(q, square, -0x1.b9fafcp-5f);
            q = Math.fma(q, square, 0x1.1110a8p-3f);
            q = Math.fma(q, square, -0x1.555554p-2f);
            float small = Math.fma(q, square * z, z);
            float large = 1f - 2f / (powers[i] + 1f);
            float isSmall = isPositive(0.6f - z);
            x[i] = Math.signum(x[i]) * (isSmall * small + (1f - isSmall) * large);
        }
    }

    private static void exponentsOfSigmoid(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = -Math.abs(x[i]);
        }
    }

    private static void sigmoid(float[] x, float[] powers, int count) {
        for (int i = 0; i < count; i++) {
            float power = powers[i];
            float negative = isPositive(-x[i]);
            float denominator = power + 1f;
            float quotient = (negative * power + (1f - negative)) / denominator;
            float lack = power - (denominator - 1f);
            float reciprocal = negative * (1f - quotient) + (1f - negative) * quotient;
            x[i] = Math.fma(lack * reciprocal, -quotient, quotient);
        }
    }

    private static void exponentsOfErf(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            float z = Math.min(Math.abs(x[i]), 4f);
            float q = Math.fma(0x1.78dd0ap-17f, z, -0x1.527c42p-12f);
            q = Math.fma(q, z, 0x1.dd6cc4p-9f);
            q = Math.fma(q, z, -0x1.855158p-6f);
            q = Math.fma(q, z, 0x1.b3257p-4f);
            q = Math.fma(q, z, 0x1.45328ep-1f);
            q = Math.fma(q, z, 0x1.0778dcp-3f);
            y[i] = Math.fma(q, -z, -z);
        }
    }

    private static void erf(float[] x, float[] powers, int count) {
        for (int i = 0; i < count; i++) {
            float z = Math.min(Math.abs(x[i]), 4f);
            float square = z * z;
            float p = Math.fma(0x1.5cd4b2p-14f, square, -0x1.aa3f3p-11f);
            p = Math.fma(p, square, 0x1.54c7f6p-8f);
            p = Math.fma(p, square, -0x1.b80e9p-6f);
            p = Math.fma(p, square, 0x1.ce2e0ap-4f);
            p = Math.fma(p, square, -0x1.812742p-2f);
            p = Math.fma(p, square, 0x1.06eba8p-3f);
            float small = Math.fma(p, z, z);
            float large = 1f - powers[i];
            float isSmall = isPositive(0.92f - z);
            x[i] = Math.signum(x[i]) * (isSmall * small + (1f - isSmall) * large);
        }
    }

    /// {@return 1 if a number is above 0, else 0}
    private static float isPositive(float x) {
        return Math.signum(Math.max(x, 0));
    }

    static void log(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = logOfSum(0, Float.POSITIVE_INFINITY, x[i]);
        }
    }

    static void log1p(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = logOfSum(1, 0, x[i]);
        }
    }

    /// @param s 0 or 1
    /// @param belowZero the amount by which the result is below an `x` that is 0
    private static float logOfSum(float s, float belowZero, float x) {
        float sum = x + s;
        boolean denormal = sum < Float.MIN_NORMAL;
        float normal = denormal ? x * 0x1p23f : x;
        int exponent = (Float.floatToRawIntBits(normal + s) - THREE_QUARTERS_BITS) >> FRACTION_BITS;
        int shift = exponent << FRACTION_BITS;
        float scaled = Float.intBitsToFloat(Float.floatToRawIntBits(normal) - shift);
        float scale = Float.intBitsToFloat(Float.floatToRawIntBits(2f) - shift);
        float f = scaled + Math.fma(scale, 0.5f * s, -1f);
        float e = exponent;
        e = denormal ? e - 23f : e;
        float q = Math.fma(0x1.31b83cp-5f, f, -0x1.75d594p-4f);
        q = Math.fma(q, f, 0x1.e18076p-4f);
        q = Math.fma(q, f, -0x1.051eeap-3f);
        q = Math.fma(q, f, 0x1.244a9cp-3f);
        q = Math.fma(q, f, -0x1.5509f8p-3f);
        q = Math.fma(q, f, 0x1.9997ap-3f);
        q = Math.fma(q, f, -0x1.0000c2p-2f);
        q = Math.fma(q, f, 0x1.55555cp-2f);
        q = Math.fma(q, f, -0x1.fffffep-2f);
        float result = Math.fma(q, f * f, f);
        result = Math.fma(e, LN2_HIGH, Math.fma(e, LN2_LOW, result));
        if (x == 0) {
            return x - belowZero;
        }
        if (!(sum >= 0)) {
            return Float.NaN;
        }
        return x == Float.POSITIVE_INFINITY ? x : sum == 0 ? Float.NEGATIVE_INFINITY : result;
    }
}
