package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.activations.Tanh;
import gradus.constraints.NonNeg;
import gradus.initializers.Constant;
import gradus.initializers.Orthogonal;
import gradus.layers.Dense;
import gradus.layers.Hashing;
import gradus.layers.IntegerLookup;
import gradus.layers.Layer;
import gradus.layers.Normalization;
import gradus.layers.OutputMode;
import gradus.layers.StringLookup;
import gradus.layers.Tensor;
import gradus.losses.Dice;
import gradus.losses.Huber;
import gradus.losses.Reduction;
import gradus.optimizers.Adam;
import gradus.optimizers.LossScaleOptimizer;
import gradus.optimizers.MultiOptimizer;
import gradus.optimizers.Muon;
import gradus.optimizers.Optimizer;
import gradus.optimizers.Sgd;
import gradus.registry.Config;
import gradus.registry.Registry;
import gradus.regularizers.L1L2;
import gradus.schedules.CosineDecay;
import gradus.schedules.PiecewiseConstantDecay;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ConceptRoundTripTest {
    /// Arguments that cannot be changed alone, since another must change with them.
    private static final Set<String> TIED = Set.of(
            "mean", "variance", "boundaries", "values", "num_labels", "idf_weights", "salt", "patterns", "optimizers");

    private record Case(Registry<?> registry, Registry.Entry<?> entry) {
        @Override
        public String toString() {
            return registry.kind() + " " + entry.name();
        }
    }

    static Stream<Case> concepts() {
        return Registry.all().stream()
                .filter(registry -> registry != Registry.CALLBACKS) // Files have none.
                .flatMap(registry -> registry.entries().stream().map(entry -> new Case(registry, entry)));
    }

    @Test
    void orthogonal_isWrittenByTheNameThatOldKerasKnows() throws ModelFileException {
        JsonNode written = ConceptWriter.concept(new Orthogonal(), Json.object());
        assertThat(written.path("class_name").stringValue()).isEqualTo("OrthogonalInitializer");
        assertThat(ConceptReader.concept(Registry.INITIALIZERS, written, "here"))
                .isEqualTo(new Orthogonal());
    }

    @ParameterizedTest
    @MethodSource("concepts")
    void defaults_comeBack(Case concept) throws ModelFileException {
        assertThat(roundTrip(concept, concept.entry().prototype()))
                .isEqualTo(concept.entry().prototype());
    }

    @ParameterizedTest
    @MethodSource("concepts")
    void everyArgument_comesBack(Case concept) throws ModelFileException {
        for (Map.Entry<String, RecordComponent> component :
                Config.components(concept.entry().type()).entrySet()) {
            boolean tied = component.getKey().equals("pad_to_max_tokens")
                    || (TIED.contains(component.getKey())
                            && component.getValue().getType() != double.class);
            if (!tied) {
                Record changed = changed(concept.entry().record(), component.getKey(), component.getValue());
                assertThat(roundTrip(concept, changed)).as(component.getKey()).isEqualTo(changed);
            }
        }
    }

    @Test
    void argumentsThatChangeTogether_comeBack() throws ModelFileException {
        Normalization layer = new Normalization(null, List.of(0.5), List.of(4.0), true);
        assertThat(ConceptReader.concept(Registry.LAYERS, ConceptWriter.value(layer), "test"))
                .isEqualTo(layer);
        for (Layer lookup : List.of(
                new StringLookup(
                        9,
                        2,
                        "",
                        "?",
                        List.of("a", "\n"),
                        List.of(0.5, 2.0),
                        false,
                        OutputMode.TF_IDF,
                        true,
                        "utf-8",
                        List.of(1L, Long.MAX_VALUE)),
                new IntegerLookup(
                        9,
                        2,
                        0L,
                        -7L,
                        List.of(4L, 12345678901L),
                        null,
                        false,
                        OutputMode.COUNT,
                        true,
                        IntegerLookup.OovMethod.FARMHASH,
                        List.of(3L, 4L)),
                new Hashing(7, "-12", List.of(3L, 4L), OutputMode.COUNT))) {
            assertThat(ConceptReader.concept(Registry.LAYERS, ConceptWriter.value(lookup), "test"))
                    .isEqualTo(lookup);
        }
        Optimizer multiple = new MultiOptimizer(
                new Adam(0.5).clipNorm(2), List.of("last/.*", "first/kernel"), List.of(new Sgd(0.25), new Muon()));
        for (Optimizer optimizer : List.of(multiple, new LossScaleOptimizer(multiple, 8, 3))) {
            assertThat(ConceptReader.optimizer(ConceptWriter.value(optimizer), "test"))
                    .isEqualTo(optimizer);
        }
        PiecewiseConstantDecay schedule = new PiecewiseConstantDecay(List.of(3, 5), List.of(0.5, 0.25, 0.125));
        assertThat(ConceptReader.concept(Registry.SCHEDULES, ConceptWriter.value(schedule), "test"))
                .isEqualTo(schedule);
    }

    @ParameterizedTest
    @MethodSource("concepts")
    void aNameAlone_isTheDefault(Case concept) throws ModelFileException {
        JsonNode name = ConceptWriter.value(concept.entry().name());
        if (concept.entry().required() == 0) {
            assertThat(read(concept, name)).isEqualTo(concept.entry().prototype());
        } else {
            assertThatThrownBy(() -> read(concept, name))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessageContaining("must have \"");
        }
    }

    @Test
    void optionsOfOptimizers_liveInTheirConfig() throws ModelFileException {
        Optimizer optimizer = new Adam(0.5).clipNorm(2).weightDecay(0.125).gradientAccumulation(3);
        JsonNode json = ConceptWriter.value(optimizer);
        assertThat(json.path("config").path("clipnorm").asDouble()).isEqualTo(2);
        assertThat(json.path("config").path("gradient_accumulation_steps").asInt())
                .isEqualTo(3);
        assertThat(ConceptReader.optimizer(json, "the optimizer")).isEqualTo(optimizer);
    }

    /// As `keras.optimizers.MultiOptimizer(function)` is written.
    @Test
    void optimizersThatAFunctionChooses_areRefused() throws ModelFileException {
        JsonNode json = Json.parse(
                "t",
                ("{\"class_name\":\"MultiOptimizer\",\"config\":{\"optimizer_map\":"
                                + "{\"class_name\":\"function\",\"config\":\"choose\"}}}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ConceptReader.optimizer(json, "the optimizer"))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("the optimizer: optimizer_map must be an OptimizerMap, got ")
                .hasMessageEndingWith("a function that chooses optimizers is Python code, which Gradus never runs");
    }

    /// The loss is multiplied by it and the gradients are divided by it again.
    @Test
    void factorOfTheLoss_changesNothing() throws ModelFileException {
        JsonNode json = Json.parse(
                "t",
                "{\"class_name\":\"Adam\",\"config\":{\"loss_scale_factor\":1024.0}}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(ConceptReader.optimizer(json, "the optimizer")).isEqualTo(new Adam());
    }

    @Test
    void optionsThatKeras3Lacks_areWrittenOnlyWhenUsed() throws ModelFileException {
        assertThat(ConceptWriter.value(new Adam()).path("config").has("gradient_accumulation_steps"))
                .isFalse();
    }

    @Test
    void unknownArguments_areRefusedUnlessTheyAreOff() throws ModelFileException {
        JsonNode off = Json.parse(
                "t",
                "{\"class_name\":\"Dense\",\"config\":{\"units\":2,\"lora_rank\":null}}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(ConceptReader.concept(Registry.LAYERS, off, "a layer")).isEqualTo(new Dense(2));
        JsonNode used = Json.parse(
                "t",
                "{\"class_name\":\"Dense\",\"config\":{\"units\":2,\"lora_rank\":4}}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ConceptReader.concept(Registry.LAYERS, used, "a layer"))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("a layer (Dense) has \"lora_rank\" = 4, which Gradus cannot do; it has units,");
    }

    @Test
    void argumentsOfTheWrongType_areNamed() throws ModelFileException {
        JsonNode text = Json.parse(
                "t",
                "{\"class_name\":\"Dense\",\"config\":{\"units\":\"many\"}}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ConceptReader.concept(Registry.LAYERS, text, "layer \"h\""))
                .hasMessage("layer \"h\" (Dense): units must be a whole number, got \"many\"");
        JsonNode range = Json.parse(
                "t",
                "{\"class_name\":\"Dense\",\"config\":{\"units\":0}}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ConceptReader.concept(Registry.LAYERS, range, "layer \"h\""))
                .hasMessage("layer \"h\": Dense.units must be at least 1, got 0");
    }

    @Test
    void tuplesAndReductionsOfNone_areRead() throws ModelFileException {
        JsonNode dice = Json.parse(
                "t",
                ("{\"class_name\":\"Dice\",\"config\":{\"reduction\":null,"
                                + "\"axis\":{\"class_name\":\"__tuple__\",\"items\":[-1]}}}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(ConceptReader.concept(Registry.LOSSES, dice, "the loss"))
                .isEqualTo(new Dice(Reduction.NONE, List.of(-1)));
    }

    @Test
    void conceptsOfUsers_cannotBeWritten() {
        Layer own = new Layer() {
            @Override
            public gradus.data.Shape outputShape(List<gradus.data.Shape> inputs) {
                return inputs.getFirst();
            }

            @Override
            public gradus.layers.BoundLayer bind(gradus.layers.Binding binding) {
                throw new UnsupportedOperationException();
            }
        };
        assertThatThrownBy(() -> ConceptWriter.value(own))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(
                        "cannot be saved: it is not registered as a layer; see gradus.registry.ConceptProvider");
    }

    private static Object roundTrip(Case concept, Object value) throws ModelFileException {
        // Through text, as in a file.
        return read(concept, Json.parse("test", Json.bytes(ConceptWriter.value(value))));
    }

    private static Object read(Case concept, JsonNode json) throws ModelFileException {
        return concept.registry() == Registry.OPTIMIZERS
                ? ConceptReader.optimizer(json, "test")
                : ConceptReader.concept(concept.registry(), json, "test");
    }

    /// The record with another value of one component.
    private static Record changed(Record record, String name, RecordComponent component) {
        Object before = Config.of(record).get(name);
        for (Object candidate : candidates(component.getGenericType())) {
            if (!Objects.equals(candidate, before)) {
                try {
                    return Config.with(record, Map.of(name, candidate));
                } catch (IllegalArgumentException e) {
                    // Out of range for this argument: try the next.
                }
            }
        }
        throw new AssertionError("no other value of " + name + " is known for " + record);
    }

    private static List<Object> candidates(Type generic) {
        Class<?> type = generic instanceof ParameterizedType list ? (Class<?>) list.getRawType() : (Class<?>) generic;
        if (type == boolean.class) {
            return List.of(true, false);
        } else if (type == double.class || type == Double.class) {
            return List.of(0.375, 0.0625, 2.5, 1.0, 0.0, 1e-3, 500.0, -0.5);
        } else if (type == int.class || type == Integer.class) {
            return List.of(3, 2, 1, 0, -1);
        } else if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        } else if (type == Tensor.class) {
            return List.of(Tensor.of(2), Tensor.of(0.5, 3));
        } else if (type == String.class) {
            return List.of("utf8", "zażółć", "int32", ":,1", "ad,dc->ac", "c");
        } else if (type == Long.class) {
            return List.of(12345678901L);
        } else if (generic.getTypeName().equals("java.util.List<java.lang.Long>")) {
            return List.of(List.of(12345678901L, -3L));
        } else if (generic.getTypeName().equals("java.util.List<java.lang.Double>")) {
            return List.of(List.of(-0.5, 2.5), List.of(0.25, 0.75));
        } else if (generic.getTypeName().equals("java.util.List<java.lang.String>")) {
            return List.of(List.of("dense_1", "^last/"));
        } else if (type == List.class) {
            return List.of(
                    List.of(3, 2),
                    List.of(2, -1),
                    List.of(-1),
                    List.of(2, 1),
                    List.of(0, 2, 1),
                    List.of(-1, 2),
                    List.of(2),
                    List.of(1));
        }
        List<Object> known = new ArrayList<>(List.of(
                new Tanh(),
                new Constant(0.5),
                new L1L2(0.25, 0.5),
                new NonNeg(),
                new CosineDecay(0.5, 100, 0.25, 1.0, 10.0),
                new Dense(3, new Tanh()),
                new Huber(),
                new Adam(0.5).clipNorm(2)));
        known.removeIf(value -> !type.isInstance(value));
        return known;
    }
}
