package gradus.losses;

import static gradus.testing.Golden.assertClose;
import static gradus.testing.GradientCheck.assertGradient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.activations.Activation;
import gradus.data.Rows;
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

/// What every loss of the registry promises, with its default arguments and all kernels.
class LossContractTest {
    /// Enough rows that ranges are longer than a chunk of scratch.
    private static final int ROWS = 301;

    private static final int WIDTH = 5;

    static Stream<Arguments> losses() {
        return Registry.LOSSES.entries().stream()
                .flatMap(entry -> EveryKernels.available().stream()
                        .map(kernels -> Arguments.of(entry.name(), kernels.name(), entry.prototype(), kernels)));
    }

    static Stream<String> names() {
        return Registry.LOSSES.entries().stream().map(Registry.Entry::name);
    }

    /// Those with a twin on logits: the activation, the loss, the twin.
    static Stream<Arguments> twins() {
        return losses().flatMap(loss -> Registry.ACTIVATIONS.entries().stream().flatMap(activation -> {
            Loss twin = ((Loss) loss.get()[2]).onLogits(activation.prototype());
            return twin == null
                    ? Stream.empty()
                    : Stream.of(Arguments.of(
                            loss.get()[0], loss.get()[1], loss.get()[2], loss.get()[3], activation.prototype(), twin));
        }));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("losses")
    void gradient_isTheSlopeOfTheLosses(String name, String kernelsName, Loss loss, Kernels kernels) {
        int rows = 6;
        float[] targets = targets(loss, rows);
        float[] predictions = probabilities(2, rows);
        float[] scales = probabilities(3, rows);
        float[] gradient = new float[predictions.length];
        loss.gradient(kernels, targets, predictions, scales, gradient, WIDTH, 0, rows);
        assertGradient(name, predictions, gradient, 1f / 1024, 2e-3, point -> {
            float[] losses = new float[rows];
            loss.losses(kernels, targets, point, losses, WIDTH, 0, rows);
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += (double) scales[row] * losses[row];
            }
            return sum;
        });
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("losses")
    void slopeAtMean_isTheSlopeOfOfMean(String name, String kernelsName, Loss loss, Kernels kernels) {
        double step = 1e-5;
        double slope = (loss.ofMean(0.7 + step) - loss.ofMean(0.7 - step)) / (2 * step);
        assertClose(name, loss.slopeAtMean(0.7), slope, 1e-8);
        assertThat(loss.slopeAtMean(0)).isFinite();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("losses")
    void parts_areTheWhole_andTouchNothingElse(String name, String kernelsName, Loss loss, Kernels kernels) {
        float[] targets = targets(loss, ROWS);
        float[] predictions = probabilities(2, ROWS);
        float[] scales = probabilities(3, ROWS);
        float[] whole = new float[ROWS];
        float[] wholeGradient = new float[predictions.length];
        loss.losses(kernels, targets, predictions, whole, WIDTH, 0, ROWS);
        loss.gradient(kernels, targets, predictions, scales, wholeGradient, WIDTH, 0, ROWS);

        float[] parts = new float[ROWS];
        float[] gradientParts = new float[predictions.length];
        Arrays.fill(parts, 7);
        Arrays.fill(gradientParts, 7);
        int[] cuts = loss.wholeBatch() ? new int[] {0, ROWS} : new int[] {5, 6, 107, 299};
        for (int cut = cuts.length - 1; cut > 0; cut--) {
            loss.losses(kernels, targets, predictions, parts, WIDTH, cuts[cut - 1], cuts[cut]);
            loss.gradient(kernels, targets, predictions, scales, gradientParts, WIDTH, cuts[cut - 1], cuts[cut]);
        }
        int first = cuts[0];
        int end = cuts[cuts.length - 1];
        assertThat(parts).isEqualTo(within(whole, first, end));
        assertThat(gradientParts).isEqualTo(within(wholeGradient, first * WIDTH, end * WIDTH));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("losses")
    void kernels_agreeWithScalar(String name, String kernelsName, Loss loss, Kernels kernels) {
        float[] targets = targets(loss, ROWS);
        float[] predictions = probabilities(2, ROWS);
        float[] scales = probabilities(3, ROWS);
        float[] losses = new float[ROWS];
        float[] expected = new float[ROWS];
        float[] gradient = new float[predictions.length];
        float[] expectedGradient = new float[predictions.length];
        loss.losses(kernels, targets, predictions, losses, WIDTH, 0, ROWS);
        loss.losses(EveryKernels.scalar(), targets, predictions, expected, WIDTH, 0, ROWS);
        assertClose(name, losses, expected, 1e-6);
        loss.gradient(kernels, targets, predictions, scales, gradient, WIDTH, 0, ROWS);
        loss.gradient(EveryKernels.scalar(), targets, predictions, scales, expectedGradient, WIDTH, 0, ROWS);
        assertClose(name, gradient, expectedGradient, 2e-6);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("losses")
    void extremes_areFinite(String name, String kernelsName, Loss loss, Kernels kernels) {
        float[] predictions = {0, 0, 0, 1, 0, /**/ 1, 0, 1, 0, 1, /**/ 1, 1e-30f, 0.5f, 1, 1e-7f, /**/ 1e4f, 1, 0, 0, 1
        };
        float[] targets = loss.targetWidth(WIDTH) == 1
                ? new float[] {0, 0, 1, 2}
                : new float[] {1, 0, 0, 0, 0, /**/ 1, 0, 0, 0, 0, /**/ 0, 1, 0, 0, 0, /**/ 0, 0, 1, 0, 0};
        float[] losses = new float[4];
        float[] gradient = new float[predictions.length];
        loss.losses(kernels, targets, predictions, losses, WIDTH, 0, 4);
        loss.gradient(kernels, targets, predictions, new float[] {1, 1, 1, 1}, gradient, WIDTH, 0, 4);
        for (float value : losses) {
            assertThat(value).as("losses %s", Arrays.toString(losses)).isFinite();
        }
        for (float value : gradient) {
            assertThat(value).as("gradient %s", Arrays.toString(gradient)).isFinite();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("losses")
    void targets_thatFitAreTaken_andNaNIsRefusedWithItsRow(
            String name, String kernelsName, Loss loss, Kernels kernels) {
        int width = loss.targetWidth(WIDTH);
        float[] targets = new float[4 * width];
        for (int row = 0; row < 4; row++) {
            targets[row * width] = 1;
        }
        loss.checkTargets(Rows.of(targets, width), WIDTH);
        targets[2 * width] = Float.NaN;
        assertThatThrownBy(() -> loss.checkTargets(Rows.of(targets, width), WIDTH))
                .isInstanceOfSatisfying(TargetException.class, refused -> {
                    assertThat(refused.row()).isEqualTo(2);
                    assertThat(refused.value()).isNaN();
                })
                .hasMessageStartingWith(loss.className() + " must get targets ")
                .hasMessageContaining("got NaN in row 2");
        targets[2 * width] = 1;
        loss.checkTargets(Rows.of(targets, 2 * width), WIDTH);
        if (width > 1) {
            assertThatThrownBy(() -> loss.checkTargets(Rows.of(new float[2 * (width + 1)], width + 1), WIDTH))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("for a network with 5 outputs, got " + (width + 1));
        }
    }

    /// With the scalar kernels: until they are compiled, vectors are objects.
    @ParameterizedTest
    @MethodSource("names")
    void aPass_allocatesNothing(String name) {
        Loss loss = Registry.LOSSES.get(name).prototype();
        Kernels kernels = EveryKernels.scalar();
        float[] targets = targets(loss, ROWS);
        float[] predictions = probabilities(2, ROWS);
        float[] scales = probabilities(3, ROWS);
        float[] losses = new float[ROWS];
        float[] gradient = new float[predictions.length];
        assertThat(Allocation.leastBytes(() -> {
                    loss.losses(kernels, targets, predictions, losses, WIDTH, 0, ROWS);
                    loss.gradient(kernels, targets, predictions, scales, gradient, WIDTH, 0, ROWS);
                }))
                .isZero();
    }

    @ParameterizedTest(name = "{0} {1} {4}")
    @MethodSource("twins")
    void onLogits_isTheLossOfTheActivation(
            String name, String kernelsName, Loss loss, Kernels kernels, Activation activation, Loss twin) {
        float[] targets = targets(loss, ROWS);
        float[] logits = new float[ROWS * WIDTH];
        RandomStream.gaussians(RandomStream.of(4).key(), logits, 0, logits.length);
        float[] predictions = new float[logits.length];
        activation.forward(kernels, logits, predictions, WIDTH, 0, ROWS);
        float[] scales = probabilities(3, ROWS);

        float[] expected = new float[ROWS];
        float[] expectedGradient = new float[logits.length];
        loss.losses(kernels, targets, predictions, expected, WIDTH, 0, ROWS);
        loss.gradient(kernels, targets, predictions, scales, expectedGradient, WIDTH, 0, ROWS);
        activation.backward(kernels, logits, predictions, expectedGradient, expectedGradient, WIDTH, 0, ROWS);

        float[] losses = new float[ROWS];
        float[] gradient = new float[logits.length];
        twin.losses(kernels, targets, logits, losses, WIDTH, 0, ROWS);
        twin.gradient(kernels, targets, logits, scales, gradient, WIDTH, 0, ROWS);
        assertClose(name, losses, expected, 2e-6);
        assertClose(name, gradient, expectedGradient, 2e-6);
        float[] fromActivated = new float[logits.length];
        twin.gradientOnLogits(kernels, targets, logits, predictions, scales, fromActivated, WIDTH, 0, 7);
        twin.gradientOnLogits(kernels, targets, logits, predictions, scales, fromActivated, WIDTH, 7, ROWS);
        assertThat(fromActivated).isEqualTo(gradient);
        assertThat(twin.reduction()).isEqualTo(loss.reduction());
        assertThat(twin.onLogits(activation)).isNull();
    }

    @ParameterizedTest(name = "{0} {1} {4}")
    @MethodSource("twins")
    void onLogits_learnsWhenSurelyWrong(
            String name, String kernelsName, Loss loss, Kernels kernels, Activation activation, Loss twin) {
        float[] logits = {-100, 100, -100, -100, -100};
        float[] targets = loss.targetWidth(WIDTH) == 1 ? new float[] {0} : new float[] {1, 0, 0, 0, 0};
        float[] losses = new float[1];
        float[] gradient = new float[WIDTH];
        twin.losses(kernels, targets, logits, losses, WIDTH, 0, 1);
        twin.gradient(kernels, targets, logits, new float[] {1}, gradient, WIDTH, 0, 1);
        assertThat(losses[0]).isBetween(20f, 300f);
        assertThat(gradient[0]).isBetween(-1f, -0.1f);
        assertThat(gradient[1]).isBetween(0.1f, 1f);
    }

    /// Rows of probabilities that sum to 1, or class numbers.
    private static float[] targets(Loss loss, int rows) {
        int width = loss.targetWidth(WIDTH);
        if (width == 1) {
            float[] labels = new float[rows];
            for (int row = 0; row < rows; row++) {
                labels[row] = row * 7 % WIDTH;
            }
            return labels;
        }
        float[] targets = probabilities(1, rows);
        for (int row = 0; row < rows; row++) {
            float sum = 0;
            for (int j = 0; j < WIDTH; j++) {
                sum += targets[row * WIDTH + j];
            }
            for (int j = 0; j < WIDTH; j++) {
                targets[row * WIDTH + j] /= sum;
            }
        }
        return targets;
    }

    /// From 0.1 to 0.9.
    private static float[] probabilities(int key, int rows) {
        float[] values = new float[rows * WIDTH];
        RandomStream.uniforms(RandomStream.of(key).key(), values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.1f + 0.8f * values[i];
        }
        return values;
    }

    /// The values of a range, and 7 elsewhere.
    private static float[] within(float[] values, int from, int to) {
        float[] copy = values.clone();
        Arrays.fill(copy, 0, from, 7);
        Arrays.fill(copy, to, copy.length, 7);
        return copy;
    }
}
