package gradus.losses;

import static gradus.testing.Golden.assertClose;
import static gradus.testing.Golden.floats;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.kernels.EveryKernels;
import gradus.kernels.Kernels;
import gradus.registry.Registry;
import gradus.testing.Golden;
import gradus.testing.GoldenConfig;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Losses, reductions and gradients as Keras computes them in double precision, with and without sample weights.
class LossGoldenTest {
    private static final double TOLERANCE = 1e-6;
    private static final JsonNode FILE = Golden.read("losses.json");

    static Stream<Arguments> cases() {
        return FILE.get("cases")
                .valueStream()
                .flatMap(golden -> EveryKernels.available().stream()
                        .map(kernels -> Arguments.of(golden.get("name").asString(), kernels.name(), kernels, golden)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void unweighted_isAsInKeras(String name, String kernelsName, Kernels kernels, JsonNode golden) {
        compare(name, kernels, golden, null, "");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void weighted_isAsInKeras(String name, String kernelsName, Kernels kernels, JsonNode golden) {
        compare(name, kernels, golden, floats(FILE.get("sample_weight")), "weighted_");
    }

    private static void compare(
            String name, Kernels kernels, JsonNode golden, float @Nullable [] sampleWeights, String prefix) {
        float[] targets = floats(golden.get("y_true"));
        float[] predictions = floats(golden.get("y_pred"));
        int rows = golden.get("y_pred").size();
        int width = predictions.length / rows;
        JsonNode reduced = golden.get(prefix + "reduced");
        assertThat(reduced.size()).isPositive();
        for (String reductionName : reduced.propertyNames()) {
            String what = name + " " + prefix + reductionName;
            Loss loss = loss(golden, reductionName);
            assertThat(loss.targetWidth(width)).isEqualTo(targets.length / rows);
            float[] losses = new float[rows];
            loss.losses(kernels, targets, predictions, losses, width, 0, rows);
            float[] weights = weights(loss, targets, sampleWeights, rows);
            if (golden.has(prefix + "rows")) {
                assertClose(what, weighted(losses, sampleWeights), floats(golden.get(prefix + "rows")), TOLERANCE);
            }
            double mean = loss.reduction().value(losses, weights, rows);
            assertClose(what, loss.ofMean(mean), reduced.get(reductionName).asDouble(), TOLERANCE);
            if (loss.reduction() == Reduction.SUM_OVER_BATCH_SIZE) {
                float[] scales = new float[rows];
                loss.reduction().scales(weights, rows, loss.slopeAtMean(mean), scales);
                float[] gradient = new float[predictions.length];
                loss.gradient(kernels, targets, predictions, scales, gradient, width, 0, rows);
                float[] expected = floats(golden.get(prefix + "gradient"));
                if (name.startsWith("mean_absolute")) {
                    zeroAtExactHits(targets, predictions, expected);
                }
                assertClose(what, gradient, expected, TOLERANCE);
            }
        }
    }

    /// At 0, an absolute value has no slope. JAX takes that of one side, TensorFlow, PyTorch and Gradus 0.
    private static void zeroAtExactHits(float[] targets, float[] predictions, float[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = targets[i] == predictions[i] ? 0 : gradient[i];
        }
    }

    private static Loss loss(JsonNode golden, String reduction) {
        ObjectNode config = ((ObjectNode) golden.get("config")).deepCopy();
        return GoldenConfig.read(Registry.LOSSES, config.put("reduction", reduction.toLowerCase(Locale.ROOT)));
    }

    private static float @Nullable [] weights(Loss loss, float[] targets, float @Nullable [] sampleWeights, int rows) {
        if (!loss.ignoresRows()) {
            return sampleWeights;
        }
        float[] weights = new float[rows];
        Arrays.fill(weights, 1);
        if (sampleWeights != null) {
            System.arraycopy(sampleWeights, 0, weights, 0, rows);
        }
        loss.ignoreRows(targets, weights, rows);
        return weights;
    }

    private static float[] weighted(float[] losses, float @Nullable [] weights) {
        float[] products = losses.clone();
        for (int row = 0; row < products.length; row++) {
            products[row] *= weights == null ? 1 : weights[row];
        }
        return products;
    }
}
