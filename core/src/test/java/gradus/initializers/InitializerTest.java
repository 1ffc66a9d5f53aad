package gradus.initializers;

import static gradus.testing.Golden.assertClose;
import static gradus.testing.Golden.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Shape;
import gradus.math.RandomStream;
import gradus.registry.Registry;
import gradus.testing.Golden;
import gradus.testing.GoldenConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class InitializerTest {
    private static final int DRAWS = 200_000;

    static Stream<JsonNode> random() {
        return cases().filter(golden -> golden.has("distribution"));
    }

    static Stream<JsonNode> exact() {
        return cases().filter(golden -> golden.has("value"));
    }

    private static Stream<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        Golden.read("initializers.json").get("cases").forEach(cases::add);
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("random")
    void meanDeviationAndBounds_areThoseOfKeras(JsonNode golden) {
        Initializer initializer = GoldenConfig.read(Registry.INITIALIZERS, golden.get("config"));
        double mean = golden.get("mean").asDouble();
        double deviation = golden.get("std").asDouble();
        Sample sample = Sample.of(
                initializer,
                golden.get("shape").get(0).asInt(),
                golden.get("shape").get(1).asInt());
        assertThat(sample.mean).isCloseTo(mean, within(5 * deviation / Math.sqrt(DRAWS)));
        assertThat(sample.deviation / deviation).isCloseTo(1, within(0.01));
        if (!golden.get("minimum").isNull()) {
            double low = golden.get("minimum").asDouble();
            double high = golden.get("maximum").asDouble();
            double slack = 1e-3 * (high - low);
            assertThat(sample.minimum).isBetween(low - 1e-7, low + slack);
            assertThat(sample.maximum).isBetween(high - slack, high + 1e-7);
        }
    }

    @ParameterizedTest
    @MethodSource("exact")
    void fixedValues_areThoseOfKeras(JsonNode golden) {
        Initializer initializer = GoldenConfig.read(Registry.INITIALIZERS, golden.get("config"));
        float[] values = new float
                [golden.get("shape").get(0).asInt() * golden.get("shape").get(1).asInt()];
        Arrays.fill(values, Float.NaN);
        initializer.initialize(
                values,
                0,
                Shape.of(
                        golden.get("shape").get(0).asInt(),
                        golden.get("shape").get(1).asInt()),
                RandomStream.of(1));
        assertClose(golden.get("name").asString(), values, floats(golden.get("value")), 0);
    }

    @Test
    void formulasOfTheBook_areNotTruncated() {
        Sample xavier = Sample.of(new XavierNormal(), 30, 50);
        assertThat(xavier.deviation / Math.sqrt(2.0 / 80)).isCloseTo(1, within(0.01));
        assertThat(xavier.maximum).isGreaterThan(3.5 * Math.sqrt(2.0 / 80));
        Sample kaiming = Sample.of(new KaimingNormal(), 30, 50);
        assertThat(kaiming.deviation / Math.sqrt(2.0 / 30)).isCloseTo(1, within(0.01));
        assertThat(kaiming.maximum).isGreaterThan(3.5 * Math.sqrt(2.0 / 30));
    }

    @Test
    void everyInitializer_fillsItsRangeOnlyAndTheSameForTheSameStream() {
        Shape shape = Shape.of(4, 3);
        Registry.INITIALIZERS.entries().forEach(entry -> {
            float[] first = new float[20];
            Arrays.fill(first, 77);
            float[] second = first.clone();
            entry.prototype().initialize(first, 5, shape, RandomStream.of(3));
            entry.prototype().initialize(second, 5, shape, RandomStream.of(3));
            assertThat(first).as(entry.name()).isEqualTo(second);
            for (int i = 0; i < first.length; i++) {
                assertThat(first[i] == 77).as("%s at %s", entry.name(), i).isEqualTo(i < 5 || i >= 17);
            }
        });
    }

    @Test
    void signals_keepTheirVarianceThroughReluWithHe() {
        // Inputs of variance 1 and relu: the mean square after each of ten layers stays near 1.
        int width = 256;
        float[] signal = new float[width];
        RandomStream.gaussians(5, signal, 0, width);
        double meanSquare = 0;
        for (int layer = 0; layer < 10; layer++) {
            float[] kernel = new float[width * width];
            new HeNormal().initialize(kernel, 0, Shape.of(width, width), RandomStream.of(layer));
            float[] next = new float[width];
            meanSquare = 0;
            for (int unit = 0; unit < width; unit++) {
                for (int input = 0; input < width; input++) {
                    next[unit] +=
                            (layer == 0 ? signal[input] : Math.max(0, signal[input])) * kernel[input * width + unit];
                }
                meanSquare += next[unit] * next[unit] / width;
            }
            signal = next;
        }
        assertThat(meanSquare).isBetween(0.4, 4.0);
    }

    @Test
    void staticNames_makeTheRecords() {
        assertThat(Initializers.heNormal()).isEqualTo(new HeNormal());
        assertThat(Initializers.constant(0.5)).isEqualTo(new Constant(0.5));
        assertThat(Initializers.orthogonal(2)).isEqualTo(new Orthogonal(2));
        assertThat(Initializers.randomUniform(0, 1)).isEqualTo(new RandomUniform(0, 1));
        long named = Arrays.stream(Initializers.class.getMethods())
                .filter(method -> Initializer.class.isAssignableFrom(method.getReturnType()))
                .map(method -> method.getReturnType().getSimpleName())
                .distinct()
                .count();
        // VarianceScaling alone is too general for a short name.
        assertThat(named).isEqualTo(Registry.INITIALIZERS.entries().size() - 1);
    }

    @Test
    void argumentsOutOfRange_areRefused() {
        assertThatThrownBy(() -> new RandomNormal(0, -1))
                .hasMessage("RandomNormal.stddev must be at least 0, got -1.0");
        assertThatThrownBy(() -> new RandomUniform(1, 0))
                .hasMessage("RandomUniform.minval must be at most maxval, got 1.0 and 0.0");
        assertThatThrownBy(() -> new TruncatedNormal(Double.NaN, 1))
                .hasMessage("TruncatedNormal.mean must be finite, got NaN");
        assertThatThrownBy(
                        () -> new VarianceScaling(0, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM))
                .hasMessage("VarianceScaling.scale must be greater than 0, got 0.0");
        assertThatThrownBy(() -> new Identity().initialize(new float[2], 0, Shape.of(2), RandomStream.of(1)))
                .hasMessage("Identity must have two dimensions to fill, got [2]");
        assertThatThrownBy(() -> new Orthogonal().initialize(new float[2], 0, Shape.of(2), RandomStream.of(1)))
                .hasMessage("Orthogonal must have at least two dimensions to fill, got [2]");
    }

    /// Moments of many numbers.
    private record Sample(double mean, double deviation, double minimum, double maximum) {
        static Sample of(Initializer initializer, int rows, int columns) {
            Shape shape = Shape.of(rows, columns);
            float[] values = new float[shape.size()];
            double sum = 0;
            double squares = 0;
            double minimum = Double.POSITIVE_INFINITY;
            double maximum = Double.NEGATIVE_INFINITY;
            int count = 0;
            for (int seed = 0; count < DRAWS; seed++) {
                initializer.initialize(values, 0, shape, RandomStream.of(seed));
                for (float value : values) {
                    sum += value;
                    squares += (double) value * value;
                    minimum = Math.min(minimum, value);
                    maximum = Math.max(maximum, value);
                }
                count += values.length;
            }
            double mean = sum / count;
            return new Sample(mean, Math.sqrt(squares / count - mean * mean), minimum, maximum);
        }
    }
}
