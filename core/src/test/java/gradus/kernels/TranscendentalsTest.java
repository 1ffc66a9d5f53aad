package gradus.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The elementwise functions of all kernels that work here.
class TranscendentalsTest {
    private static final float[] SPECIAL = {
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        1f,
        -1f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        88.72f,
        88.73f,
        -86.6f,
        -87.34f,
        -103.9f,
        -104f,
        -0.9999999f
    };

    /// A stride through all bit patterns of a float.
    private static final int STRIDE = 9973;

    private interface Function {
        void run(Kernels kernels, float[] x, float[] y, int from, int to);
    }

    /// A result that is less may be 0, of these functions.
    private static final double TINY = 0x1p-125;

    private record Case(Kernels kernels, String name, Function function, DoubleUnaryOperator exact, double ulps) {
        boolean mayBeZero(double exact) {
            return exact < TINY && (name.equals("exp") || name.equals("sigmoid"));
        }

        @Override
        public String toString() {
            return kernels.name() + " " + name;
        }
    }

    static List<Case> functions() {
        List<Case> cases = new ArrayList<>();
        for (Kernels kernels : EveryKernels.available()) {
            cases.add(new Case(kernels, "exp", Kernels::exp, Math::exp, 2));
            cases.add(new Case(kernels, "log", Kernels::log, Math::log, 2));
            cases.add(new Case(kernels, "log1p", Kernels::log1p, Math::log1p, 2));
            cases.add(new Case(kernels, "tanh", Kernels::tanh, Math::tanh, 2));
            cases.add(new Case(kernels, "sigmoid", Kernels::sigmoid, x -> 1 / (1 + Math.exp(-x)), 2));
            cases.add(new Case(kernels, "erf", Kernels::erf, ErrorFunction::erf, 4));
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void function_isAccurate_overAllFloats(Case function) {
        int count = (int) ((1L << 32) / STRIDE);
        float[] x = new float[count + 1];
        for (int i = 0; i <= count; i++) {
            x[i] = Float.intBitsToFloat((int) ((long) i * STRIDE));
        }
        check(function, x);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void function_isAccurate_whereActivationsLive(Case function) {
        float[] x = new float[200_001];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i - 100_000) * 1.1e-4f;
        }
        check(function, x);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void function_treatsSpecialValuesLikeMath(Case function) {
        check(function, SPECIAL);
    }

    private static void check(Case function, float[] x) {
        float[] y = new float[x.length];
        function.function.run(function.kernels, x, y, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            double exact = function.exact.applyAsDouble(x[i]);
            float nearest = (float) exact;
            boolean bothZero = nearest == 0 && y[i] == 0;
            boolean special = bothZero || Float.isNaN(nearest) || Float.isInfinite(nearest);
            boolean right = special
                    ? Float.compare(nearest, y[i]) == 0
                    : (y[i] == 0 && function.mayBeZero(exact))
                            || Math.abs(y[i] - exact) <= function.ulps * Math.ulp(nearest);
            if (!right) {
                throw new AssertionError(function + " of " + x[i] + " is " + y[i] + ", not " + exact);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void splitRange_isTheWholeRange(Case function) {
        float[] x = KernelsTest.randoms(1, 1021);
        for (int i = 0; i < x.length; i++) {
            x[i] *= i % 12;
        }
        float[] whole = new float[x.length];
        function.function.run(function.kernels, x, whole, 0, x.length);
        float[] parts = x.clone();
        for (int from = 0, length = 1; from < x.length; from += length++) {
            function.function.run(function.kernels, parts, parts, from, Math.min(from + length, x.length));
        }
        assertThat(parts).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void function_writesNothingOutsideTheRange(Case function) {
        float[] x = KernelsTest.randoms(2, 100);
        float[] y = new float[100];
        Arrays.fill(y, 7f);
        function.function.run(function.kernels, x, y, 9, 58);
        for (int i = 0; i < 100; i++) {
            assertThat(y[i] == 7f).as("index %d", i).isEqualTo(i < 9 || i >= 58);
        }
    }
}
