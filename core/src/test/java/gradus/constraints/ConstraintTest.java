package gradus.constraints;

import static gradus.testing.Golden.assertClose;
import static gradus.testing.Golden.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Shape;
import gradus.registry.Registry;
import gradus.testing.Allocation;
import gradus.testing.Golden;
import gradus.testing.GoldenConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ConstraintTest {
    static Stream<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        Golden.read("constraints.json").get("cases").forEach(cases::add);
        // A norm over several axes at once, for the kernels of convolutions.
        cases.removeIf(golden -> golden.get("config").has("axis")
                && golden.get("config").get("axis").isArray());
        assertThat(cases).hasSizeGreaterThanOrEqualTo(16);
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void constrainedWeights_areThoseOfKeras(JsonNode golden) {
        Constraint constraint = GoldenConfig.read(Registry.CONSTRAINTS, golden.get("config"));
        float[] values = floats(golden.get("x"));
        constraint.apply(values, 0, shape(golden.get("x")));
        assertClose(golden.get("name").asString(), values, floats(golden.get("y")), 1e-6);
    }

    @Test
    void neighbours_stayAsTheyAre() {
        Registry.CONSTRAINTS.entries().forEach(entry -> {
            float[] values = {-9, -9, 3, 4, -9};
            entry.prototype().apply(values, 2, Shape.of(2, 1));
            assertThat(List.of(values[0], values[1], values[4]))
                    .as(entry.name())
                    .containsExactly(-9f, -9f, -9f);
        });
    }

    @Test
    void negativeAxis_countsFromTheLast() {
        float[] values = {3, 4, 6, 8};
        new UnitNorm(-1).apply(values, 0, Shape.of(2, 2));
        assertThat(values).usingComparatorWithPrecision(1e-6f).containsExactly(0.6f, 0.8f, 0.6f, 0.8f);
    }

    @Test
    void middleAxis_hasAVectorForEachPlaceOfTheOthers() {
        float[] values = {3, 0, 4, 2, 1, 1, 1, 1};
        new UnitNorm(1).apply(values, 0, Shape.of(2, 2, 2));
        float half = (float) Math.sqrt(0.5);
        assertThat(values)
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0.6f, 0, 0.8f, 1, half, half, half, half);
    }

    @Test
    void normsAreBounded_afterOneApplication() {
        float[] values = {3, 4};
        new MinMaxNorm(1, 2).apply(values, 0, Shape.of(2));
        assertThat(Math.hypot(values[0], values[1])).isCloseTo(2, within(1e-6));
    }

    @Test
    void applying_allocatesNothing() {
        Shape shape = Shape.of(30, 20);
        float[] values = new float[600];
        Registry.CONSTRAINTS
                .entries()
                .forEach(entry -> assertThat(Allocation.leastBytes(() -> {
                            for (int i = 0; i < 2000; i++) {
                                entry.prototype().apply(values, 0, shape);
                            }
                        }))
                        .as(entry.name())
                        .isZero());
    }

    @Test
    void whatMakesNoSense_isRefused() {
        assertThatThrownBy(() -> new UnitNorm(2).apply(new float[4], 0, Shape.of(2, 2)))
                .hasMessage("UnitNorm must have an axis in [-2, 2) for the shape [2, 2], got 2");
        assertThatThrownBy(() -> new MaxNorm(-1)).hasMessage("MaxNorm.maxValue must be at least 0, got -1.0");
        assertThatThrownBy(() -> new MinMaxNorm(2, 1))
                .hasMessage("MinMaxNorm.minValue must be at most maxValue, got 2.0 and 1.0");
        assertThatThrownBy(() -> new MinMaxNorm(0, 1, 2, 0)).hasMessage("MinMaxNorm.rate must be in [0, 1], got 2.0");
    }

    private static Shape shape(JsonNode array) {
        return array.get(0).isArray() ? Shape.of(array.size(), array.get(0).size()) : Shape.of(array.size());
    }
}
