package gradus.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.activations.Relu;
import gradus.data.Integers;
import gradus.data.Shape;
import gradus.math.RandomStream;
import gradus.registry.Registry;
import gradus.testing.LayerRun;
import gradus.testing.LayerRun.Options;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every layer.
class LayerContractTest {
    static final int ROWS = 70;
    private static final int WIDTH = 150;

    static Stream<Layer> layers() {
        Stream<Layer> options = Stream.of(
                new Dense(5),
                new Dense(3, new Relu(0.25, null, 0)).useBias(false),
                new BatchNormalization().scale(false).momentum(0.5),
                new BatchNormalization().center(false),
                new BatchNormalization().frozen(),
                new Dense(4).frozen(),
                new LayerNormalization().center(false).epsilon(0.1),
                new LayerNormalization().scale(false),
                new WeightNormalization(new Dense(5, new Relu(0.25, null, 0))),
                new WeightNormalization(new Dense(5).useBias(false)),
                new ActivityRegularization(0.5, 0.25),
                new Normalization(-1, List.of(0.5), List.of(4.0), true),
                new ReLU(1.0, 0.25, 0.5),
                new Embedding(7, 3),
                new IntegerLookup(List.of(-16777215L, 3L)),
                new IntegerLookup(List.of(-16777215L, 3L)).numOovIndices(3).outputMode(OutputMode.COUNT),
                new CategoryEncoding(3, OutputMode.ONE_HOT),
                new CategoryEncoding(3, OutputMode.COUNT),
                new Discretization(List.of(-0.5, 0.5)).outputMode(OutputMode.COUNT),
                new Hashing(5, "3", List.of(1L, 2L), OutputMode.MULTI_HOT),
                new HashedCrossing(5, OutputMode.ONE_HOT),
                new Dropout(1),
                new Dropout(0),
                new Dot(-1, true),
                new Dot(List.of(2, 1), false),
                new Dot(List.of(2, -2), true),
                new OnAxes(new Dense(4, new gradus.activations.Softmax())),
                new OnAxes(new WeightNormalization(new Dense(5), false)),
                new OnAxes(new Softmax(1)),
                new OnAxes(new Softmax(List.of(2, 3))),
                new OnAxes(new BatchNormalization()),
                new OnAxes(new BatchNormalization().axis(2)),
                new OnAxes(new LayerNormalization().axis(List.of(1, 3))),
                new OnAxes(new LayerNormalization().axis(List.of(2, 3))),
                new OnAxes(new UnitNormalization(List.of(2))),
                new OnAxes(new PReLU().sharedAxes(List.of(1, 3))),
                new OnAxes(new Dropout(0.5, Arrays.asList(null, 1, null, 3))),
                new OnAxes(new AlphaDropout(0.5, Arrays.asList(1, null, 1, 1))),
                new EinsumDense("bki,kio->bko", 4, 5).biasAxes("ko"),
                new EinsumDense("bki,ki->bki", 4, 5),
                new EinsumDense("abc,dcb->ad", 3).activation(new gradus.activations.Softmax()),
                new EinsumDense("...xy,yz->...zx", 4, null).biasAxes("z"),
                new TimeDistributed(new LayerNormalization()),
                new TimeDistributed(new EinsumDense("bki,kio->bko", 3, 2)),
                new SpectralNormalization(new Embedding(7, 3), 2),
                new SpectralNormalization(new EinsumDense("bki,kio->bko", 3, 2), 3),
                new GroupNormalization(2),
                new OnAxes(new GroupNormalization(-1).axis(1)),
                new OnAxes(new TimeDistributed(new SpatialDropout1D(0.5))),
                new OnAxes(new Permute(List.of(3, 1, 2))));
        return Stream.of(
                        Registry.LAYERS.entries().stream().map(Registry.Entry::prototype),
                        options,
                        Registry.OPERATIONS.entries().stream().map(Registry.Entry::prototype),
                        OperationCases.OPTIONS.stream())
                .<Layer>flatMap(layers -> layers)
                // Text is read before a network, and a lookup without a vocabulary cannot run.
                .filter(layer -> !(layer instanceof LookupLayer lookup) || lookup.vocabularyLines() != null);
    }

    /// A layer on rows of three axes.
    private record OnAxes(Layer layer) implements Layer {
        @Override
        public List<Shape> exampleInputs(int width) {
            return List.of(Shape.of(2, Math.max(1, width / 6), 3));
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return layer.outputShape(inputs);
        }

        @Override
        public List<ParameterSpec> parameters(List<Shape> inputs) {
            return layer.parameters(inputs);
        }

        @Override
        public void completeInitialization(List<Shape> inputs, float[] parameters, int[] offsets) {
            layer.completeInitialization(inputs, parameters, offsets);
        }

