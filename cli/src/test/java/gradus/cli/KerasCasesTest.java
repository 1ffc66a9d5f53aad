package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Models that the real Keras saved, with its answers, through the command line: `predict`, `evaluate` and
/// `train --from` give its numbers. The folder says how its cases are made.
class KerasCasesTest {
    private static final Path CASES = Path.of("src", "test", "resources", "keras-cases");

    @TempDir
    private Path folder = Path.of("");

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    private static Path model(Path one) {
        Path keras = one.resolve("model.keras");
        return Files.exists(keras) ? keras : one.resolve("model.h5");
    }

    private static Map<String, Object> expected(Path one) throws IOException {
        return Ran.object(Files.readString(one.resolve("case.json")));
    }

    /// Target columns and, if there is one, that of the weights.
    private static List<Object> columns(Path one) throws IOException {
        List<String> names = Arrays.asList(
                Files.readAllLines(one.resolve("xy.csv")).getFirst().split(","));
        List<Object> options = new ArrayList<>();
        options.add("--target");
        options.add(String.join(
                ",", names.stream().filter(name -> name.startsWith("y")).toList()));
        if (names.contains("w")) {
            options.add("--sample-weight");
            options.add("w");
        }
        return options;
    }

    private static Ran ran(Object... arguments) {
        Ran ran = Ran.of(arguments);
        // Columns beyond those of the model are ignored, and said.
        assertThat(ran.err().lines())
                .allMatch(line -> line.startsWith("Note: column \"x1\" is not one that the model"));
        assertThat(ran.code()).isZero();
        return ran;
    }

    private static Object[] all(List<Object> first, Object... more) {
        List<Object> all = new ArrayList<>(List.of(more));
        all.addAll(first);
        return all.toArray();
    }

    static void assertClose(Object actual, Object wanted, double tolerance, String what) {
        double number = ((Number) wanted).doubleValue();
        assertThat(((Number) actual).doubleValue())
                .as(what)
                .isCloseTo(number, within(tolerance * Math.max(1, Math.abs(number))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void predict_givesWhatKerasGives(Path one) throws IOException {
        assertPredictions(model(one), one, "predictions.csv", 2e-6);
    }

    private void assertPredictions(Path model, Path one, String file, double tolerance) throws IOException {
        Path answers = folder.resolve("p.csv");
        ran("predict", model, one.resolve("x.csv"), "--out", answers);
        List<String> lines = Files.readAllLines(answers);
        List<String> wanted = Files.readAllLines(one.resolve(file));
        assertThat(lines).hasSameSizeAs(wanted).first().isEqualTo(wanted.getFirst());
        for (int i = 1; i < lines.size(); i++) {
            String[] actual = lines.get(i).split(",");
            String[] row = wanted.get(i).split(",");
            assertThat(actual).hasSameSizeAs(row);
            for (int j = 0; j < row.length; j++) {
                assertClose(Double.valueOf(actual[j]), Double.valueOf(row[j]), tolerance, "row " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluate_givesWhatKerasGives(Path one) throws IOException {
        Map<?, ?> metrics = map(
                ran(all(columns(one), "evaluate", model(one), one.resolve("xy.csv"), "--json"))
                        .json(),
                "metrics");
        Map<?, ?> wanted = map(expected(one), "evaluate");
        assertThat(metrics.keySet()).isEqualTo(wanted.keySet());
        metrics.forEach(
                (name, value) -> assertClose(value, Objects.requireNonNull(wanted.get(name)), 1e-5, name.toString()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void train_goesOnAsKerasDoes(Path one) throws IOException {
        Map<String, Object> wanted = expected(one);
        Path run = folder.resolve("run");
        List<Object> options = columns(one);
        List<Object> given = List.of("--epochs", 3, "--batch", 16, "--no-shuffle", "--validation", 0, "--test", 0);
        options.addAll(given);
        options.addAll(List.of("--patience", 0, "--quiet", "--json", "--out", run));
        if (map(wanted, "fit").get("class_weight") instanceof Map<?, ?> weights) {
            options.add("--class-weight");
            options.add(weights.toString().replaceAll("[{} ]", ""));
        }
        Ran ran = ran(all(options, "train", one.resolve("xy.csv"), "--from", model(one)));
        Map<?, ?> history = map(ran.json(), "history");
        Map<?, ?> continued = map(wanted, "continued");
        assertThat(history.keySet()).isEqualTo(continued.keySet());
        history.forEach((name, values) -> {
            List<?> logged = (List<?>) Objects.requireNonNull(continued.get(name));
            assertThat((List<?>) values).hasSameSizeAs(logged);
            for (int epoch = 0; epoch < logged.size(); epoch++) {
                assertClose(((List<?>) values).get(epoch), logged.get(epoch), 1e-5, name + " of epoch " + epoch);
            }
        });
        assertPredictions(Ran.model(run), one, "continued_predictions.csv", 5e-5);
    }

    private static Map<?, ?> map(Map<?, ?> of, String name) {
        return (Map<?, ?>) Objects.requireNonNull(of.get(name), name);
    }
}
