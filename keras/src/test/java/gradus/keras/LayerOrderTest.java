package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.Shape;
import gradus.layers.Add;
import gradus.layers.Dense;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Node;
import gradus.training.Graph;
import gradus.training.Outline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class LayerOrderTest {
    static Stream<Path> readable() {
        return Stream.concat(Fixtures.readable().stream(), InterchangeTest.models().stream());
    }

    @ParameterizedTest
    @MethodSource("readable")
    void kerasOrder_isFoundFromTheGraphAlone(Path file) throws IOException {
        try (Archive archive = new Archive(file)) {
            byte[] json = archive.read("config.json", Json.MAX_BYTES);
            JsonNode config = Json.parse("config.json", json == null ? new byte[0] : json);
            Graph graph = GraphReader.read(config).graph();
            List<String> inFile = new ArrayList<>();
            // What computes masks is not in the graph.
            DerivedMasks.leaveOut(config.path("config"))
                    .path("layers")
                    .forEach(layer ->
                            inFile.add(layer.path("config").path("name").asString()));
            Outline level = Outline.of(graph);
            assertThat(LayerOrder.of(level).stream()
                            .map(unit -> level.units().get(unit).name())
                            .toList())
                    .isEqualTo(inFile);
        }
    }

    @Test
    void sharedLayer_standsAtItsGreatestDepth() {
        Input left = new Input(Shape.of(2), "left");
        Input right = new Input(Shape.of(2), "right");
        Layer shared = new Dense(2).named("shared");
        Node deep = new Dense(2).named("last").apply(shared.apply(left));
        Graph graph = Graph.of(
                null, List.of(left, right), List.of(new Add().named("sum").apply(deep, shared.apply(right))));
        LayerGroups groups = LayerGroups.of(graph);
        assertThat(groups.order().stream()
                        .map(layer -> graph.layers().get(layer).name())
                        .toList())
                .containsExactly("left", "shared", "right", "last", "sum");
        assertThat(groups.groups().get(graph.indexOf("last"))).isEqualTo("layers/dense_1");
    }
}
