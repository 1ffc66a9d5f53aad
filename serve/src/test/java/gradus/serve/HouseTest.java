package gradus.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.experiment.Change;
import gradus.experiment.Prediction;
import gradus.experiment.TablePredictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Rows by the names of columns.
final class HouseTest {
    private static final Served SERVED = Served.shared();
    private static final String HOUSES = "/models/houses/predict";

    @Test
    void answers_areThoseOfTheLibrary() {
        TablePredictor library = TablePredictor.load(SERVED.folder.resolve("houses/1/model.keras"));
        Prediction expected = library.predict(Map.of("area", 120, "town", "Ghent", "rooms", 3));
        JsonNode answer = SERVED.post(HOUSES, "{\"area\":120,\"town\":\"Ghent\",\"rooms\":3}")
                .json();
        assertThat(answer.at("/model").asString()).isEqualTo("houses");
        assertThat(answer.at("/version").asInt()).isEqualTo(1);
        assertThat((float) answer.at("/predictions/0/value").asDouble()).isEqualTo((float) expected.value());
        assertThat(answer.at("/predictions/0/warnings").size()).isZero();
    }

    @Test
    void whatTrainingLacked_isWarnedOf() {
        JsonNode warnings = SERVED.post(HOUSES, "[{\"area\":9999,\"town\":\"Paris\",\"rooms\":3}]")
                .json()
                .at("/predictions/0/warnings");
        assertThat(warnings.toString()).contains("town", "Paris", "area", "9999");
    }

    @Test
    void csvAndJson_giveTheSame() {
        String json = SERVED.post(
                        HOUSES, "[{\"area\":120,\"town\":\"Ghent\",\"rooms\":3},{\"town\":\"Namur\",\"rooms\":1}]")
                .text();
        assertThat(SERVED.post(HOUSES, "rooms,area,town\r\n3,120,Ghent\r\n1,,Namur\r\n", "Content-Type", "text/csv")
                        .text())
                .isEqualTo(json);
        assertThat(SERVED.post(HOUSES, "area,area,town,rooms\n1,2,Ghent,3\n", "Content-Type", "text/csv")
                        .text())
                .contains("the first line of the CSV has \\\"area\\\" twice");
    }

    @Test
    void classes_haveLabelAndProbabilities() {
        JsonNode prediction = SERVED.post("/models/kinds/predict", "{\"x\":0.9,\"when\":\"2024-03-11\"}")
                .json()
                .at("/predictions/0");
        assertThat(prediction.at("/label").asString()).isIn("yes", "no");
        assertThat(prediction.at("/probabilities/yes").asDouble()
                        + prediction.at("/probabilities/no").asDouble())
                .isBetween(0.9999, 1.0001);
    }

    @Test
    void modelsWithoutColumns_takeTheirInputsByName() {
        assertThat(SERVED.post("/models/sums/predict", "[{\"input_layer\":[1,2,3]}]")
                        .text())
                .isEqualTo("{\"model\":\"sums\",\"version\":1,\"predictions\":[{\"outputs\":{\"dense\":[4.5,4.5]}}]}");
    }

    @Test
    void aModel_describesItsColumnsWithAnExample() {
        JsonNode houses = SERVED.get("/models/houses").json();
        assertThat(houses.at("/columns/0/name").asString()).isEqualTo("area");
        assertThat(houses.at("/columns/0/min").asDouble()).isBetween(40.0, 45.0);
        assertThat(houses.at("/columns/1/words").toString()).isEqualTo("[\"Bruges\",\"Ghent\",\"Namur\"]");
        assertThat(houses.at("/columns/1/example").asString()).isEqualTo("Ghent");
        assertThat(houses.at("/target/columns/0").asString()).isEqualTo("price");
        assertThat(SERVED.get("/models").json().at("/models").size()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"area\":1,\"town\":\"Ghent\",\"rooms\":1},{\"area\":[1],\"town\":\"Ghent\",\"rooms\":1}]"
                        + " | row 2: column \"area\" must be a number, a text, true, false or null, got an array",
                "[{\"area\":1e999,\"town\":\"Ghent\",\"rooms\":1}] | column \"area\" must be a finite",
                "[1] | row 1 must be a JSON object, got a number",
                "5 | the body must be an array of objects, got a number",
                "[] | at least one row",
                "[{}] | lacks the columns",
                "{\"area\":1}{\"area\":2} | more than one JSON value",
                "{\"area\":1,\"town\":\"Ghent\",\"area\":2} | row 1 has \"area\" twice",
                "{\"area\":NaN} | the body is not JSON as it is expected: Non-standard token 'NaN' at line 1, column 12",
            })
    void whatIsWrong_isSaidWithRowAndColumn(String body, String message) {
        Served.Answer answer = SERVED.post(HOUSES, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("error").asString()).contains(message);
    }

