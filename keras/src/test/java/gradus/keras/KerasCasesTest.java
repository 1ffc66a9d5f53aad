package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Fit;
import gradus.Model;
import gradus.data.DataType;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.data.TextRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Models that read categories, as Keras saved them: they predict what Keras predicted, go on training as Keras did,
/// and are the same when Gradus has saved them.
class KerasCasesTest {
    private static final Path FOLDER = Path.of("../cli/src/test/resources/keras-cases");

    @TempDir
    Path folder = Path.of("");

    static Stream<Path> cases() {
        return Stream.of("embedding-two-columns", "category-encoding", "tf-string-lookup")
                .map(FOLDER::resolve);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void model_goesOnAsInKeras(Path directory) throws IOException {
        Model model = Model.load(directory.resolve("model.keras"));
        check(directory, model);
        Path saved = folder.resolve("saved.keras");
        Model again = Model.load(directory.resolve("model.keras"));
        again.save(saved);
        check(directory, Model.load(saved));
    }

    private static void check(Path directory, Model model) throws IOException {
        JsonNode expected = Json.parse("case.json", Files.readAllBytes(directory.resolve("case.json")));
        Dataset data = data(model, directory.resolve("xy.csv"));
        assertPredictions(model, data, directory.resolve("predictions.csv"), 1e-6);
        JsonNode evaluated = expected.path("evaluate").path("loss");
        if (evaluated.isNumber()) {
            assertClose("loss", Objects.requireNonNull(model.evaluate(data).get("loss")), evaluated.asDouble(), 1e-6);
        }
        JsonNode fit = expected.path("fit");
        var history = model.fit(
                data,
                Fit.epochs(fit.path("epochs").asInt())
                        .batchSize(fit.path("batch_size").asInt())
                        .shuffle(fit.path("shuffle").asBoolean()));
        List<Double> losses = Objects.requireNonNull(history.values().get("loss"));
        for (int epoch = 0; epoch < losses.size(); epoch++) {
            double loss = expected.path("continued_loss").path(epoch).asDouble();
            assertClose("loss of epoch " + epoch, losses.get(epoch), loss, 5e-6);
        }
        assertPredictions(model, data, directory.resolve("continued_predictions.csv"), 2e-5);
    }

    private static void assertPredictions(Model model, Dataset data, Path file, double tolerance) throws IOException {
        List<Rows> predictions = model.predict(data.inputs());
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(data.rows() + 1);
        for (int i = 0; i < data.rows(); i++) {
            float[] row = new float[predictions.getFirst().width()];
            predictions.getFirst().copy(i, row, 0);
            String[] cells = lines.get(i + 1).split(",", -1);
            for (int j = 0; j < row.length; j++) {
                assertClose(file.getFileName() + " row " + i, row[j], Double.parseDouble(cells[j]), tolerance);
            }
        }
    }

    private static void assertClose(String what, double value, double expected, double tolerance) {
        assertThat(value).as(what).isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
    }

    /// The inputs take the first columns, one after the other; the target is the last.
    private static Dataset data(Model model, Path csv) throws IOException {
        List<String[]> lines = new ArrayList<>();
        Files.readAllLines(csv).stream().skip(1).forEach(line -> lines.add(line.split(",", -1)));
        List<Rows> inputs = new ArrayList<>();
        int column = 0;
        for (int input : model.graph().inputs()) {
            Shape shape = model.graph().calls().get(input).shape();
            inputs.add(
                    model.graph().typeOf(input) == DataType.STRING
                            ? text(lines, column, shape.size())
                            : numbers(lines, column, shape.size()));
            column += shape.size();
        }
        return new Dataset(inputs, List.of(numbers(lines, column, 1)), null);
    }

    private static Rows text(List<String[]> lines, int column, int width) {
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            int at = column + i;
            columns.add(lines.stream().map(line -> line[at]).toList());
        }
        return TextRows.of(columns);
    }

    private static Rows numbers(List<String[]> lines, int column, int width) {
        float[] values = new float[lines.size() * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(lines.get(i / width)[column + i % width]);
        }
        return Rows.wrap(values, width);
    }
}
