package gradus.activations;

import static gradus.testing.Golden.assertClose;
import static gradus.testing.Golden.floats;

import gradus.kernels.EveryKernels;
import gradus.kernels.Kernels;
import gradus.registry.Registry;
import gradus.testing.Golden;
import gradus.testing.GoldenConfig;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Values and gradients as Keras computes them in double precision.
class ActivationGoldenTest {
    private static final double TOLERANCE = 1e-6;

    static Stream<Arguments> values() {
        return Golden.read("activations.json")
                .get("cases")
                .valueStream()
                // Keras's sparsemax is not the paper's, see Sparsemax; sparsemax/paper is the case to meet.
                .filter(golden -> !golden.get("name").asString().equals("sparsemax"))
                .flatMap(golden -> EveryKernels.available().stream()
                        .map(kernels -> Arguments.of(golden.get("name").asString(), kernels.name(), kernels, golden)));
    }

    /// On a corner there is no derivative, and what libraries return there differs.
    static Stream<Arguments> gradients() {
        return values().filter(arguments -> !((JsonNode) arguments.get()[3]).has("kinks"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("values")
    void value_isThatOfKeras(String name, String kernelsName, Kernels kernels, JsonNode golden) {
        assertClose(name, forward(kernels, golden), floats(golden.get("y")), TOLERANCE);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("gradients")
    void gradient_isThatOfKeras(String name, String kernelsName, Kernels kernels, JsonNode golden) {
        Activation activation = GoldenConfig.read(Registry.ACTIVATIONS, golden.get("config"));
        float[] x = floats(golden.get("x"));
        float[] gradient = new float[x.length];
        float[] y = forward(kernels, golden);
        int rows = rows(golden);
        activation.backward(kernels, x, y, floats(golden.get("dy")), gradient, x.length / rows, 0, rows);
        assertClose(name, gradient, floats(golden.get("dx")), TOLERANCE);
    }

    private static float[] forward(Kernels kernels, JsonNode golden) {
        Activation activation = GoldenConfig.read(Registry.ACTIVATIONS, golden.get("config"));
        float[] x = floats(golden.get("x"));
        int rows = rows(golden);
        int width = x.length / rows;
        float[] y = new float[rows * activation.outputWidth(width)];
        activation.forward(kernels, x, y, width, 0, rows);
        return y;
    }

    private static int rows(JsonNode golden) {
        return golden.get("x").get(0).isArray() ? golden.get("x").size() : 1;
    }
}
