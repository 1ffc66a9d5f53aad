package gradus.kernels;

import static gradus.kernels.PlainFunctions.EXPONENT_BIAS;
import static gradus.kernels.PlainFunctions.FRACTION_BITS;
import static gradus.kernels.PlainFunctions.LN2_HIGH;
import static gradus.kernels.PlainFunctions.LN2_LOW;
import static gradus.kernels.PlainFunctions.LOG2_E;
import static gradus.kernels.PlainFunctions.LOWEST;
import static gradus.kernels.PlainFunctions.ROUNDER;
import static gradus.kernels.PlainFunctions.ROUNDER_BITS;
import static gradus.kernels.PlainFunctions.THREE_QUARTERS_BITS;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The transcendental functions of [SimdKernels]: reduce the argument to a small interval, evaluate a polynomial
/// there, and undo the reduction. The polynomials are minimax fits (Remez) whose own error is below 2⁻²⁷; what
/// remains is rounding.
///
/// The Vector API has such functions too (`lanewise(EXP)`), but their bits change once the compiler replaces the
/// interpreter.
///
/// Functions of exponentials write these to a scratch array, and read them again: a helper that returned a vector would
/// allocate it where the compiler does not inline the call, which depends on what it has compiled before.
///
/// [PlainFunctions] does the same by plain loops.
final class SimdFunctions {
    private static final VectorSpecies<Float> SPECIES = SimdKernels.SPECIES;
    private static final int LANES = SPECIES.length();

    private static final int CHUNK = 32 * LANES;

    private static final ThreadLocal<float[]> POWERS = ThreadLocal.withInitial(() -> new float[CHUNK]);

    private SimdFunctions() {}

