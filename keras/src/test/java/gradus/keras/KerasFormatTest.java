package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.Fit;
import gradus.History;
import gradus.Model;
import gradus.Sequential;
import gradus.activations.Relu;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.layers.Dense;
import gradus.layers.Input;
import gradus.losses.Loss;
import gradus.losses.MeanSquaredError;
import gradus.losses.RootMeanSquaredError;
import gradus.metrics.LossMetric;
import gradus.metrics.MeanAbsoluteError;
import gradus.metrics.Metric;
import gradus.optimizers.Adam;
import gradus.optimizers.Optimizer;
import gradus.registry.Registry;
import gradus.training.Graph;
import gradus.training.Parameters;
import gradus.training.SavedModel;
import gradus.training.SavedModel.Compilation;
import gradus.training.SavedModel.OptimizerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class KerasFormatTest {
    private final KerasFormat format = new KerasFormat();

    private final Path folder;

    KerasFormatTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static List<Path> readable() {
        return Fixtures.readable();
    }

    static List<Path> trained() {
        return Fixtures.trained();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void kerasModel_predictsAsInKeras(Path file) {
        JsonNode numbers = Fixtures.numbers(file);
        Model model = Model.load(file);
        List<Rows> inputs = new ArrayList<>();
        JsonNode expected;
        if (numbers.has("validation_x")) {
            inputs.addAll(Fixtures.tables(numbers.path("validation_x")));
            boolean trained = file.toString().contains(".trained");
            expected = numbers.path(trained ? "final_predictions" : "initial_predictions");
        } else {
            if (numbers.has("inputs")) {
                numbers.path("inputs").forEach(input -> inputs.add(Fixtures.rows(input)));
            } else {
                inputs.add(Fixtures.rows(numbers.path("x")));
            }
            expected = numbers.path("predictions");
        }
        float[] wanted = Fixtures.numbers(expected);
        float[] got = Fixtures.predict(model, inputs);
        assertThat(got).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(Math.abs(got[i] - wanted[i]) / Math.max(1, Math.abs(wanted[i])))
                    .as("number %s: got %s, expected %s", i, got[i], wanted[i])
                    .isLessThanOrEqualTo(1e-6f);
        }
    }

    /// Gradus computes such models in float32, Keras in fewer digits.
    @ParameterizedTest
    @ValueSource(strings = {"mixed_bfloat16", "mixed_float16"})
    void modelOfAMixedPolicy_predictsNearlyAsInKeras(String name) {
        Path file = Fixtures.file(name);
        JsonNode numbers = Fixtures.numbers(file);
        float[] wanted = Fixtures.numbers(numbers.path("mixed_predictions"));
        float[] got = Fixtures.predict(Model.load(file), List.of(Fixtures.rows(numbers.path("x"))));
        assertThat(got).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(got[i]).isCloseTo(wanted[i], within(0.01f));
        }
    }

    @ParameterizedTest
    @MethodSource("trained")
    void kerasModel_goesOnTrainingAsInKeras(Path file) {
        JsonNode numbers = Fixtures.numbers(file);
        Model model = Model.load(file);
        Dataset data = Fixtures.data(numbers, "x", "y");
        Fit fit = Fit.epochs(3).batchSize(16).shuffle(false);
        if (numbers.has("class_weight")) {
            Map<Integer, Double> weights = new java.util.TreeMap<>();
            numbers.path("class_weight")
                    .properties()
                    .forEach(weight -> weights.put(
                            Integer.parseInt(weight.getKey()), weight.getValue().asDouble()));
            fit = fit.classWeights(weights);
        }
        History history = model.fit(data, fit);
        JsonNode losses = numbers.path("resumed").path("history").path("loss");
        for (int epoch = 0; epoch < 3; epoch++) {
            double wanted = losses.get(epoch).asDouble();
            assertThat(history.get("loss").get(epoch)).isCloseTo(wanted, within(1e-5 * Math.max(1, wanted)));
        }
    }

    @ParameterizedTest
    @MethodSource("readable")
    void savedAndLoaded_isTheSameModel(Path file) throws IOException {
        SavedModel model = format.load(file);
        Path first = folder.resolve("first.keras");
        Path second = folder.resolve("second.keras");
        format.save(model, first);
        SavedModel back = format.load(first);
        format.save(back, second);
        assertSame(back, model);
        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    void everythingBesideTheLayers_isKept() throws IOException {
        SavedModel model = example(new Adam(0.25).clipNorm(2).movingAverage(0.5, null), Map.of("labels", "à,b"));
        Path file = folder.resolve("example.keras");
        format.save(model, file);
        SavedModel back = format.load(file);
        assertSame(back, model);
        assertThat(back.notes()).containsExactly(Map.entry("labels", "à,b"));
        assertThat(back.graph().layers().get(1).name()).isEqualTo("first");
        assertThat(back.graph().layers().get(1).trainable()).isFalse();
    }

    @Test
    void archive_holdsStoredMembersInKerasOrder() throws IOException {
        Path file = folder.resolve("example.keras");
        format.save(example(new Adam(), Map.of()), file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = zip.stream().toList();
            assertThat(entries.stream().map(ZipEntry::getName))
                    .containsExactly("metadata.json", "config.json", "model.weights.h5", "gradus.json");
            assertThat(entries.stream().map(ZipEntry::getMethod)).containsOnly(ZipEntry.STORED);
            byte[] own = zip.getInputStream(zip.getEntry("gradus.json")).readAllBytes();
            assertThat(Json.parse("gradus.json", own).path("gradus_version").asString())
                    .matches("[0-9].*");
        }
    }

    @Test
    void whatKerasLacks_isWrittenUnderARegisteredName() throws IOException {
        Dense layer = new Dense(2, new Relu(0, 6.0, 0));
        Graph graph = Graph.chain("own", List.of(new Input(Shape.of(3)), layer));
        JsonNode config = GraphWriter.write(graph);
        JsonNode activation =
                config.path("config").path("layers").get(1).path("config").path("activation");
        assertThat(activation.path("module").asString()).isEqualTo("gradus");
        assertThat(activation.path("registered_name").asString()).isEqualTo("gradus>relu");
        JsonNode loss = ConceptWriter.value(new RootMeanSquaredError());
        assertThat(loss.path("module").asString()).isEqualTo("gradus");
        assertThat(loss.path("registered_name").asString()).isEqualTo("gradus>RootMeanSquaredError");
    }

    @ParameterizedTest
    @MethodSource("losses")
    void watchedLosses_comeBackAsMetrics(Loss loss) throws IOException {
        Graph graph = Graph.chain(null, List.of(new Input(Shape.of(3)), new Dense(2)));
        Metric metric = new LossMetric(loss).named("watched");
        Compilation compilation =
                new Compilation(new Adam(), List.of(new MeanSquaredError()), List.of(1.0), List.of(List.of(metric)));
        Path file = folder.resolve("watched.keras");
        format.save(new SavedModel(graph, new Parameters(graph), compilation, null, Map.of()), file);
        Compilation back = Objects.requireNonNull(format.load(file).compilation());
        assertThat(back.metrics().getFirst().getFirst().name()).isEqualTo("watched");
        assertThat(back.metrics().getFirst().getFirst().direction()).isEqualTo(metric.direction());
        boolean metricOfItsOwn =
                Registry.METRICS.find(loss.className()) != null && WatchedLosses.metricOfLoss(loss.className()) != null;
        if (!metricOfItsOwn) {
            assertThat(back.metrics().getFirst()).containsExactly(metric);
        }
    }

    static List<Loss> losses() {
        return Registry.LOSSES.entries().stream().map(Registry.Entry::prototype).toList();
    }

    @Test
    void unusedOptimizerState_isLeftOut() throws IOException {
        SavedModel loaded = format.load(Fixtures.file("binary_adam"));
        assertThat(loaded.compilation()).isNotNull();
        assertThat(loaded.optimizerState()).isNull();
    }

    @Test
    void loadingWithoutCompilation_readsWhatGradusCannotTrain() throws IOException {
        SavedModel loaded = format.load(Fixtures.file("binary_adam.trained"), false);
        assertThat(loaded.compilation()).isNull();
        assertThat(loaded.optimizerState()).isNull();
    }

    @Test
    void failedSave_leavesTheOldFileAlone() throws IOException {
        Path file = folder.resolve("example.keras");
        format.save(example(new Adam(), Map.of()), file);
        byte[] before = Files.readAllBytes(file);
        SavedModel model = example(new Adam(), Map.of());
        OptimizerState lacking = new OptimizerState(1, 0.1, Map.of());
        SavedModel broken = new SavedModel(model.graph(), model.parameters(), model.compilation(), lacking, Map.of());
        assertThatThrownBy(() -> format.save(broken, file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("lacks \"momentum\"");
        assertThat(file).hasBinaryContent(before);
        assertThat(folder.toFile().list()).containsExactly("example.keras");
    }

    @Test
    void missingFile_isNamed() {
        assertThatThrownBy(() -> format.load(folder.resolve("none.keras")))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("there is no file " + folder.resolve("none.keras"));
    }

    private SavedModel example(Optimizer optimizer, Map<String, String> notes) {
        Model model = Sequential.of(
                new Input(Shape.of(3)), new Dense(4, new Relu()).named("first").frozen(), new Dense(2).named("second"));
        model.compile(optimizer, new MeanSquaredError(), new MeanAbsoluteError());
        float[][] rows = {{1, 2, 3}, {-1, 0, 2}, {0.5f, 1, -3}};
        model.fit(Dataset.of(Rows.of(rows), Rows.of(new float[][] {{1, 0}, {0, 1}, {1, 1}})), Fit.epochs(2));
        Path file = folder.resolve("made.keras");
        model.save(file);
        try {
            SavedModel saved = format.load(file);
            Files.delete(file);
            return new SavedModel(
                    saved.graph(), saved.parameters(), saved.compilation(), saved.optimizerState(), notes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertSame(SavedModel actual, SavedModel expected) {
        List<Object> actualLayers = new ArrayList<>();
        List<Object> expectedLayers = new ArrayList<>();
        for (Graph.Entry entry : actual.graph().layers()) {
            actualLayers.add(List.of(
                    entry.name(), entry.key(), entry.trainable(), entry.layer().toString()));
        }
        for (Graph.Entry entry : expected.graph().layers()) {
            expectedLayers.add(List.of(
                    entry.name(), entry.key(), entry.trainable(), entry.layer().toString()));
        }
        assertThat(actualLayers).isEqualTo(expectedLayers);
        assertThat(actual.graph().calls()).isEqualTo(expected.graph().calls());
        assertThat(actual.graph().inputs()).isEqualTo(expected.graph().inputs());
        assertThat(actual.graph().outputs()).isEqualTo(expected.graph().outputs());
        assertThat(actual.graph().name()).isEqualTo(expected.graph().name());
        assertThat(actual.parameters().values())
                .containsExactly(expected.parameters().values());
        assertThat(actual.compilation()).isEqualTo(expected.compilation());
        OptimizerState actualState = actual.optimizerState();
        OptimizerState expectedState = expected.optimizerState();
        if (actualState == null || expectedState == null) {
            assertThat(actualState).isEqualTo(expectedState);
            return;
        }
        assertThat(actualState.steps()).isEqualTo(expectedState.steps());
        assertThat(actualState.learningRate()).isEqualTo(expectedState.learningRate());
        assertThat(actualState.slots().keySet())
                .containsExactlyElementsOf(expectedState.slots().keySet());
        actualState
                .slots()
                .forEach((name, values) -> assertThat(values)
                        .as(name)
                        .containsExactly(expectedState.slots().get(name)));
    }
}
