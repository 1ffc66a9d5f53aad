package gradus.activations;

import static gradus.testing.Golden.assertClose;
import static gradus.testing.GradientCheck.assertGradient;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.kernels.EveryKernels;
import gradus.kernels.Kernels;
import gradus.math.RandomStream;
import gradus.registry.Registry;
import gradus.testing.Allocation;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What every activation of the registry promises, with its default arguments and all kernels.
class ActivationContractTest {
    /// Enough rows that ranges are longer than a chunk of scratch.
    private static final int ROWS = 301;

    private static final int WIDTH = 6;
    private static final float[] CORNERS = {-3, -1, -0.5f, 0, 0.5f, 1, 3, 6};

    static Stream<Arguments> activations() {
        return Registry.ACTIVATIONS.entries().stream()
                .flatMap(entry -> EveryKernels.available().stream()
                        .map(kernels -> Arguments.of(entry.name(), kernels.name(), entry.prototype(), kernels)));
    }

    static Stream<String> names() {
        return Registry.ACTIVATIONS.entries().stream().map(Registry.Entry::name);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("activations")
    void backward_isTheSlopeOfForward(String name, String kernelsName, Activation activation, Kernels kernels) {
        int rows = 7;
        float step = 1f / 256;
        float[] x = awayFromCorners(rows * WIDTH, 4 * step);
        float[] y = forward(activation, kernels, x, rows);
        float[] gradientY = gaussians(2, y.length);
        float[] gradientX = new float[x.length];
        activation.backward(kernels, x, y, gradientY, gradientX, WIDTH, 0, rows);
        assertGradient(name, x, gradientX, step, 2e-3, point -> {
            float[] values = forward(activation, kernels, point, rows);
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += (double) gradientY[i] * values[i];
            }
            return sum;
        });
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("activations")
    void parts_areTheWhole_andTouchNothingElse(
            String name, String kernelsName, Activation activation, Kernels kernels) {
        float[] x = gaussians(1, ROWS * WIDTH);
        float[] whole = forward(activation, kernels, x, ROWS);
        float[] gradientY = gaussians(2, whole.length);
        float[] wholeGradient = new float[x.length];
        activation.backward(kernels, x, whole, gradientY, wholeGradient, WIDTH, 0, ROWS);

        float[] parts = new float[whole.length];
        float[] gradientParts = new float[x.length];
        Arrays.fill(parts, 7);
        Arrays.fill(gradientParts, 7);
        int[] cuts = {5, 6, 107, 299};
        int outputs = activation.outputWidth(WIDTH);
        for (int cut = cuts.length - 1; cut > 0; cut--) {
            activation.forward(kernels, x, parts, WIDTH, cuts[cut - 1], cuts[cut]);
            activation.backward(kernels, x, whole, gradientY, gradientParts, WIDTH, cuts[cut - 1], cuts[cut]);
        }
        assertThat(parts).isEqualTo(within(whole, 5 * outputs, 299 * outputs));
        assertThat(gradientParts).isEqualTo(within(wholeGradient, 5 * WIDTH, 299 * WIDTH));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("activations")
    void inPlace_isTheSame(String name, String kernelsName, Activation activation, Kernels kernels) {
        float[] x = gaussians(1, ROWS * WIDTH);
        float[] y = forward(activation, kernels, x, ROWS);
        float[] gradientY = gaussians(2, x.length);
        float[] gradientX = new float[x.length];
        activation.backward(kernels, x, y, gradientY, gradientX, WIDTH, 0, ROWS);
        if (activation.outputWidth(WIDTH) == WIDTH) {
            float[] both = x.clone();
            activation.forward(kernels, both, both, WIDTH, 0, ROWS);
            assertThat(both).isEqualTo(y);
            activation.backward(kernels, x, y, gradientY, gradientY, WIDTH, 0, ROWS);
            assertThat(gradientY).isEqualTo(gradientX);
        } else {
            assertThat(activation.outputWidth(WIDTH)).isEqualTo(WIDTH / 2);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("activations")
    void kernels_agreeWithScalar(String name, String kernelsName, Activation activation, Kernels kernels) {
        Kernels scalar = EveryKernels.scalar();
        float[] x = gaussians(1, ROWS * WIDTH);
        float[] expected = forward(activation, scalar, x, ROWS);
        assertClose(name, forward(activation, kernels, x, ROWS), expected, 1e-6);
        float[] gradientY = gaussians(2, expected.length);
        float[] gradientX = new float[x.length];
        float[] expectedGradient = new float[x.length];
        activation.backward(kernels, x, expected, gradientY, gradientX, WIDTH, 0, ROWS);
        activation.backward(scalar, x, expected, gradientY, expectedGradient, WIDTH, 0, ROWS);
        assertClose(name, gradientX, expectedGradient, 2e-6);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("activations")
    void saturation_isFinite(String name, String kernelsName, Activation activation, Kernels kernels) {
        // Beyond 88, the exponential function itself leaves single precision.
        float large = activation instanceof Exponential ? 80 : 1e30f;
        float[] x = {0, -0f, large, -large, Float.MIN_VALUE, -1e-30f, 100 % large, -100, 1e4f % large, -1e4f, 44, -44};
        float[] y = forward(activation, kernels, x, 2);
        float[] gradientX = new float[x.length];
        float[] gradientY = new float[y.length];
        Arrays.fill(gradientY, 1);
        activation.backward(kernels, x, y, gradientY, gradientX, WIDTH, 0, 2);
        for (float value : y) {
            assertThat(value).as("value in %s", Arrays.toString(y)).isFinite();
        }
        for (float value : gradientX) {
            assertThat(value).as("gradient in %s", Arrays.toString(gradientX)).isFinite();
        }
    }

    /// With the scalar kernels: until they are compiled, vectors are objects.
    @ParameterizedTest
    @MethodSource("names")
    void aPass_allocatesNothing(String name) {
        Activation activation = Registry.ACTIVATIONS.get(name).prototype();
        Kernels kernels = EveryKernels.scalar();
        float[] x = gaussians(1, ROWS * WIDTH);
        float[] y = new float[ROWS * activation.outputWidth(WIDTH)];
        float[] gradientY = gaussians(2, y.length);
        float[] gradientX = new float[x.length];
        assertThat(Allocation.leastBytes(() -> {
                    activation.forward(kernels, x, y, WIDTH, 0, ROWS);
                    activation.backward(kernels, x, y, gradientY, gradientX, WIDTH, 0, ROWS);
                }))
                .isZero();
    }

    private static float[] forward(Activation activation, Kernels kernels, float[] x, int rows) {
        float[] y = new float[rows * activation.outputWidth(WIDTH)];
        activation.forward(kernels, x, y, WIDTH, 0, rows);
        return y;
    }

    private static float[] gaussians(int key, int length) {
        float[] values = new float[length];
        RandomStream.gaussians(RandomStream.of(key).key(), values, 0, length);
        for (int i = 0; i < length; i++) {
            values[i] *= 2;
        }
        return values;
    }

    private static float[] awayFromCorners(int length, float distance) {
        float[] x = gaussians(3, length);
        for (int i = 0; i < length; i++) {
            for (float corner : CORNERS) {
                if (Math.abs(x[i] - corner) < distance) {
                    x[i] = corner + 2 * distance;
                }
            }
        }
        return x;
    }

    /// The values of a range, and 7 elsewhere.
    private static float[] within(float[] values, int from, int to) {
        float[] copy = values.clone();
        Arrays.fill(copy, 0, from, 7);
        Arrays.fill(copy, to, copy.length, 7);
        return copy;
    }
}
