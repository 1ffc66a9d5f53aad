package gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.activations.Activation;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.layers.Layers;
import gradus.losses.Loss;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Sgd;
import gradus.registry.Notation;
import gradus.registry.Registry;
import gradus.testing.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Against dense Hessians that JAX computed, in `golden/curvature.json`.
class LossSurfaceTest {
    static Stream<JsonNode> cases() {
        return Golden.read("curvature.json").path("cases").valueStream();
    }

    private static Activation activation(JsonNode one, String field) {
        return Notation.parse(Registry.ACTIVATIONS, one.path(field).asString());
    }

    private static Dataset rows(JsonNode one, boolean classes) {
        float[] labels = Golden.floats(one.path("labels"));
        float[] hot = new float[labels.length * 4];
        for (int i = 0; i < labels.length; i++) {
            hot[i * 4 + (int) labels[i]] = 1;
        }
        return Dataset.of(
                Rows.of(Golden.floats(one.path("inputs")), 3), classes ? Rows.of(labels, 1) : Rows.of(hot, 4));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAndCurvature_areThoseOfTheDenseHessian(JsonNode one) {
        Model model = Sequential.of(
                Layers.input(3),
                Layers.dense(6, activation(one, "activation")),
                Layers.dense(4, activation(one, "head")));
        Loss loss = Notation.parse(Registry.LOSSES, one.path("loss").asString());
        model.compile(new Sgd(), loss);
        String before = model.weightsSha256();
        LossSurface surface =
                new LossSurface(model, rows(one, one.path("loss").asString().startsWith("sparse")));
        float[] weights = Golden.floats(one.path("weights"));
        float[] gradient = new float[surface.size()];
        float[] product = new float[surface.size()];

        Golden.assertClose(
                "loss", surface.gradient(weights, gradient), one.path("value").asDouble(), 1e-5);
        Golden.assertClose("gradient", gradient, Golden.floats(one.path("gradient")), 1e-5);
        surface.hessianProduct(weights, Golden.floats(one.path("vector")), product);
        Golden.assertClose("product", product, Golden.floats(one.path("product")), 1e-3);
        double largest = one.path("largest").asDouble();
        assertThat(surface.largestEigenvalue(weights, 40, 3)).isCloseTo(largest, within(2e-3 * largest));
        assertThat(surface.loss(weights)).isEqualTo(surface.gradient(weights, gradient));
        assertThat(model.weightsSha256()).isEqualTo(before);
    }

    /// The loss of one linear unit without a bias is a quadratic, whose Hessian is 2 XᵀX / n.
    @Test
    void ofAQuadratic_theLargestEigenvalueIsExact() {
        Model model = Sequential.of(Layers.input(2), Layers.dense(1).useBias(false));
        model.compile(new Sgd(), new MeanSquaredError());
        LossSurface surface = new LossSurface(model, Dataset.of(new float[][] {{3, 0}, {0, 1}}, new float[2][1]));
        float[] product = new float[2];

        surface.hessianProduct(new float[] {5, -7}, new float[] {1, 1}, product);

        assertThat(product[0]).isCloseTo(9, within(1e-3f));
        assertThat(product[1]).isCloseTo(1, within(1e-3f));
        assertThat(surface.largestEigenvalue(new float[2], 5, 0)).isCloseTo(9, within(1e-3));
    }

    @Test
    void wrongSizes_areSaid() {
        Model model = Sequential.of(Layers.input(2), Layers.dense(1));
        Dataset rows = Dataset.of(new float[1][2], new float[1][1]);
        assertThatThrownBy(() -> new LossSurface(model, rows)).hasMessageContaining("compiled first");
        model.compile(new Sgd(), new MeanSquaredError());
        LossSurface surface = new LossSurface(model, rows);
        assertThatThrownBy(() -> surface.loss(new float[2]))
                .hasMessage("weights must have 3 values, as many as are trainable, got 2");
        assertThatThrownBy(() -> surface.hessianProduct(new float[3], new float[3], new float[3]))
                .hasMessage("vector must have a finite length above 0, got 0.0");
    }
}
