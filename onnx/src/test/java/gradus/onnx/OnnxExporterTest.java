package gradus.onnx;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import gradus.Sequential;
import gradus.activations.Activation;
import gradus.data.DataType;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.layers.ActivationLayer;
import gradus.layers.Binding;
import gradus.layers.BoundLayer;
import gradus.layers.Dropout;
import gradus.layers.Layer;
import gradus.layers.OutputMode;
import gradus.layers.StringLookup;
import gradus.math.Functions;
import gradus.onnx.RuntimeProcess.Answer;
import gradus.onnx.RuntimeProcess.Question;
import gradus.registry.Registry;
import gradus.training.Graph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExporterTest {
    private static final double TOLERANCE = 1e-6;

    private static List<Question> questions = List.of();
    private static List<Answer> answers = List.of();

    @TempDir
    private static Path folder = Path.of("");

    @BeforeAll
    static void askAll() throws IOException, InterruptedException {
        questions = ExportedModels.all();
        answers = RuntimeProcess.ask(questions, Files.createDirectory(folder.resolve("models")));
    }

    static Stream<Named<Integer>> models() {
        return IntStream.range(0, questions.size())
                .mapToObj(i -> Named.of(questions.get(i).name(), i));
    }

    @ParameterizedTest
    @MethodSource("models")
    void onnxRuntime_predictsTheSame(int index) {
        Question question = questions.get(index);
        Answer answer = answers.get(index);
        assertThat(answer.error()).isNull();
        List<Rows> expected = question.model().predict(question.inputs());
        List<float[]> all = List.copyOf(answer.all().values());
        List<float[]> first = List.copyOf(answer.first().values());
        assertThat(all).hasSameSizeAs(expected);
        for (int output = 0; output < expected.size(); output++) {
            Rows rows = expected.get(output);
            assertThat(all.get(output)).hasSize(rows.count() * rows.width());
            assertThat(first.get(output)).hasSize(rows.width());
            float[] row = new float[rows.width()];
            for (int i = 0; i < rows.count(); i++) {
                rows.copy(i, row, 0);
                for (int j = 0; j < row.length; j++) {
                    float found = all.get(output)[i * row.length + j];
                    assertThat(difference(row[j], found))
                            .as("output %s, row %s, number %s: %s and %s", output, i, j, row[j], found)
                            .isLessThanOrEqualTo(TOLERANCE);
                    if (i == 0) {
                        assertThat(difference(row[j], first.get(output)[j]))
                                .as("a batch of one row, number %s", j)
                                .isLessThanOrEqualTo(TOLERANCE);
                    }
                }
            }
        }
    }

    @Test
    void everyLayerAndActivationThatIsExported_isAmongTheModels() {
        Set<Class<?>> tried = new HashSet<>();
        for (Question question : questions) {
            for (Graph.Entry entry : question.model().graph().layers()) {
                tried.add(entry.layer().getClass());
                if (entry.layer() instanceof ActivationLayer layer) {
                    tried.add(layer.activation().getClass());
                }
            }
        }
        for (String name : LayerNodes.exported().split(", ", -1)) {
            assertThat(tried).contains(Registry.LAYERS.get(name).type());
        }
        Registry.OPERATIONS.entries().forEach(entry -> assertThat(tried).contains(entry.type()));
        for (String name : ActivationNodes.exported().split(", ", -1)) {
            assertThat(tried).contains(Registry.ACTIVATIONS.get(name).type());
        }
    }

    private static double difference(double expected, double found) {
        return expected == found ? 0 : Math.abs(expected - found) / Math.max(1, Math.abs(expected));
    }

    @Test
    void inputsAndOutputs_haveTheNamesOfTheirLayers() throws IOException, InterruptedException {
        var x = new gradus.layers.Input(Shape.of(4), "measurements");
        Model model = Model.of(
                List.of(x),
                List.of(
                        dense(1).named("price").apply(x),
                        dense(2).named("grade").apply(x)));
        model.note("schema", "{\"target\":{\"labels\":[\"ä\",\"b\"]}}");
        Path models = Files.createDirectory(folder.resolve("named"));
        Answer answer = RuntimeProcess.ask(
                        List.of(new Question("named", model, List.of(Rows.of(new float[] {1, 2, 3, 4}, 4)))), models)
                .getFirst();
        assertThat(answer.all().keySet()).containsExactly("price", "grade");
        assertThat(answer.producer()).isEqualTo("Gradus");
        assertThat(answer.description())
                .isEqualTo(
                        "The network \"functional\" of Gradus, from measurements [batch, 4] to price [batch, 1], grade"
                                + " [batch, 2]");
        assertThat(answer.metadata())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "schema", "{\"target\":{\"labels\":[\"ä\",\"b\"]}}", "weights_sha256", model.weightsSha256()));
        String text = Files.readString(models.resolve("0.onnx"), StandardCharsets.ISO_8859_1);
        assertThat(text).contains("measurements", "price/kernel", "batch").doesNotContain("${");
    }

    @Test
    void theSameModel_givesTheSameBytes_andDropoutNone() throws IOException {
        Path with = folder.resolve("with.onnx");
        Path without = folder.resolve("without.onnx");
        OnnxExporter.export(Sequential.of(input(3), new Dropout(0.5), dense(2)), with);
        OnnxExporter.export(Sequential.of(input(3), dense(2)), without);
        assertThat(with).hasSameBinaryContentAs(without);
    }

    @Test
    void anOldFile_isReplaced_andNothingElseIsLeft() throws IOException {
        Path place = Files.createDirectory(folder.resolve("place"));
        Path file = Files.writeString(place.resolve("model.onnx"), "old");
        OnnxExporter.export(Sequential.of(input(3), dense(2)), file);
        assertThat(place).isDirectoryContaining(found -> found.equals(file));
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files).hasSize(1);
        }
        assertThat(Files.size(file)).isGreaterThan(100);
        assertThatThrownBy(() -> OnnxExporter.export(Sequential.of(input(3), new Unknown(), dense(2)), file))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Files.size(file)).isGreaterThan(100);
    }

    @Test
    void interruptedThread_exports_andStaysInterrupted() throws IOException {
        Path file = folder.resolve("interrupted.onnx");
        Thread.currentThread().interrupt();
        OnnxExporter.export(Sequential.of(input(3), dense(2)), file);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.size(file)).isGreaterThan(100);
    }

    @Test
    void aFolderThatIsMissing_isNamed() {
        assertThatThrownBy(() ->
                        OnnxExporter.export(Sequential.of(input(3), dense(2)), folder.resolve("missing/model.onnx")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no folder")
                .hasMessageContaining("missing");
    }

    @Test
    void lookups_areRefusedWithTheReason() {
        Model model = Sequential.of(
                input(DataType.STRING, 1), new StringLookup(List.of("a")).outputMode(OutputMode.ONE_HOT), dense(1));
        assertThatThrownBy(() -> OnnxExporter.export(model, folder.resolve("x.onnx")))
                .hasMessageContaining("is a StringLookup, which cannot be exported to ONNX, since");
    }

    @Test
    void aUsersOwnLayer_isNamedWithWhatCanBeExported() {
        Model model = Sequential.of(input(3), new Unknown().named("mine"), dense(2));
        assertThatThrownBy(() -> OnnxExporter.export(model, folder.resolve("own.onnx")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "layer \"mine\" is a Unknown, which cannot be exported to ONNX. What can: Dense, Embedding,");
    }

    @Test
    void aUsersOwnActivation_isNamedWithItsLayer() {
        Model model = Sequential.of(input(3), dense(2, new Doubling()).named("last"));
        assertThatThrownBy(() -> OnnxExporter.export(model, folder.resolve("own.onnx")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "layer \"last\" has the activation Doubling[], which cannot be exported to ONNX."
                                + " What can: linear, relu,");
    }

    @Test
    void moreThanTwoGibibytes_areRefused() {
        OnnxExporter.requireFits(Integer.MAX_VALUE);
        assertThatThrownBy(() -> OnnxExporter.requireFits(1L << 31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be smaller than 2 GiB, and the model needs 2147483648 bytes");
    }

    /// A layer that nobody knows.
    private record Unknown() implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return inputs.getFirst();
        }

        @Override
        public BoundLayer bind(Binding binding) {
            return new Dropout(0.5).bind(binding);
        }
    }

    /// An activation that nobody knows.
    private record Doubling() implements Activation {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int width, int fromRow, int toRow) {
            for (int i = fromRow * width; i < toRow * width; i++) {
                y[i] = 2 * x[i];
            }
        }

        @Override
        public void backward(
                Functions functions,
                float[] x,
                float[] y,
                float[] gradientY,
                float[] gradientX,
                int width,
                int fromRow,
                int toRow) {
            for (int i = fromRow * width; i < toRow * width; i++) {
                gradientX[i] = 2 * gradientY[i];
            }
        }
    }
}
