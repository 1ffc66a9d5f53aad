package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.optimizers.UpdateOptions;
import gradus.registry.Config;
import gradus.registry.Registry;
import gradus.training.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// That the models which Keras and Gradus exchange have everything that both have: every concept of the registry, and
/// of each every argument with another value than its default.
class InterchangeCoverageTest {
    /// What no model of Keras can have, and why.
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "initializer Identity gain", "Keras 3.15 leaves it out of its files",
            "loss Huber delta", "Keras 3.15 leaves it out of its files",
            "metric AUC label_weights", "Keras 3.15 cannot open its own files with it",
            "metric OneHotIoU sparse_y_pred", "no loss takes one-hot targets for predictions that are class numbers",
            "metric OneHotMeanIoU sparse_y_pred",
                    "no loss takes one-hot targets for predictions that are class numbers");

    private static final Path GOLDEN_FOLDER = Path.of("../core/src/test/resources/golden");

    /// What core's golden numbers are of, as `layer Dense`. Keras took these classes and arguments, and named and
    /// ordered their weights; only files of optimizers hold more than that.
    private static final Set<String> GOLDEN = new HashSet<>();

    private static final Map<Class<?>, Map<String, Set<@Nullable Object>>> SEEN = new HashMap<>();

    @BeforeAll
    static void collect() throws IOException {
        for (Path file : InterchangeTest.drawnFromAll()) {
            collect(Objects.requireNonNull(new KerasFormat().load(file).compilation())
                    .optimizer());
        }
        for (Path file : InterchangeTest.models()) {
            SavedModel model = new KerasFormat().load(file);
            model.graph().layers().forEach(entry -> collect(entry.layer()));
            SavedModel.Compilation compilation = Objects.requireNonNull(model.compilation());
            collect(compilation.optimizer());
            collect(compilation.losses());
            collect(compilation.metrics());
        }
        for (Registry<?> registry : Registry.all()) {
            if (registry == Registry.CALLBACKS) {
                continue; // Models have none.
            }
            addGolden(registry, registry.kind().equals("loss") ? "losses.json" : registry.kind() + "s.json");
        }
        addGolden(Registry.LAYERS, "layer_ranks.json");
        addGolden(Registry.LAYERS, "categories.json");
    }

    private static void addGolden(Registry<?> registry, String name) throws IOException {
        Path file = GOLDEN_FOLDER.resolve(name);
        for (JsonNode golden :
                Json.parse(file.toString(), Files.readAllBytes(file)).path("cases")) {
            GOLDEN.add(registry.kind() + " "
                    + golden.path("config").path("class_name").asString(""));
        }
    }

    private static void collect(@Nullable Object value) {
        if (value instanceof Iterable<?> values) {
            values.forEach(InterchangeCoverageTest::collect);
        } else if (value instanceof Record record) {
            Map<String, Set<@Nullable Object>> arguments =
                    SEEN.computeIfAbsent(record.getClass(), type -> new HashMap<>());
            Config.of(record).forEach((name, argument) -> {
                arguments.computeIfAbsent(name, key -> new HashSet<>()).add(argument);
                collect(argument);
            });
        }
    }

    @Test
    void everyConceptAndArgument_isInSomeModel() {
        Set<String> missing = new TreeSet<>();
        Registry.all().forEach(registry -> {
            for (Registry.Entry<?> entry : registry.entries()) {
                // What Keras lacks cannot be exchanged with it.
                if (entry.module() != null) {
                    missing.addAll(missing(registry, entry));
                }
            }
        });
        unchanged(UpdateOptions.NONE, 0).forEach(argument -> missing.add("optimizer option " + argument));
        assertThat(missing).containsExactlyInAnyOrderElementsOf(EXCEPTIONS.keySet());
    }

    private static List<String> missing(Registry<?> registry, Registry.Entry<?> entry) {
        String name = registry.kind() + " " + entry.name();
        if (!SEEN.containsKey(entry.type())) {
            return registry != Registry.OPTIMIZERS && GOLDEN.contains(name) ? List.of() : List.of(name);
        }
        // Keras's files name activations without arguments.
        boolean bare = registry == Registry.ACTIVATIONS;
        return bare
                ? List.of()
                : unchanged(entry.record(), entry.required()).stream()
                        .map(argument -> name + " " + argument)
                        .toList();
    }

    /// The arguments that have their default wherever the concept is; those without one cannot.
    private static List<String> unchanged(Record prototype, int required) {
        List<String> unchanged = new ArrayList<>();
        Map<String, @Nullable Object> defaults = Config.of(prototype);
        Map<String, Set<@Nullable Object>> seen = SEEN.getOrDefault(prototype.getClass(), Map.of());
        int index = 0;
        for (Map.Entry<String, @Nullable Object> argument : defaults.entrySet()) {
            Set<@Nullable Object> values = seen.getOrDefault(argument.getKey(), Set.of());
            if (index++ >= required && values.stream().allMatch(value -> Objects.equals(value, argument.getValue()))) {
                unchanged.add(argument.getKey());
            }
        }
        return unchanged;
    }
}
