package gradus.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the server says of itself to programs, and its page.
final class OpenApiTest {
    private static final Served SERVED = Served.shared();

    private static void requireReferences(JsonNode document, JsonNode node) {
        if (node.has("$ref")) {
            assertThat(document.at(node.get("$ref").asString().substring(1)).isObject())
                    .as(node.toString())
                    .isTrue();
        }
        node.forEach(inner -> requireReferences(document, inner));
    }

    @Test
    void everyExample_isAnswered_andEveryReferenceLeadsSomewhere() {
        JsonNode document = SERVED.get("/openapi.json").json();
        assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
        requireReferences(document, document);
        for (String model : SERVED.server.models()) {
            String path = "/models/" + model + "/predict";
            JsonNode example =
                    document.get("paths").get(path).at("/post/requestBody/content/application~1json/example");
            Served.Answer answer = SERVED.post(path, example.toString());
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().get("predictions").size()).isEqualTo(1);
        }
    }

    @Test
    void columns_haveTheirTypes() {
        JsonNode row = SERVED.get("/openapi.json").json().at("/components/schemas/HousesRow/properties");
        assertThat(row.propertyNames()).containsExactly("area", "town", "rooms");
        assertThat(row.at("/area/type").toString()).isEqualTo("[\"number\",\"null\"]");
        assertThat(row.at("/town/description").asString()).contains("Bruges, Ghent, Namur");
    }

    @Test
    void thePage_isServedWithItsFiles() {
        for (String path : new String[] {"/", "/page.js", "/page.css"}) {
            Served.Answer answer = SERVED.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.whole().headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .isPresent();
        }
    }
}
