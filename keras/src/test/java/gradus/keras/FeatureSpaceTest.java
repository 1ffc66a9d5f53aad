package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.data.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A FeatureSpace is a model that takes the raw columns and gives what Keras gives.
class FeatureSpaceTest {
    private static final Path FOLDER = Path.of("src/test/resources/feature-space");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"concat", "dict", "model"})
    void file_givesWhatKerasGives(String name) throws IOException {
        Model model = Model.load(FOLDER.resolve(name + ".keras"));
        JsonNode given = Json.parse(name, Files.readAllBytes(FOLDER.resolve(name + ".json")));
        check(model, given);
        Path saved = folder.resolve("saved.keras");
        model.save(saved);
        check(Model.load(saved), given);
    }

    private static void check(Model model, JsonNode given) {
        List<Rows> inputs = new ArrayList<>();
        model.graph()
                .inputs()
                .forEach(call -> inputs.add(Fixtures.table(given.path("inputs")
                        .path(model.graph()
                                .entry(model.graph().calls().get(call))
                                .name()))));
        List<Rows> outputs = model.predict(inputs);
        assertThat(outputs).hasSize(given.path("outputs").size());
        List<String> names =
                given.path("outputs").propertyNames().stream().sorted().toList();
        for (int output = 0; output < names.size(); output++) {
            float[] expected = Fixtures.numbers(given.path("outputs").path(names.get(output)));
            float[] found = outputs.get(output).toArray();
            assertThat(found).as(names.get(output)).hasSameSizeAs(expected);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i])
                        .as("%s %s", names.get(output), i)
                        .isCloseTo(expected[i], within(1e-6f * Math.max(1, Math.abs(expected[i]))));
            }
        }
    }

    @Test
    void whatIsWrong_isNamed() {
        assertRefused("{}", "must have from 1 to 2048 features");
        String cross = "{\"features\":{\"a\":" + feature("Rescaling", "{\"scale\":2}", "float")
                + "},\"output_mode\":\"concat\",\"crosses\":[{\"config\":{\"feature_names\":[\"a\",\"b\"],"
                + "\"crossing_dim\":4,\"output_mode\":\"int\"}}]}";
        assertRefused(cross, "a cross names the feature \"b\", which is not there");
        String encoded = "{\"features\":{\"a\":" + feature("Rescaling", "{\"scale\":2}", "one_hot")
                + "},\"output_mode\":\"concat\"}";
        assertRefused(encoded, "cannot be one-hot encoded after Rescaling");
        String unknown = "{\"features\":{\"a\":" + feature("TextVectorization", "{}", "int") + "}}";
        assertRefused(unknown, "no layer is named \"TextVectorization\"");
        String mode = "{\"features\":{\"a\":" + feature("Rescaling", "{\"scale\":2}", "float")
                + "},\"output_mode\":\"list\"}";
        assertRefused(mode, "must be concat or dict, got list");
    }

    private static String feature(String preprocessor, String config, String mode) {
        return "{\"config\":{\"dtype\":\"float32\",\"output_mode\":\"" + mode + "\",\"preprocessor\":{\"class_name\":\""
                + preprocessor + "\",\"config\":" + config + "}}}";
    }

    private static void assertRefused(String config, String message) {
        String model = "{\"class_name\":\"FeatureSpace\",\"config\":" + config + "}";
        assertThatThrownBy(() -> GraphReader.read(Json.parse("test", model.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(message);
    }
}
