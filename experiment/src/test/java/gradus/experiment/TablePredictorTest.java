package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Rows;
import gradus.data.tables.Advice;
import gradus.data.tables.Csv;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablePredictorTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file() throws IOException {
        StringBuilder text = new StringBuilder("day,town,area,price,sold\n");
        for (int i = 0; i < 60; i++) {
            text.append(1 + i % 28)
                    .append(".3.2024,")
                    .append(List.of("Ghent", "Bruges", "Liège").get(i % 3))
                    .append(',')
                    .append(i % 7 == 0 ? "" : Integer.toString(50 + i))
                    .append(',')
                    .append(1000 + 7 * i)
                    .append(i % 4 == 1 ? ",yes\n" : ",no\n");
        }
        return Files.writeString(folder.resolve("houses.csv"), text);
    }

    private TablePredictor trained(String target, String dropped) throws IOException {
        Settings settings = Settings.of(file().toString())
                .with("target", target)
                .with("drop", dropped)
                .with("net", "mlp")
                .with("epochs", "2")
                .with("test", "0.1");
        return new TablePredictor(new TrainedModel(
                Experiment.of(settings, new CsvOptions()).run(List.of(), 1).model()));
    }

    @Test
    void row_isWhatTheLineOfAFileIs() throws IOException {
        TablePredictor houses = trained("price", "sold");
        Prediction price = houses.row()
                .set("area", 120)
                .set("town", "ghent")
                .set("day", "5.3.2024")
                .predict();
        Path line = Files.writeString(folder.resolve("line.csv"), "day,town,area\n5.3.2024,ghent,120\n");
        Schema schema = houses.schema();
        Rows encoded = schema.encodeInputs(Csv.read(line, schema.reading(new CsvOptions())));
        float expected = houses.trained().predict(List.of(encoded)).getFirst().toArray()[0];
        assertThat(price.value()).isEqualTo(expected);
        assertThat(price.values()).containsOnlyKeys("price");
        assertThat(price.labels()).isEmpty();
        assertThat(price.warnings()).hasSize(1).first().asString().contains("far outside");
        Prediction same = houses.predict(
                Map.of("area", " 120 ", "town", "Ghent", "day", LocalDate.of(2024, 3, 5), "sold", "yes"));
        assertThat(same.value()).isEqualTo(price.value());
        assertThatThrownBy(price::label).hasMessageContaining("must predict one of several classes");
        assertThatThrownBy(() -> price.interval(0.9)).hasMessageContaining("at least 20 test rows");
        assertThatThrownBy(() -> price.quantile(0.9)).hasMessageContaining("at least 20 test rows");
    }

    @Test
    void oddValues_areTakenAndWarnedOf() throws IOException {
        TablePredictor houses = trained("price", "sold");
        Map<String, Object> row = new HashMap<>(Map.of("town", "Rome", "day", "5.3.2024", "colour", "red"));
        row.put("area", null);
        assertThat(houses.predict(row).warnings())
                .extracting(Advice::toString)
                .containsExactlyInAnyOrder(
                        "column \"town\" has 1 value that the training rows lack, such as \"Rome\"; taken as none of"
                                + " the known ones",
                        "column \"colour\" is not one that the model was trained with, so it is not used");
        assertThat(houses.row().set("area", 80).set("town", "Ghent").predict().warnings())
                .extracting(Advice::toString)
                .containsExactly("column \"day\" has 1 row without a value; filled in with the usual one");
        assertThatThrownBy(() -> houses.row().set("aera", 80))
                .hasMessage("the model has no column \"aera\"; did you mean \"area\"? Its columns are day, town, area");
        assertThat(houses.row().set("area", 80).predict().warnings())
                .as("one sentence, as the command line says it")
                .extracting(Advice::toString)
                .containsExactly("2 of the 3 columns that the model was trained with are not there, filled in with the"
                        + " usual values: \"day\", \"town\"");
        assertThatThrownBy(() -> houses.predict(Map.of("colour", "red")))
                .hasMessage("a row lacks the columns \"day\", \"town\", \"area\", which the model was trained with. It"
                        + " has colour");
        assertThatThrownBy(() -> houses.predict(List.of(Map.of("area", 1, "town", "Ghent"), Map.of())))
                .hasMessageStartingWith("row 2: a row lacks the columns")
                .hasMessageEndingWith("It has none");
        assertThatThrownBy(() ->
                        houses.row().set("area", 1e300).set("town", "Ghent").predict())
                .hasMessage("column \"area\" must be a finite 32-bit number, got 1.0E300");
    }

    @Test
    void classes_haveLabelAndProbabilities() throws IOException {
        TablePredictor sold = trained("sold", "price");
        List<Prediction> both =
                sold.predict(List.of(Map.of("area", 80, "town", "Ghent"), Map.of("area", 60, "town", "Bruges")));
        for (Prediction prediction : both) {
            assertThat(prediction.probabilities()).containsOnlyKeys("no", "yes");
            double yes = prediction.probability("yes");
            assertThat(prediction.probability("no")).isCloseTo(1 - yes, within(1e-9));
            assertThat(prediction.label()).isEqualTo(yes > 0.5 ? "yes" : "no");
            assertThatThrownBy(prediction::value).hasMessageContaining("must predict one number");
            assertThatThrownBy(() -> prediction.probability("maybe")).hasMessageContaining("[no, yes]");
        }
        assertThat(sold.predict(List.of())).isEmpty();
    }
}
