package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.Settings;
import gradus.experiment.TablePredictor;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs every program that the documentation shows.
class ExamplesTest {
    @TempDir
    private Path folder = Path.of("");

    private static String run(Consumer<String[]> main, String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            main.accept(arguments);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static double number(String text, String before) {
        Matcher matcher = Pattern.compile(Pattern.quote(before) + "([0-9.]+)").matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void examplesRunOnTheModulePath() {
        assertThat(Digits.class.getModule().isNamed()).isTrue();
        assertThat(gradus.Model.class.getModule().isNamed()).isTrue();
    }

    @Test
    void digits_areReadWellAndSaved() {
        Path file = folder.resolve("digits.keras");
        assertThat(number(run(Digits::main, file.toString()), "sparse_categorical_accuracy="))
                .isGreaterThan(0.95);
        assertThat(Files.exists(file)).isTrue();
    }

    @Test
    void dataFrame_isATable_andPredictionsAreAColumn() {
        String text = run(DataFrames::main);
        assertThat(text).contains("columns: distance, zone, fare, predicted");
        assertThat(number(text, "largest error: ")).isLessThan(3);
    }

    @Test
    void tableOfTablesaw_isATable_withTheSamePredictions() {
        String text = run(TablesawTables::main);
        assertThat(text).contains("columns: distance, zone, fare, predicted");
        assertThat(number(text, "largest error: ")).isEqualTo(number(run(DataFrames::main), "largest error: "));
    }

    @Test
    void housePrices_arePredictedFromTheTable() {
        String text = run(HousePrices::main, Path.of("houses.csv").toString());
        assertThat(text).startsWith("houses.csv: 240 rows, 6 columns\n").contains("town", "3 categories");
        assertThat(number(text, "never seen: ")).isGreaterThan(0.9);
    }

    @Test
    void rawColumns_areTheInputsOfTheFile() {
        String text = run(RawColumns::main, folder.resolve("towns.keras").toString());
        assertThat(number(text, "price in Port Elms ")).isBetween(2.8, 3.4);
        assertThat(text).contains("price in an unknown town ");
    }

    @Test
    void bins_predictNumbers() {
        String text = run(Bins::main);
        assertThat(text).startsWith("12 bins, mean absolute error ");
        assertThat(number(text, "mean absolute error ")).isLessThan(3);
    }

    @Test
    void ownParts_workTogether() {
        String text = run(OwnParts::main, folder.resolve("tumours.keras").toString());
        assertThat(text).contains("ended because binary_accuracy has reached 0.97", "same weights: true");
        assertThat(number(text, ", binary_accuracy=")).isGreaterThan(0.9);
    }

    @Test
    void transferLearning_needsFewRows() {
        String text = run(TransferLearning::main);
        double alone = number(text, "accuracy of a network that starts anew ");
        assertThat(number(text, "accuracy with a new end ")).isGreaterThan(alone);
        assertThat(number(text, "accuracy after fine-tuning ")).isGreaterThan(alone);
    }

    @Test
    void stepByStep_isTheUsersOwnLoop() {
        String text = run(StepByStep::main);
        assertThat(text).contains(" after 20 steps, in epoch 2", "the same epoch again: true");
        assertThat(number(text, "val_loss ")).isLessThan(0.3);
    }

    @Test
    void kerasFiles_bringBackTheModelToTheBit() {
        String text = run(KerasFiles::main, folder.resolve("iris.keras").toString());
        assertThat(text).contains("same weights: true", "same weights after five more epochs: true");
    }

    @Test
    void aServiceOfOnesOwn_answersRawValues() throws Exception {
        Path file = folder.resolve("houses.keras");
        Experiment experiment = Experiment.of(
                Settings.of("houses.csv")
                        .with("target", "price")
                        .with("net", "mlp")
                        .with("epochs", "2"),
                new CsvOptions());
        experiment.model().fit(experiment.trainingRows(), experiment.fit());
        experiment.finished().save(file);
        HttpServer server = PriceService.start(file, 0);
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/price?";
            double expected = TablePredictor.load(file)
                    .predict(Map.of("area", 120, "rooms", 4, "year", 1980, "town", "Aldbrook", "garden", "yes"))
                    .value();
            assertThat(get(address + "area=120&rooms=4&year=1980&town=Aldbrook&garden=yes"))
                    .isEqualTo("200 " + expected);
            assertThat(get(address + "aera=120&rooms=4&year=1980&town=Aldbrook&garden=yes"))
                    .startsWith("400 ")
                    .contains("\"aera\"", "\"area\"");
        } finally {
            server.stop(0);
        }
        String page = Files.readString(Path.of("../docs/serving.md"));
        String program = Files.readString(Path.of("src/main/java/gradus/examples/PriceService.java"));
        assertThat(page)
                .contains(program.split("// \\[docs]\n", -1)[1].stripTrailing().stripIndent());
    }

    private static String get(String address) throws Exception {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return status + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    @Test
    void theReadmeShowsTheProgramThatRuns() throws Exception {
        String program = Files.readString(Path.of("src/main/java/gradus/examples/Digits.java"));
        String lines = program.split("// \\[readme]\n", -1)[1].stripTrailing().stripIndent();
        assertThat(Files.readString(Path.of("../README.md"))).contains(lines);
    }
}
