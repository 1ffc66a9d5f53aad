package gradus.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests and answers by hand, from the text of TensorFlow Serving's `api_rest.md`.
final class TensorFlowServingTest {
    private static final Served SERVED = Served.shared();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Row format: a value is dropped to a list where the input and the output have no name.
                "{\"instances\": [[1,2,3],[0,0,0]]} | {\"predictions\":[[4.5,4.5],[0.5,-0.5]]}",
                "{\"signature_name\":\"serving_default\",\"instances\":[{\"input_layer\":[1,2,3]}]}"
                        + " | {\"predictions\":[[4.5,4.5]]}",
                // Column format.
                "{\"inputs\": [[1,2,3],[0,0,0]]} | {\"outputs\":[[4.5,4.5],[0.5,-0.5]]}",
                "{\"inputs\": {\"input_layer\": [[1,2,3]]}} | {\"outputs\":[[4.5,4.5]]}",
                "{\"instances\": [[1,2,3]], \"signature_name\": \"serving_default\", \"other\": {\"x\": [1]}}"
                        + " | {\"predictions\":[[4.5,4.5]]}",
            })
    void predict_answersInTheFormatOfTheRequest(String request, String answer) {
        assertThat(SERVED.post("/v1/models/sums:predict", request).text()).isEqualTo(answer);
        assertThat(SERVED.post("/v1/models/sums/versions/1:predict", request).text())
                .isEqualTo(answer);
    }

    @Test
    void rowsOfColumns_areAnsweredByName() {
        Served.Answer rows = SERVED.post(
                "/v1/models/kinds:predict",
                "{\"instances\":[{\"x\":0.1,\"when\":\"2024-03-11\"},{\"x\":[0.9],\"when\":[\"2024-03-11\"]}]}");
        assertThat(rows.status()).as(rows.text()).isEqualTo(200);
        assertThat(rows.json().at("/predictions/0/label").asString()).isIn("yes", "no");
        assertThat(rows.json().at("/predictions/1/probabilities").size()).isEqualTo(2);

        Served.Answer columns = SERVED.post(
                "/v1/models/kinds:predict",
                "{\"inputs\":{\"x\":[[0.1],[0.9]],\"when\":[[\"2024-03-11\"],[\"2024-03-11\"]]}}");
        assertThat(columns.json().at("/outputs/label/1")).isEqualTo(rows.json().at("/predictions/1/label"));
        assertThat(columns.json().at("/outputs/probabilities/0"))
                .isEqualTo(rows.json().at("/predictions/0/probabilities"));
    }

    @Test
    void aNumberOfATable_isOneNumberARow() {
        Served.Answer answer = SERVED.post(
                "/v1/models/houses:predict",
                "{\"instances\":[{\"area\":120,\"town\":\"Ghent\",\"rooms\":3},{\"town\":\"Namur\",\"rooms\":3}]}");
        assertThat(answer.json().at("/predictions").size()).isEqualTo(2);
        assertThat(answer.json().at("/predictions/1").isNumber()).isTrue();
    }

    @Test
    void classify_listsLabelsWithScores() {
        Served.Answer answer = SERVED.post(
                "/v1/models/kinds:classify",
                "{\"context\":{\"when\":\"2024-03-11\"},\"examples\":[{\"x\":0.1},{\"x\":[0.9]}]}");
        assertThat(answer.json().at("/result").size()).isEqualTo(2);
        assertThat(answer.json().at("/result/0/0/0").asString()).isEqualTo("no");
        assertThat(answer.json().at("/result/0/1/0").asString()).isEqualTo("yes");
        assertThat(answer.json().at("/result/0/0/1").asDouble()
                        + answer.json().at("/result/0/1/1").asDouble())
                .isBetween(0.9999, 1.0001);
        assertThat(SERVED.post("/v1/models/sums:classify", "{\"examples\":[{\"input_layer\":[1,2,3]}]}")
                        .text())
                .isEqualTo("{\"result\":[[[\"0\",4.5],[\"1\",4.5]]]}");
        assertThat(SERVED.post("/v1/models/houses:classify", "{\"examples\":[{}]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void regress_listsNumbers() {
        Served.Answer answer = SERVED.post(
                "/v1/models/houses:regress", "{\"examples\":[{\"area\":120,\"town\":\"Ghent\",\"rooms\":3}]}");
        assertThat(answer.json().at("/result/0").isNumber()).isTrue();
        assertThat(answer.json().at("/result").size()).isEqualTo(1);
        assertThat(SERVED.post("/v1/models/kinds:regress", "{\"examples\":[{\"x\":1}]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void status_isThatOfVersions_andReadyForTheFirstProtocolOfKServe() {
        String whole = SERVED.get("/v1/models/sums").text();
        assertThat(whole)
                .isEqualTo("{\"name\":\"sums\",\"ready\":true,\"model_version_status\":[{\"version\":\"1\","
                        + "\"state\":\"AVAILABLE\",\"status\":{\"error_code\":\"OK\",\"error_message\":\"\"}}]}");
        assertThat(SERVED.get("/v1/models/sums/versions/1").text()).isEqualTo(whole);
        assertThat(SERVED.get("/v1/models").text()).isEqualTo("{\"models\":[\"houses\",\"kinds\",\"sums\"]}");
    }

    @Test
    void metadata_describesSignatures() {
        Served.Answer answer = SERVED.get("/v1/models/sums/metadata");
        assertThat(answer.text())
                .startsWith(
                        "{\"model_spec\":{\"name\":\"sums\",\"signature_name\":\"\",\"version\":\"1\"},\"metadata\":"
                                + "{\"signature_def\":{\"signature_def\":{\"serving_default\":{\"inputs\":{\"input_layer\":"
                                + "{\"dtype\":\"DT_FLOAT\",\"tensor_shape\":{\"dim\":[{\"size\":\"-1\",\"name\":\"\"},"
                                + "{\"size\":\"3\",\"name\":\"\"}],\"unknown_rank\":false},\"name\":\"input_layer\"}}")
                .endsWith("\"method_name\":\"tensorflow/serving/predict\"}}}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 400 | must have \"instances\", rows, or \"inputs\", columns",
                "{\"instances\":[[1,2,3]],\"inputs\":[[1,2,3]]} | 400 | either \"instances\" or \"inputs\", got both",
                "{\"instances\":[[1,2]]} | 400 | input \"input_layer\" must have the shape [-1, 3]",
                "{\"instances\":[]} | 400 | at least one row, got none",
                "{\"instances\":[[1,2,3],[1,2]]} | 400 | must have rows of the same shape",
                "{\"instances\":[[1,2,\"x\"]]} | 400 | has the text \"x\" among numbers, as element 2",
                "{\"instances\":[[1,null,2]]} | 400 | has null as element 1",
                "{\"instances\":[[1,1e39,2]]} | 400 | finite 32-bit numbers, got 1.0E39 in row 0, element 1",
                "{\"instances\":[[1,NaN,2]]} | 400 | Non-standard token 'NaN'",
                "{\"instances\":[{\"x\":1}]} | 400 | takes the inputs [input_layer], got [x]",
                "{\"signature_name\":\"other\",\"instances\":[{\"x\":1}]} | 400 | has no signature \"other\"",
                "{\"instances\":5} | 400 | \"instances\" must be an array, got a number",
                "[1] | 400 | the body must be a JSON object, got an array",
                "{\"instances\":[[1,2,3]] | 400 | the body is not JSON",
                "`` | 400 | the body is empty",
            })
    void whatIsWrong_isSaid(String request, int status, String message) {
        Served.Answer answer = SERVED.post("/v1/models/sums:predict", request);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().propertyNames()).containsExactly("error");
        assertThat(answer.json().get("error").asString()).contains(message);
    }

    @Test
    void whatIsNotThere_isSaidWithWhatIs() {
        Served.Answer model = SERVED.post("/v1/models/nope:predict", "{}");
        assertThat(model.status()).isEqualTo(404);
        assertThat(model.text()).contains("\\\"houses\\\", \\\"kinds\\\", \\\"sums\\\"");
        Served.Answer version = SERVED.get("/v1/models/sums/versions/7");
        assertThat(version.status()).isEqualTo(404);
        assertThat(version.text()).contains("it has [1]");
    }

    @Test
    void columnsWithWrongCells_areNamedWithTheirRow() {
        assertThat(SERVED.post(
                                "/v1/models/houses:predict",
                                "{\"instances\":[{\"town\":\"Ghent\",\"rooms\":1},{\"x\":1}]}")
                        .text())
                .contains("row 2", "\\\"area\\\"", "\\\"town\\\"");
        assertThat(SERVED.post(
                                "/v1/models/houses:predict",
                                "{\"instances\":[{\"area\":[1,2],\"town\":\"Ghent\",\"rooms\":1}]}")
                        .text())
                .contains("row 1: column \\\"area\\\" must have one value");
    }
}
