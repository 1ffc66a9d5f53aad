package gradus.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests and answers by hand, from the text of MLflow on its scoring server.
final class MlflowTest {
    private static final String SUMS = "/models/sums/invocations";
    private static final String KINDS = "/models/kinds/invocations";

    private static final Served SERVED = Served.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instances\":[[1,2,3],[0,0,0]]}",
                "{\"inputs\":[[1,2,3],[0,0,0]]}",
                "{\"inputs\":{\"input_layer\":[[1,2,3],[0,0,0]]},\"params\":{\"x\":1}}",
                "{\"dataframe_split\":{\"columns\":[\"a\",\"b\",\"c\"],\"index\":[0,1],\"data\":[[1,2,3],[0,0,0]]}}",
                "{\"dataframe_records\":[{\"a\":1,\"b\":2,\"c\":3},{\"a\":0,\"b\":0,\"c\":0}]}",
            })
    void everyForm_givesTheSameAnswer(String body) {
        assertThat(SERVED.post(SUMS, body, "Content-Type", "application/json; charset=utf-8")
                        .text())
                .isEqualTo("{\"predictions\":[[4.5,4.5],[0.5,-0.5]]}");
    }

    @Test
    void csv_isATable() {
        assertThat(SERVED.post(SUMS, "a,b,c\n1,2,3\n", "Content-Type", "text/csv")
                        .text())
                .isEqualTo("{\"predictions\":[[4.5,4.5]]}");
        assertThat(SERVED.post(SUMS, "a;b;c\n1;2;3\n", "Content-Type", "text/csv; charset=utf-8")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tablesHaveNamesTypesAndMissingValues() {
        String split =
                "{\"dataframe_split\":{\"columns\":[\"when\",\"x\"],\"data\":[[\"2024-03-11\",0.1],[\"2024-03-11\","
                        + "null]]}}";
        Served.Answer answer = SERVED.post(KINDS, split);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/predictions/0").asString()).isIn("yes", "no");
        assertThat(SERVED.post(KINDS, "x,when\n0.1,2024-03-11\n,2024-03-11\n", "Content-Type", "text/csv")
                        .text())
                .isEqualTo(answer.text());
    }

    @Test
    void theServerIsAskedHowItIs() {
        assertThat(SERVED.get("/ping").status()).isEqualTo(200);
        assertThat(SERVED.get("/health").status()).isEqualTo(200);
        assertThat(SERVED.get("/version").text()).isNotBlank();
    }

    @Test
    void severalModels_needAName() {
        Served.Answer answer = SERVED.post("/invocations", "{\"instances\":[[1,2,3]]}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("error_code").asString()).isEqualTo("RESOURCE_DOES_NOT_EXIST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | exactly one of",
                "{\"instances\":[[1,2,3]],\"inputs\":[[1,2,3]]} | got \"instances\" and \"inputs\"",
                "{\"columns\":[],\"data\":[]} | got \"columns\"",
                "{\"dataframe_split\":{\"columns\":[\"a\",\"b\",\"c\"],\"data\":[[1,2]]}} | row 1 must have a value"
                        + " for each",
                "{\"dataframe_records\":[{\"a\":1,\"b\":2,\"c\":3},{\"a\":1,\"b\":2}]} | row 2 has no value in column"
                        + " \"c\"",
                "{\"dataframe_records\":[{\"a\":1,\"b\":2,\"c\":\"x\"}]} | row 1: column \"c\" must be a number, got"
                        + " \"x\"",
                "{\"dataframe_records\":[{\"a\":1,\"b\":2,\"c\":{}}]} | row 1: column \"c\" must be a number, a text",
                "{\"dataframe_records\":[{\"a\":1}]} | takes 3 columns, got 1",
                "{\"dataframe_records\":[]} | at least one row",
            })
    void whatIsWrong_isSaid(String body, String message) {
        Served.Answer answer = SERVED.post(SUMS, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("error_code", "message");
        assertThat(answer.json().get("error_code").asString()).isEqualTo("BAD_REQUEST");
        assertThat(answer.json().get("message").asString()).contains(message);
    }

    @Test
    void otherTypes_areRefused() {
        assertThat(SERVED.post(SUMS, "<a/>", "Content-Type", "application/xml").status())
                .isEqualTo(415);
    }
}
