package gradus.kernels;

/// The functions of [SimdFunctions] for one number: the same operations in the same order, and so the same bits. That
/// class says what they compute and why.
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

    private PlainFunctions() {}

    static float exp(float x) {
        float bounded = x > 89f ? 89f : x;
        bounded = x < LOWEST ? LOWEST : bounded;
        float shifted = Math.fma(bounded, LOG2_E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_HIGH, bounded);
        r = Math.fma(n, -LN2_LOW, r);
        float q = Math.fma(0x1.a17eacp-13f, r, 0x1.6da824p-10f);
        q = Math.fma(q, r, 0x1.1110acp-7f);
        q = Math.fma(q, r, 0x1.55547p-5f);
        q = Math.fma(q, r, 0x1.555556p-3f);
        q = Math.fma(q, r, 0.5f);
        float power = Math.fma(q, r * r, r) + 1f;
        int exponentLessOne = Float.floatToRawIntBits(shifted) - (ROUNDER_BITS - (EXPONENT_BIAS - 1));
        return power * Float.intBitsToFloat(exponentLessOne << FRACTION_BITS) * 2f;
    }

    /// @param s 0 or 1
    /// @param belowZero the amount by which the result is below an `x` that is 0
    static float logOfSum(float s, float belowZero, float x) {
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

    static float tanh(float x) {
        float z = Math.abs(x);
        float square = z * z;
        float q = Math.fma(0x1.2248fcp-9f, square, -0x1.0e80bp-7f);
        q = Math.fma(q, square, 0x1.640fecp-6f);
        q = Math.fma(q, square, -0x1.b9fafcp-5f);
        q = Math.fma(q, square, 0x1.1110a8p-3f);
        q = Math.fma(q, square, -0x1.555554p-2f);
        float result = z < 0.6f ? Math.fma(q, square * z, z) : 1f - 2f / (exp(z + z) + 1f);
        return withSign(result, x);
    }

    static float sigmoid(float x) {
        float power = exp(-Math.abs(x));
        boolean negative = x < 0;
        float denominator = power + 1f;
        float quotient = (negative ? power : 1f) / denominator;
        float lack = power - (denominator - 1f);
        float reciprocal = negative ? 1f - quotient : quotient;
        return Math.fma(lack * reciprocal, -quotient, quotient);
    }

    static float erf(float x) {
        float z = Math.abs(x);
        z = z > 4f ? 4f : z;
        float result;
        if (z < 0.92f) {
            float square = z * z;
            float p = Math.fma(0x1.5cd4b2p-14f, square, -0x1.aa3f3p-11f);
            p = Math.fma(p, square, 0x1.54c7f6p-8f);
            p = Math.fma(p, square, -0x1.b80e9p-6f);
            p = Math.fma(p, square, 0x1.ce2e0ap-4f);
            p = Math.fma(p, square, -0x1.812742p-2f);
            p = Math.fma(p, square, 0x1.06eba8p-3f);
            result = Math.fma(p, z, z);
        } else {
            float q = Math.fma(0x1.78dd0ap-17f, z, -0x1.527c42p-12f);
            q = Math.fma(q, z, 0x1.dd6cc4p-9f);
            q = Math.fma(q, z, -0x1.855158p-6f);
            q = Math.fma(q, z, 0x1.b3257p-4f);
            q = Math.fma(q, z, 0x1.45328ep-1f);
            q = Math.fma(q, z, 0x1.0778dcp-3f);
            result = 1f - exp(Math.fma(q, -z, -z));
        }
        return withSign(result, x);
    }

    private static float withSign(float result, float x) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(result) | (Float.floatToRawIntBits(x) & Integer.MIN_VALUE));
    }
}
