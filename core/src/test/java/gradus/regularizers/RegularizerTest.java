package gradus.regularizers;

import static gradus.testing.Golden.assertClose;
import static gradus.testing.Golden.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Shape;
import gradus.registry.Registry;
import gradus.testing.Golden;
import gradus.testing.GoldenConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class RegularizerTest {
    static Stream<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        Golden.read("regularizers.json").get("cases").forEach(cases::add);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(10);
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void priceAndGradient_areThoseOfKeras(JsonNode golden) {
        float[] x = floats(golden.get("x"));
        int rows = golden.get("x").size();
        Regularizer regularizer = GoldenConfig.<Regularizer>read(Registry.REGULARIZERS, golden.get("config"))
                .on(rows == x.length ? Shape.of(rows) : Shape.of(rows, x.length / rows));
        assertClose(
                "price",
                regularizer.penalty(x, 0, x.length),
                golden.get("value").asDouble(),
                1e-7);
        float[] gradients = new float[x.length];
        regularizer.addGradient(x, gradients, 0, x.length, 1);
        assertClose("gradient", gradients, floats(golden.get("gradient")), 1e-7);
    }

    @Test
    void gradient_isScaledAndAddedToTheRangeOnly() {
        for (Regularizer regularizer : List.of(new L1(1), new L2(0.25), new L1L2(0.5, 0.125))) {
            float[] gradients = {10, 10, 10, 10};
            regularizer.addGradient(new float[] {2, 2, -2, 2}, gradients, 1, 3, 0.5f);
            assertThat(gradients).as("%s", regularizer).containsExactly(10, 10.5f, 9.5f, 10);
        }
    }

    @Test
    void zero_hasNoSlope() {
        float[] gradients = {0};
        new L1L2(1, 1).addGradient(new float[] {0}, gradients, 0, 1, 1);
        assertThat(gradients).containsExactly(0);
    }

    @Test
    void orthogonal_needsAMatrix() {
        OrthogonalRegularizer regularizer = new OrthogonalRegularizer();
        assertThatThrownBy(() -> regularizer.on(Shape.of(3)))
                .hasMessage(
                        "OrthogonalRegularizer must be used on a matrix, such as a kernel, got a parameter of rank 1");
        assertThatThrownBy(() -> regularizer.penalty(new float[2], 0, 2))
                .hasMessageStartingWith("OrthogonalRegularizer must be the regularizer of a kernel");
        assertThat(regularizer.on(Shape.of(1, 3)).penalty(new float[] {1, 2, 3}, 0, 3))
                .isZero();
    }

    @Test
    void negativePrices_areRefused() {
        assertThatThrownBy(() -> new L1(-1)).hasMessage("L1.l1 must be at least 0, got -1.0");
        assertThatThrownBy(() -> new L2(Double.NaN)).hasMessage("L2.l2 must be at least 0, got NaN");
        assertThatThrownBy(() -> new L1L2(0, -1)).hasMessage("L1L2.l2 must be at least 0, got -1.0");
    }
}