        @Override
        public BoundLayer bind(Binding binding) {
            return layer.bind(binding);
        }

        @Override
        public String className() {
            return layer.className();
        }
    }

    /// Numbers on a grid that keeps away from 0, 1/2 and 1 and, for two inputs, from each other.
    static void fill(LayerRun run) {
        for (int k = 0; k < run.inputs.size(); k++) {
            RandomStream random = RandomStream.of(k);
            float[] x = run.inputs.get(k);
            Integers integers = run.layer.integers(k);
            for (int i = 0; i < x.length; i++) {
                x[i] = integers != null
                        ? integers.least() + i % Math.min(1000, integers.most() - integers.least() + 1)
                        : (float) (Math.rint(random.nextGaussian() * 32) / 32 + (k + 1) / 96.0);
                x[i] = integers == null ? OperationCases.inDomain(run.layer, x[i]) : x[i];
            }
        }
        RandomStream random = RandomStream.of(5);
        for (int i = 0; i < run.specs.size(); i++) {
            ParameterSpec spec = run.specs.get(i);
            if (spec.trainable()) {
                for (int j = run.offsets[i]; j < run.offsets[i] + spec.shape().size(); j++) {
                    run.parameters[j] += (float) (0.3 * random.nextGaussian());
                }
            }
        }
    }