    @Test
    void anIntervalThatIsNotKnown_isRefused() {
        assertThat(SERVED.post(HOUSES + "?interval=0.9", "[{}]").text()).contains("knows no intervals");
        assertThat(SERVED.post(HOUSES + "?quantiles=0.9", "[{}]").text()).contains("knows no quantiles");
    }

    @Test
    void parametersThatAreMisspelt_areRefused() {
        assertThat(SERVED.post(HOUSES + "?quantile=0.9", "[{}]").text())
                .contains("there is no parameter \\\"quantile\\\"; there is interval, quantiles, changes, past, keep");
    }

    @Test
    void changes_areThoseOfTheLibrary() {
        TablePredictor library = TablePredictor.load(SERVED.folder.resolve("kinds/1/model.keras"));
        Map<String, Object> row = Map.of("x", 0.9, "when", "2024-03-11");
        List<Change> expected = library.changes(row, library.changes(), 2);
        JsonNode answer = SERVED.post("/models/kinds/predict?changes=2", "{\"x\":0.9,\"when\":\"2024-03-11\"}")
                .json();
        JsonNode changes = answer.at("/predictions/0/changes");
        assertThat(expected).isNotEmpty();
        assertThat(changes.size()).isEqualTo(expected.size());
        assertThat(changes.at("/0/text").asString())
                .isEqualTo(expected.getFirst().toString());
        assertThat(changes.at("/0/columns/0/name").asString())
                .isEqualTo(expected.getFirst().parts().getFirst().column());
        assertThat(changes.at("/0/label").asString())
                .isNotEqualTo(answer.at("/predictions/0/label").asString());
        JsonNode past = SERVED.post(
                        HOUSES + "?changes=1&past=0&keep=town,rooms", "{\"area\":120,\"town\":\"Ghent\",\"rooms\":3}")
                .json();
        assertThat(past.at("/predictions/0/changes").isArray()).isTrue();
        assertThat(SERVED.get("/openapi.json").text()).contains("\"changes\"", "\"past\"", "\"keep\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "houses/predict?changes=0 | changes must be a whole number from 1 to 100, got \"0\"",
                "houses/predict?changes=2 | model \"houses\" knows no intervals, so say which number an answer has to"
                        + " pass, as in ?changes=3&past=100",
                "houses/predict?changes=2&past=NaN | a number to be passed must be finite, got NaN",
                "houses/predict?changes=2&past=much | past must be a number, as in ?changes=3&past=100, got \"much\"",
                "houses/predict?past=2 | past and keep say which changes are looked for, and changes how many, as in"
                        + " ?changes=3; give it too",
                "houses/predict?changes=2&past=1&keep=twon | no column \"twon\"",
                "kinds/predict?changes=2&past=1 | a number to be passed is for a model that predicts one",
                "sums/predict?changes=2 | model \"sums\" knows no changes; train it for one number or for classes of a"
                        + " table",
            })
    void changesThatCannotBe_areRefused(String path, String message) {
        Served.Answer answer = SERVED.post("/models/" + path, "[{\"area\":1}]");
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("error").asString()).contains(message);
    }

    @Test
    void changesOfManyRows_areRefused() {
        String rows = "[" + String.join(",", Collections.nCopies(101, "{\"x\":0.9,\"when\":\"2024-03-11\"}")) + "]";
        Served.Answer answer = SERVED.post("/models/kinds/predict?changes=1", rows);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("in at most 100 rows of a request, got 101; send fewer");
    }

    @Test
    void quantiles_areThoseOfTheErrors(@TempDir Path folder) throws IOException {
        Model model = Model.load(SERVED.folder.resolve("houses/1/model.keras"));
        model.note("error_quantiles", "{\"first\":250,\"errors\":[" + Collections.nCopies(501, 7) + "]}");
        Path file = Files.createDirectories(folder.resolve("unsure/1")).resolve("model.keras");
        model.save(file);
        try (Served served = Served.usual(folder)) {
            String path = "/models/unsure/predict?quantiles=";
            JsonNode prediction = served.post(path + "0.5,0.75", "{\"area\":120,\"town\":\"Ghent\",\"rooms\":3}")
                    .json()
                    .at("/predictions/0");
            double value = prediction.at("/value").asDouble();
            assertThat(prediction.at("/quantiles/price_q50").asDouble()).isCloseTo(value + 7, within(0.01));
            assertThat(prediction.at("/quantiles/price_q75").asDouble()).isCloseTo(value + 7, within(0.01));
            assertThat(served.post(path + "0.9", "[{}]").text())
                    .contains("quantiles of this model must be from 0.25 to 0.75");
            assertThat(served.post(path + "many", "[{}]").text()).contains("levels in (0, 1)");
            assertThat(served.get("/openapi.json").text()).contains("\"quantiles\"");
        }
    }
}
