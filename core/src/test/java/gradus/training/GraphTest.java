package gradus.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Shape;
import gradus.layers.Add;
import gradus.layers.Dense;
import gradus.layers.Dropout;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Node;
import gradus.layers.Permute;
import gradus.layers.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {
    private static Input input(int... dimensions) {
        return new Input(Shape.of(dimensions));
    }

    @Test
    void aChain_numbersLayersOfAKindAsKerasDoes() {
        Graph graph = Graph.chain(
                "net", List.of(input(3), new Dense(4), new Dropout(0.1), new Dense(2).named("head"), new Dense(1)));
        assertThat(graph.layers().stream().map(Graph.Entry::name))
                .containsExactly("input_layer", "dense", "dropout", "head", "dense_2");
        assertThat(graph.layers().stream().map(Graph.Entry::key))
                .containsExactly("input_layer", "dense", "dropout", "dense_1", "dense_2");
        assertThat(graph.calls().getLast().shape()).isEqualTo(Shape.of(1));
    }

    @Test
    void aChainWithoutInput_saysHowItIsMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Graph.chain(null, List.of(new Dense(1), new Dense(2))))
                .withMessageContaining("Sequential.of(input(4), dense(3))");
    }

    @Test
    void aShapeThatDoesNotFit_namesTheLayer() {
        assertThatThrownBy(() -> Graph.chain(null, List.of(input(28, 28), new Permute(List.of(1)))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("layer 1 \"permute\": Permute with dims [1] expects rows of 1 axis, got [batch, 28, 28]");
    }

    @Test
    void networks_mayBeDeeperThanTheStack() {
        Input input = input(1);
        Node node = input;
        for (int i = 0; i < 50_000; i++) {
            node = new Dropout(0.1).apply(node);
        }
        assertThat(Graph.of(null, List.of(input), List.of(node)).layers()).hasSize(50_001);
    }

    @Test
    void aLayerObjectAppliedTwice_isOneLayerWithTwoCalls() {
        Input left = input(3);
        Input right = input(3);
        Layer shared = new Dense(2);
        Node sum = new Add().apply(shared.apply(left), shared.apply(right));
        Graph graph = Graph.of(null, List.of(left, right), List.of(sum));
        assertThat(graph.layers()).hasSize(4);
        assertThat(graph.calls()).hasSize(5);
        assertThat(new Parameters(graph).values()).hasSize(3 * 2 + 2);
    }

    @Test
    void equalLayersAreTwoLayers_whenTheyAreTwoObjects() {
        Input in = input(3);
        Node sum = new Add().apply(new Dense(2).apply(in), new Dense(2).apply(in));
        assertThat(new Parameters(Graph.of(null, List.of(in), List.of(sum))).values())
                .hasSize(2 * (3 * 2 + 2));
    }

    @Test
    void danglingInputs_areRefused() {
        Input used = input(3);
        Input unused = input(3);
        Node out = new Dense(1).apply(used);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Graph.of(null, List.of(used, unused), List.of(out)))
                .withMessageContaining("leads to no output");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Graph.of(null, List.of(unused), List.of(out)))
                .withMessageContaining("not among the inputs");
    }

    @Test
    void aDanglingInput_isNamedWithTheLayerThatNeedsIt() {
        Input known = new Input(Shape.of(3), "known");
        Input forgotten = new Input(Shape.of(3), "forgotten");
        Node sum = new Add().named("sum").apply(known, forgotten);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Graph.of(null, List.of(known), List.of(new Dense(1).apply(sum))))
                .withMessage(
                        "Add \"sum\" of Input \"known\" [batch, 3] and Input \"forgotten\" [batch, 3] depends on an"
                                + " input that is not among the inputs of the model. Add it to them");
    }

    @Test
    void shapesThatDoNotFit_nameTheLayerAndWhatComesIn() {
        Input in = new Input(Shape.of(3), "in");
        Node left = new Dense(2).named("left").apply(in);
        Node right = new Dense(4).apply(in);
        assertThatThrownBy(() -> new Add().named("sum").apply(left, right))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Add \"sum\" of Dense \"left\" and Dense: Add expects inputs of one shape, or with"
                        + " axes of size 1 that can be repeated, got [[batch, 2], [batch, 4]]");
    }

    @Test
    void aSharedLayer_mustFitAllItsPlaces() {
        Input narrow = input(2);
        Input wide = input(5);
        Layer shared = new Dense(3).named("shared");
        Node sum = new Add().apply(shared.apply(narrow), shared.apply(wide));
        assertThatThrownBy(() -> Graph.of(null, List.of(narrow, wide), List.of(sum)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("layer \"shared\" has weights for inputs [[batch, 2]] and cannot be applied to [[batch, 5]]"
                        + " as well. Use a layer of its own there");
    }

    @Test
    void aLayerThatGivesTwoOutputs_isNumbered() {
        Input left = input(3);
        Input right = input(3);
        Layer shared = new Dense(2).named("shared");
        Graph graph = Graph.of(null, List.of(left, right), List.of(shared.apply(left), shared.apply(right)));
        assertThat(graph.outputNames()).containsExactly("shared", "shared_1");
    }

    @Test
    void twoLayersOfOneName_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Graph.chain(null, List.of(input(1), new Dense(1).named("a"), new Dense(1).named("a"))))
                .withMessage("two layers are named \"a\"");
    }

    @Test
    void indexOf_listsTheNamesThereAre() {
        Graph graph = Graph.chain(null, List.of(input(1), new Dense(1)));
        assertThat(graph.indexOf("dense")).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.indexOf("dense_7"))
                .withMessageContaining("there are input_layer, dense");
    }
}