    /// Computes `eˣ = 2ⁿ·eʳ` with whole `n` and `|r| <= ln 2 / 2`, as `eʳ·2ⁿ⁻¹·2`, since 2ⁿ may be too large. At
    /// -126, the least `n`, 2ⁿ⁻¹ has no bits left and the result is 0: denormal numbers are many times slower than
    /// others, here and in all further arithmetic.
    static void exp(float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector number = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector bounded = number.blend(89f, number.compare(VectorOperators.GT, 89f));
            bounded = bounded.blend(LOWEST, number.compare(VectorOperators.LT, LOWEST));
            FloatVector shifted = bounded.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), bounded);
            r = n.fma(broadcast(SPECIES, -LN2_LOW), r);
            FloatVector q = broadcast(SPECIES, 0x1.a17eacp-13f)
                    .fma(r, broadcast(SPECIES, 0x1.6da824p-10f))
                    .fma(r, broadcast(SPECIES, 0x1.1110acp-7f))
                    .fma(r, broadcast(SPECIES, 0x1.55547p-5f))
                    .fma(r, broadcast(SPECIES, 0x1.555556p-3f))
                    .fma(r, broadcast(SPECIES, 0.5f));
            FloatVector power = q.fma(r.mul(r), r).add(1f);
            IntVector exponentLessOne = shifted.reinterpretAsInts().sub(ROUNDER_BITS - (EXPONENT_BIAS - 1));
            power.mul(exponentLessOne
                            .lanewise(VectorOperators.LSHL, FRACTION_BITS)
                            .reinterpretAsFloats())
                    .mul(2f)
                    .intoArray(y, yOffset + i);
        }
    }

    static void log(float[] x, int xOffset, float[] y, int yOffset, int length) {
        logOfSum(0, Float.POSITIVE_INFINITY, x, xOffset, y, yOffset, length);
    }

    static void log1p(float[] x, int xOffset, float[] y, int yOffset, int length) {
        logOfSum(1, 0, x, xOffset, y, yOffset, length);
    }

    /// Computes `ln(s + x) = e·ln 2 + ln(1 + f)` with `s + x = 2ᵉ·(1 + f)` and `f` in `[-0.25, 0.5)`, where
    /// `f = 2⁻ᵉ·x + (2⁻ᵉ·s - 1)` keeps the digits of a small `x`. Denormal numbers are scaled into the normal range
    /// first.
    ///
    /// @param s 0 or 1
    /// @param belowZero the amount by which the result is below an `x` that is 0
    private static void logOfSum(float s, float belowZero, float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector number = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector sum = number.add(s);
            VectorMask<Float> denormal = sum.compare(VectorOperators.LT, Float.MIN_NORMAL);
            FloatVector normal = number.blend(number.mul(0x1p23f), denormal);
            IntVector exponent = normal.add(s)
                    .reinterpretAsInts()
                    .sub(THREE_QUARTERS_BITS)
                    .lanewise(VectorOperators.ASHR, FRACTION_BITS);
            IntVector shift = exponent.lanewise(VectorOperators.LSHL, FRACTION_BITS);
            FloatVector scaled = normal.reinterpretAsInts().sub(shift).reinterpretAsFloats();
            // 2·2⁻ᵉ, since 2⁻ᵉ itself may be denormal.
            FloatVector scale = IntVector.broadcast(shift.species(), Float.floatToRawIntBits(2f))
                    .sub(shift)
                    .reinterpretAsFloats();
            FloatVector f = scaled.add(scale.fma(broadcast(SPECIES, 0.5f * s), broadcast(SPECIES, -1f)));
            FloatVector e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
            e = e.blend(e.sub(23f), denormal);
            FloatVector q = broadcast(SPECIES, 0x1.31b83cp-5f)
                    .fma(f, broadcast(SPECIES, -0x1.75d594p-4f))
                    .fma(f, broadcast(SPECIES, 0x1.e18076p-4f))
                    .fma(f, broadcast(SPECIES, -0x1.051eeap-3f))
                    .fma(f, broadcast(SPECIES, 0x1.244a9cp-3f))
                    .fma(f, broadcast(SPECIES, -0x1.5509f8p-3f))
                    .fma(f, broadcast(SPECIES, 0x1.9997ap-3f))
                    .fma(f, broadcast(SPECIES, -0x1.0000c2p-2f))
                    .fma(f, broadcast(SPECIES, 0x1.55555cp-2f))
                    .fma(f, broadcast(SPECIES, -0x1.fffffep-2f));
            FloatVector result = q.fma(f.mul(f), f);
            result = e.fma(broadcast(SPECIES, LN2_HIGH), e.fma(broadcast(SPECIES, LN2_LOW), result));
            result = result.blend(Float.NEGATIVE_INFINITY, sum.compare(VectorOperators.EQ, 0f))
                    .blend(Float.POSITIVE_INFINITY, number.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
            broadcast(SPECIES, Float.NaN)
                    .blend(result, sum.compare(VectorOperators.GE, 0f))
                    .blend(number.sub(belowZero), number.compare(VectorOperators.EQ, 0f))
                    .intoArray(y, yOffset + i);
        }
    }

    /// Uses the odd polynomial near 0, and `1 - 2 / (e²ˣ + 1)` elsewhere.
    static void tanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
        float[] powers = POWERS.get();
        for (int start = 0; start < length; start += CHUNK) {
            int count = Math.min(CHUNK, length - start);
            for (int i = 0; i < count; i += LANES) {
                FloatVector number = FloatVector.fromArray(SPECIES, x, xOffset + start + i);
                FloatVector z = number.abs();
                z.add(z).intoArray(powers, i);
            }
            exp(powers, 0, powers, 0, count);
            tanhOfPowers(powers, x, xOffset + start, y, yOffset + start, count);
        }
    }

    private static void tanhOfPowers(float[] powers, float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector number = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector z = number.abs();
            FloatVector power = FloatVector.fromArray(SPECIES, powers, i);
            FloatVector square = z.mul(z);
            FloatVector q = broadcast(SPECIES, 0x1.2248fcp-9f)
                    .fma(square, broadcast(SPECIES, -0x1.0e80bp-7f))
                    .fma(square, broadcast(SPECIES, 0x1.640fecp-6f))
                    .fma(square, broadcast(SPECIES, -0x1.b9fafcp-5f))
                    .fma(square, broadcast(SPECIES, 0x1.1110a8p-3f))
                    .fma(square, broadcast(SPECIES, -0x1.555554p-2f));
            FloatVector small = q.fma(square.mul(z), z);
            FloatVector large =
                    broadcast(SPECIES, 1f).sub(broadcast(SPECIES, 2f).div(power.add(1f)));
            FloatVector result = large.blend(small, z.compare(VectorOperators.LT, 0.6f));
            result.reinterpretAsInts()
                    .or(number.reinterpretAsInts().and(Integer.MIN_VALUE))
                    .reinterpretAsFloats()
                    .intoArray(y, yOffset + i);
        }
    }

    /// Computes `1 / (1 + e⁻ˣ)`, for negative `x` as `eˣ / (1 + eˣ)`, so that nothing overflows.
    static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int length) {
        float[] powers = POWERS.get();
        for (int start = 0; start < length; start += CHUNK) {
            int count = Math.min(CHUNK, length - start);
            for (int i = 0; i < count; i += LANES) {
                FloatVector number = FloatVector.fromArray(SPECIES, x, xOffset + start + i);
                number.abs().neg().intoArray(powers, i);
            }
            exp(powers, 0, powers, 0, count);
            sigmoidOfPowers(powers, x, xOffset + start, y, yOffset + start, count);
        }
    }

    private static void sigmoidOfPowers(float[] powers, float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector number = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector power = FloatVector.fromArray(SPECIES, powers, i);
            VectorMask<Float> negative = number.compare(VectorOperators.LT, 0f);
            FloatVector denominator = power.add(1f);
            FloatVector quotient = broadcast(SPECIES, 1f).blend(power, negative).div(denominator);
            // Corrects the division to first order by what the rounded denominator lacks.
            FloatVector lack = power.sub(denominator.sub(1f));
            FloatVector reciprocal = quotient.blend(broadcast(SPECIES, 1f).sub(quotient), negative);
            lack.mul(reciprocal).fma(quotient.neg(), quotient).intoArray(y, yOffset + i);
        }
    }

    /// Uses the odd polynomial near 0, and `1 - e^(-z·(1 + q(z)))` elsewhere, where `q` is fitted to the logarithm
    /// of `erfc`.
    static void erf(float[] x, int xOffset, float[] y, int yOffset, int length) {
        float[] powers = POWERS.get();
        for (int start = 0; start < length; start += CHUNK) {
            int count = Math.min(CHUNK, length - start);
            for (int i = 0; i < count; i += LANES) {
                FloatVector number = FloatVector.fromArray(SPECIES, x, xOffset + start + i);
                FloatVector z = number.abs();
                z = z.blend(4f, z.compare(VectorOperators.GT, 4f));
                FloatVector q = broadcast(SPECIES, 0x1.78dd0ap-17f)
                        .fma(z, broadcast(SPECIES, -0x1.527c42p-12f))
                        .fma(z, broadcast(SPECIES, 0x1.dd6cc4p-9f))
                        .fma(z, broadcast(SPECIES, -0x1.855158p-6f))
                        .fma(z, broadcast(SPECIES, 0x1.b3257p-4f))
                        .fma(z, broadcast(SPECIES, 0x1.45328ep-1f))
                        .fma(z, broadcast(SPECIES, 0x1.0778dcp-3f));
                FloatVector negative = z.neg();
                q.fma(negative, negative).intoArray(powers, i);
            }
            exp(powers, 0, powers, 0, count);
            erfOfPowers(powers, x, xOffset + start, y, yOffset + start, count);
        }
    }

    private static void erfOfPowers(float[] powers, float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector number = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector z = number.abs();
            z = z.blend(4f, z.compare(VectorOperators.GT, 4f));
            FloatVector large = broadcast(SPECIES, 1f).sub(FloatVector.fromArray(SPECIES, powers, i));
            FloatVector square = z.mul(z);
            FloatVector p = broadcast(SPECIES, 0x1.5cd4b2p-14f)
                    .fma(square, broadcast(SPECIES, -0x1.aa3f3p-11f))
                    .fma(square, broadcast(SPECIES, 0x1.54c7f6p-8f))
                    .fma(square, broadcast(SPECIES, -0x1.b80e9p-6f))
                    .fma(square, broadcast(SPECIES, 0x1.ce2e0ap-4f))
                    .fma(square, broadcast(SPECIES, -0x1.812742p-2f))
                    .fma(square, broadcast(SPECIES, 0x1.06eba8p-3f));
            FloatVector small = p.fma(z, z);
            FloatVector result = large.blend(small, z.compare(VectorOperators.LT, 0.92f));
            result.reinterpretAsInts()
                    .or(number.reinterpretAsInts().and(Integer.MIN_VALUE))
                    .reinterpretAsFloats()
                    .intoArray(y, yOffset + i);
        }
    }
}
