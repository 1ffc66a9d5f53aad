package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.training.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class InterchangeTest {
    private static final Path FOLDER = Path.of("src/test/resources/interchange");

    /// Models that are chosen for what they have, by the scripts in `src/test/python`.
    private static final Path CHOSEN = Path.of("src/test/resources/interchange-chosen");

    /// Drawn from everything that came after dense chains, `concepts.py`.
    private static final Path CONCEPTS = Path.of("src/test/resources/interchange-concepts");

    /// By the oldest and the newest version of Keras, and models that read categories, most of them from text, and
    /// with operations in their graphs, and models drawn from all of this.
    private static final List<Path> OTHERS = List.of(
            Path.of("src/test/resources/interchange-3.0"),
            Path.of("src/test/resources/interchange-3.16"),
            Path.of("src/test/resources/interchange-categories"),
            Path.of("src/test/resources/interchange-operations"),
            CONCEPTS);

    static List<Path> models() {
        return Stream.concat(Interchange.models(FOLDER).stream(), Interchange.models(CHOSEN).stream())
                .toList();
    }

    static List<Path> drawnFromAll() {
        return Interchange.models(CONCEPTS);
    }

    static Stream<Path> allModels() {
        return Stream.concat(models().stream(), OTHERS.stream().flatMap(folder -> Interchange.models(folder).stream()));
    }

    @Test
    void thereAre_atLeastAHundredModels() {
        assertThat(models()).hasSizeGreaterThanOrEqualTo(100);
    }

    @ParameterizedTest
    @MethodSource("allModels")
    void modelOfKeras_predictsAndTrainsOnAsInKeras(Path file) {
        Map<String, Double> apart = new Interchange(file).compare(Model.load(file));
        assertThat(Interchange.areSmall(apart)).as(apart.toString()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("allModels")
    void savedByGradus_isTheSameModel(Path file, @TempDir Path folder) throws IOException {
        KerasFormat format = new KerasFormat();
        SavedModel model = format.load(file);
        Path saved = folder.resolve("saved.keras");
        format.save(model, saved);
        SavedModel back = format.load(saved);
        assertThat(back.parameters().values())
                .containsExactly(model.parameters().values());
        assertThat(back.compilation()).isEqualTo(model.compilation());
        assertThat(back.graph().toString()).isEqualTo(model.graph().toString());
        assertThat(back.optimizerState()).usingRecursiveComparison().isEqualTo(model.optimizerState());
    }

    /// Keras cannot load a layer whose config has `trainable` if its class does not accept that argument.
    @ParameterizedTest
    @MethodSource("models")
    void savedByGradus_saysOfLayersInGeneralWhatKerasSays(Path file, @TempDir Path folder) throws IOException {
        Path saved = folder.resolve("saved.keras");
        Model.load(file).save(saved);
        Map<String, JsonNode> written = layers(file);
        layers(saved).forEach((name, config) -> {
            Set<String> general = new TreeSet<>(config.propertyNames());
            general.retainAll(Set.of("name", "trainable", "dtype"));
            assertThat(Objects.requireNonNull(written.get(name)).propertyNames())
                    .as(name)
                    .containsAll(general);
        });
    }

    /// The config of each layer.
    private static Map<String, JsonNode> layers(Path file) throws IOException {
        try (Archive archive = new Archive(file)) {
            byte[] json = Objects.requireNonNull(archive.read("config.json", Json.MAX_BYTES));
            Map<String, JsonNode> layers = new LinkedHashMap<>();
            Json.parse("config.json", json)
                    .path("config")
                    .path("layers")
                    .forEach(layer ->
                            layers.put(layer.path("config").path("name").asString(""), layer.path("config")));
            return layers;
        }
    }
}
