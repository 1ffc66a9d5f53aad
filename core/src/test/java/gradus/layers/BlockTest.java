package gradus.layers;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.activations.Tanh;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Adam;
import gradus.training.Graph;
import gradus.training.Outline;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {
    private static final Dataset DATA = Dataset.of(
            Rows.of(new float[][] {{1, 2, 3}, {-1, 0, 2}, {0.5f, 1, -3}, {2, 2, 1}}),
            Rows.of(new float[][] {{1}, {0}, {2}, {-1}}));

    @Test
    void chainInAChain_trainsToTheBitsOfTheFlatChain() {
        Block encoder = Block.chain("encoder", input(3), dense(4, new Tanh()), new BatchNormalization());
        Model nested = Sequential.of(input(3), encoder, dense(1));
        Model flat = Sequential.of(input(3), dense(4, new Tanh()), new BatchNormalization(), dense(1));
        // The first values depend on names; here only training matters.
        System.arraycopy(flat.parameters().values(), 0, nested.parameters().values(), 0, flat.parameterCount());
        for (Model model : List.of(nested, flat)) {
            model.compile(new Adam(0.1), new MeanSquaredError());
            model.fit(DATA, Fit.epochs(3).batchSize(2));
        }
        assertThat(nested.parameters().values())
                .containsExactly(flat.parameters().values());
        assertThat(nested.graph().layers())
                .extracting(Graph.Entry::name)
                .containsExactly("input_layer", "encoder/dense", "encoder/batch_normalization", "dense");
    }

    @Test
    void automaticNames_countBlocksAsKerasDoes() {
        Block one = Block.chain(null, input(3), dense(2));
        Block two = Block.chain(null, input(2), dense(2));
        Model model = Sequential.of(input(3), one, two, dense(1));
        assertThat(model.graph().layers())
                .extracting(Graph.Entry::key)
                .containsExactly("input_layer", "sequential/dense", "sequential_1/dense", "dense");
    }

    @Test
    void blockAtTwoPlaces_sharesItsWeights() {
        Input left = input(3);
        Input right = input(3);
        Block shared = Block.chain("shared", input(3), dense(2));
        Model model = Model.of(List.of(left, right), List.of(new Add().apply(shared.apply(left), shared.apply(right))));
        assertThat(model.parameterCount()).isEqualTo(3 * 2 + 2);
        assertThat(model.graph().nests()).hasSize(1);
        assertThat(model.graph().uses()).hasSize(2);
        Rows rows = Rows.of(new float[][] {{1, 2, 3}});
        float[] both = model.predict(List.of(rows, rows)).getFirst().toArray();
        float[] kernel = model.parameters().values();
        assertThat(both[0]).isEqualTo(2 * (kernel[0] + 2 * kernel[2] + 3 * kernel[4]), within(1e-6f));
    }

    @Test
    void unusedOutputs_doNoHarm() {
        Input inside = input(3);
        Block pair = Block.of("pair", List.of(inside), List.of(dense(2).apply(inside), dense(3).apply(inside)));
        Input data = input(3);
        Model model = Model.of(data, dense(1).apply(pair.applyAll(List.of(data)).getLast()));
        model.compile(new Adam(0.1), new MeanSquaredError());
        float[] before = model.parameters().values().clone();
        model.fit(DATA, Fit.epochs(2));
        float[] after = model.parameters().values();
        // The layer that leads nowhere stays.
        assertThat(java.util.Arrays.copyOf(after, 8)).containsExactly(java.util.Arrays.copyOf(before, 8));
        assertThat(after[8]).isNotEqualTo(before[8]);
    }

    @Test
    void frozenBlock_freezesAllItsLayers() {
        Block block = Block.chain("block", input(3), dense(4), dense(2)).frozen();
        Graph graph = Sequential.of(input(3), block, dense(1)).graph();
        assertThat(graph.layers()).extracting(Graph.Entry::trainable).containsExactly(true, false, false, true);
    }

    @Test
    void outline_givesTheSameModelAgain() {
        Block inner = Block.chain("inner", input(4), dense(4));
        Block outer = Block.chain("outer", input(3), dense(4), inner);
        Model model = Sequential.of(input(3), outer, dense(1));
        Model again = Sequential.of(input(3), model.asBlock("all"));
        assertThat(again.graph().layers())
                .extracting(Graph.Entry::name)
                .containsExactly("input_layer", "all/outer/dense", "all/outer/inner/dense", "all/dense");
        Outline.Unit unit = Outline.of(model.graph()).units().get(1);
        assertThat(unit.name()).isEqualTo("outer");
        assertThat(unit.layer()).isInstanceOf(Block.class);
        assertThat(model.append(List.of(dense(2))).graph().layers())
                .extracting(Graph.Entry::name)
                .containsExactly("input_layer", "outer/dense", "outer/inner/dense", "dense", "dense_1");
    }

    @Test
    void misuse_isExplained() {
        Block block = Block.chain("block", input(3), dense(2));
        assertThatThrownBy(() -> Sequential.of(input(4), block, dense(1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("expects inputs of shapes [[batch, 3]], got [[batch, 4]]");
        assertThatThrownBy(() -> Block.chain("a/b", input(3), dense(2)))
                .hasMessageContaining("a layer name must have 1 to 1000 characters");
        assertThatThrownBy(() -> Block.chain("x", dense(2))).hasMessageContaining("a block must start with an input");
        assertThatThrownBy(() -> new NamedLayer("x", true, block)).hasMessageContaining("use Block.named");
        Input inside = new Input(Shape.of(3));
        assertThatThrownBy(() -> Block.of("x", List.of(inside), List.of(inside)))
                .hasMessageContaining("must come from a layer");
        Input a = input(3);
        Input b = input(3);
        Block two = Block.of("two", List.of(a, b), List.of(new Add().apply(a, b)));
        Input x = input(3);
        assertThatThrownBy(() -> Model.of(x, two.apply(x, x))).hasMessageContaining("is given the same value twice");
        assertThatThrownBy(() -> Model.of(x, two.named("y").apply(x))).hasMessageContaining("expects inputs of shapes");
    }
}