    static float[] gradient(int size) {
        float[] gradient = new float[size];
        RandomStream random = RandomStream.of(6);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) random.nextGaussian();
        }
        return gradient;
    }

    /// `Σ y·dy + penalty`, in double precision.
    private static double objective(LayerRun run, int rows, float[] gradient) {
        run.forward(rows, true, 3);
        double sum = run.penalty();
        for (int i = 0; i < gradient.length; i++) {
            sum += (double) run.output[i] * gradient[i];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradients_areThoseOfFiniteDifferences(Layer layer) {
        int rows = 5;
        LayerRun run = new LayerRun(layer, layer.exampleInputs(6), rows);
        if (run.specs.stream().anyMatch(spec -> spec.name().equals("vector_u"))) {
            return; // Each pass changes the kernel; LayerGoldenTest compares the gradients.
        }
        fill(run);
        float[] gradient = gradient(run.output.length);
        objective(run, rows, gradient);
        run.backward(gradient);
        for (int k = 0; k < run.inputs.size() && !OperationCases.hasOtherSlopes(layer); k++) {
            if (layer.integers(k) != null || layer instanceof Discretization) {
                assertThat(run.inputGradient(k)).isEqualTo(new float[run.inputs.get(k).length]);
                continue;
            }
            assertDifferences(
                    layer + " input " + k,
                    run,
                    rows,
                    gradient,
                    run.inputs.get(k),
                    run.inputGradient(k).clone(),
                    0);
        }
        if (layer instanceof NamedLayer) {
            assertThat(run.parameterGradients).isEqualTo(new float[run.parameterGradients.length]);
            return;
        }
        for (int i = 0; i < run.specs.size(); i++) {
            ParameterSpec spec = run.specs.get(i);
            if (spec.trainable()) {
                assertDifferences(
                        layer + " " + spec.name(),
                        run,
                        rows,
                        gradient,
                        run.parameters,
                        run.parameterGradient(spec.name()),
                        run.offsets[i]);
            }
        }
    }

    private static void assertDifferences(
            String what, LayerRun run, int rows, float[] gradient, float[] values, float[] expected, int offset) {
        float step = 1f / 256;
        for (int i = 0; i < expected.length; i++) {
            float value = values[offset + i];
            values[offset + i] = value + step;
            double above = objective(run, rows, gradient);
            values[offset + i] = value - step;
            double below = objective(run, rows, gradient);
            values[offset + i] = value;
            assertThat((above - below) / (2 * step))
                    .as("%s [%s]", what, i)
                    .isCloseTo(expected[i], within(2e-3 * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void bits_areTheSameOnAnyNumberOfThreads(Layer layer) {
        LayerRun one = run(layer, Options.of(ROWS), ROWS);
        for (int threads : new int[] {2, 3, 7}) {
            assertSameBits(run(layer, Options.of(ROWS).threads(threads), ROWS), one);
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void partialBatch_isComputedAsABatchOfThatSize(Layer layer) {
        assertSameBits(run(layer, Options.of(ROWS), 33), run(layer, Options.of(33), 33));
    }

    private static LayerRun run(Layer layer, Options options, int rows) {
        LayerRun run = new LayerRun(layer, layer.exampleInputs(WIDTH), options);
        fill(run);
        run.forward(rows, true, 4);
        run.backward(gradient(rows * (run.output.length / options.capacity())));
        return run;
    }

    /// The arrays of `actual` may have room for more rows, which must be as they were.
    private static void assertSameBits(LayerRun actual, LayerRun expected) {
        assertSameStart("output", actual.output, expected.output);
        for (int k = 0; k < actual.inputs.size(); k++) {
            assertSameStart("gradient of input", actual.inputGradient(k), expected.inputGradient(k));
        }
        assertThat(actual.parameterGradients).as("gradients").isEqualTo(expected.parameterGradients);
        assertThat(actual.parameters).as("parameters").isEqualTo(expected.parameters);
    }

    private static void assertSameStart(String what, float[] actual, float[] expected) {
        float[] padded = Arrays.copyOf(expected, actual.length);
        assertThat(actual).as(what).isEqualTo(padded);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void accumulation_addsToTheGradientsThatAreThere(Layer layer) {
        LayerRun plain = run(layer, Options.of(ROWS), ROWS);
        LayerRun adding =
                new LayerRun(layer, layer.exampleInputs(WIDTH), Options.of(ROWS).accumulate(true));
        fill(adding);
        Arrays.fill(adding.parameterGradients, 2);
        adding.forward(ROWS, true, 4);
        adding.backward(gradient(adding.output.length));
        for (int i = 0; i < adding.specs.size(); i++) {
            ParameterSpec spec = adding.specs.get(i);
            if (spec.trainable()) {
                float[] gradients = adding.parameterGradient(spec.name());
                float[] alone = plain.parameterGradient(spec.name());
                for (int j = 0; j < gradients.length; j++) {
                    float sum = 2 + alone[j];
                    assertThat(gradients[j]).isCloseTo(sum, within(1e-4f * Math.max(1, Math.abs(sum))));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void withoutAccumulation_whatWasThereDoesNotMatter(Layer layer) {
        LayerRun plain = run(layer, Options.of(ROWS), ROWS);
        LayerRun dirty = new LayerRun(layer, layer.exampleInputs(WIDTH), ROWS);
        fill(dirty);
        for (int i = 0; i < dirty.specs.size(); i++) {
            ParameterSpec spec = dirty.specs.get(i);
            if (spec.trainable() && !(layer instanceof NamedLayer)) {
                int end = dirty.offsets[i] + spec.shape().size();
                Arrays.fill(dirty.parameterGradients, dirty.offsets[i], end, Float.NaN);
            }
        }
        for (int k = 0; k < dirty.inputs.size(); k++) {
            Arrays.fill(dirty.inputGradient(k), Float.NaN);
        }
        Arrays.fill(dirty.output, Float.NaN);
        dirty.forward(ROWS, true, 4);
        dirty.backward(gradient(dirty.output.length));
        assertSameBits(dirty, plain);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void inputGradientThatNobodyWants_changesNothingElse(Layer layer) {
        LayerRun wanted = run(layer, Options.of(ROWS), ROWS);
        LayerRun unwanted = run(layer, Options.of(ROWS).inputGradients(false), ROWS);
        assertThat(unwanted.parameterGradients).isEqualTo(wanted.parameterGradients);
        assertThat(unwanted.output).isEqualTo(wanted.output);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void frozenLayer_changesNoParameterAndPassesTheGradientOn(Layer layer) {
        LayerRun run = run(layer.frozen(), Options.of(ROWS), ROWS);
        LayerRun untouched = new LayerRun(layer.frozen(), layer.exampleInputs(WIDTH), ROWS);
        fill(untouched);
        assertThat(run.parameterGradients).isEqualTo(new float[run.parameterGradients.length]);
        assertThat(run.parameters).isEqualTo(untouched.parameters);
        boolean silenced = OperationCases.passesNoGradient(layer);
        for (int k = 0;
                k < run.inputs.size() && !silenced && layer.integers(k) == null && !(layer instanceof Discretization);
                k++) {
            assertThat(run.inputGradient(k)).isNotEqualTo(new float[run.inputGradient(k).length]);
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void components_canBeChangedByMethodsOfTheirNames(Layer layer) throws ReflectiveOperationException {
        for (RecordComponent component : layer.getClass().getRecordComponents()) {
            for (Method method : layer.getClass().getMethods()) {
                if (method.getName().equals(component.getName())
                        && method.getParameterCount() == 1
                        && method.getReturnType() == layer.getClass()) {
                    Object value = component.getAccessor().invoke(layer);
                    assertThat(method.invoke(layer, value)).as("%s", method).isEqualTo(layer);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void noInput_isRefused(Layer layer) {
        assertThatThrownBy(() -> layer.outputShape(List.of()))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(layer.className());
    }
}
