package gradus.keras;

import static gradus.layers.FeatureSpace.floatDiscretized;
import static gradus.layers.FeatureSpace.floatNormalized;
import static gradus.layers.FeatureSpace.floatRescaled;
import static gradus.layers.FeatureSpace.floatUnchanged;
import static gradus.layers.FeatureSpace.integerCategorical;
import static gradus.layers.FeatureSpace.integerHashed;
import static gradus.layers.FeatureSpace.stringCategorical;
import static gradus.layers.FeatureSpace.stringHashed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.data.Rows;
import gradus.layers.Feature;
import gradus.layers.FeatureCross;
import gradus.layers.FeatureSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /// As Keras's FeatureSpace of the file, built and adapted here: see feature_space.py.
    @ParameterizedTest
    @ValueSource(strings = {"concat", "dict"})
    void spaceOfTheSameFeatures_givesWhatKerasGives(String name) throws IOException {
        JsonNode given = Json.parse(name, Files.readAllBytes(FOLDER.resolve(name + ".json")));
        JsonNode adapted = Json.parse("adapted", Files.readAllBytes(FOLDER.resolve("adapted.json")));
        FeatureSpace space = FeatureSpace.of(
                        floatRescaled("size", 0.5, 1),
                        floatNormalized("age"),
                        floatDiscretized("income", 6),
                        stringCategorical("town", 4, 1),
                        integerCategorical("kind", null, 2),
                        integerHashed("code", 8),
                        stringHashed("name", 5),
                        floatUnchanged("plain"))
                .cross(7, "town", "kind")
                .cross(9, "code", "name");
        if (name.equals("dict")) {
            List<FeatureCross> crosses = new ArrayList<>(space.crosses());
            crosses.add(new FeatureCross(List.of("income", "code"), 5, Feature.Output.INT));
            space = new FeatureSpace(space.features(), FeatureSpace.OutputMode.DICT, crosses);
        }
        FeatureSpace unadapted = space;
        assertThatThrownBy(() -> FeatureSpaceFile.save(unadapted, folder.resolve("space.keras")))
                .hasMessageContaining("must be adapted to the training data first");
        space = space.adapt(space.features().stream()
                .map(feature -> Fixtures.table(adapted.path(feature.name())))
                .toList());
        FeatureSpace.Encoded encoded = space.encode();
        check(Model.of(encoded.inputs(), encoded.outputs()), given);
        Path saved = folder.resolve("space.keras");
        FeatureSpaceFile.save(space, saved);
        check(Model.load(saved), given);
        // The file is what a test of the interchange opened in Keras.
        assertThat(config(saved)).isEqualTo(config(FOLDER.resolve("gradus." + name + ".keras")));
    }

    private static JsonNode config(Path file) throws IOException {
        try (Archive archive = new Archive(file)) {
            return Json.parse("config.json", Objects.requireNonNull(archive.read("config.json", Json.MAX_BYTES)));
        }
    }

    @Test
    void whatCannotBeBuilt_isNamed() {
        FeatureSpace indices = FeatureSpace.of(integerHashed("code", 8).outputMode(Feature.Output.INT));
        assertThatThrownBy(indices::encode)
                .hasMessageStartingWith("feature \"code\" gives indices, which cannot be joined with other features");
        assertThatThrownBy(() -> FeatureSpace.of(floatUnchanged("a"), floatUnchanged("a")))
                .hasMessage("two features are named \"a\"");
        assertThatThrownBy(() -> FeatureSpace.of(stringCategorical("a")).encode())
                .hasMessageStartingWith("feature \"a\" has no vocabulary yet; call FeatureSpace.adapt");
        assertThatThrownBy(() -> FeatureSpace.of(stringCategorical("a")).adapt(List.of(Rows.of(new float[] {1}, 1))))
                .hasMessage("feature \"a\" must be adapted to one column of text, got 1 columns of numbers");
        assertThatThrownBy(() -> FeatureSpace.of(floatUnchanged("a")).cross(4, "a", "b"))
                .hasMessage("a cross names the feature \"b\", which is not there");
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
        assertRefused(mode, "must be one of concat, dict, got list");
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
