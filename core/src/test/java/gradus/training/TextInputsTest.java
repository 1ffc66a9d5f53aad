package gradus.training;

import static gradus.layers.Layers.concatenate;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.embedding;
import static gradus.layers.Layers.flatten;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.DataType;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.data.TextRows;
import gradus.layers.Block;
import gradus.layers.HashedCrossing;
import gradus.layers.Hashing;
import gradus.layers.Input;
import gradus.layers.OutputMode;
import gradus.layers.StringLookup;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Adam;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextInputsTest {
    private static final StringLookup LOOKUP = new StringLookup(List.of("a", "b"));

    private static float[] predict(Model model, Rows... inputs) {
        return model.predict(List.of(inputs)).getFirst().toArray();
    }

    private static TextRows text(String... texts) {
        return TextRows.column(List.of(texts));
    }

    @Test
    void text_isLookedUpBeforeTheNetwork() {
        Model model = Sequential.of(input(DataType.STRING, 1), LOOKUP.outputMode(OutputMode.ONE_HOT), relu());
        assertThat(predict(model, text("b", "c", "a"))).containsExactly(0, 0, 1, 1, 0, 0, 0, 1, 0);
        assertThat(model.parameterCount()).isZero();
    }

    @Test
    void textThatLeadsToAnOutput_isOne() {
        Model model = Sequential.of(input(DataType.STRING, 2), LOOKUP.outputMode(OutputMode.MULTI_HOT));
        assertThat(predict(model, TextRows.of(List.of(List.of("a"), List.of("b")))))
                .containsExactly(0, 1, 1);
    }

    @Test
    void oneLookup_readsTwoInputs_besideNumbers() {
        Input from = new Input(Shape.of(1), "from", DataType.STRING);
        Input number = new Input(Shape.of(1), "number");
        Input to = new Input(Shape.of(1), "to", DataType.STRING);
        var crossed = new HashedCrossing(4).apply(from, to);
        Model model = Model.of(
                List.of(from, number, to),
                List.of(concatenate().apply(LOOKUP.apply(to), number, LOOKUP.apply(from), crossed)));
        float[] row = predict(model, text("a"), Rows.of(new float[] {7}, 1), text("b"));
        assertThat(row).startsWith(2, 7, 1).hasSize(4);
    }

    @Test
    void block_readsTextOfItsModel() {
        Block encoder = Block.chain("encoder", List.of(input(DataType.STRING, 1), LOOKUP, embedding(3, 2), flatten()));
        Model model = Sequential.of(input(DataType.STRING, 1), encoder, dense(1));
        float[] rows = predict(model, text("a", "zz", "a"));
        assertThat(rows[0]).isEqualTo(rows[2]).isNotEqualTo(rows[1]);
    }

    @Test
    void training_learnsFromText() {
        Model model = Sequential.of(input(DataType.STRING, 1), LOOKUP, embedding(3, 2), flatten(), dense(1));
        Dataset data = Dataset.of(text("a", "b", "a", "c"), Rows.of(new float[] {1, -1, 1, 0}, 1));
        model.compile(new Adam(0.05), new MeanSquaredError());
        var history = model.fit(data, Fit.epochs(200).batchSize(2).validation(data));
        assertThat(history.last("val_loss")).isLessThan(1e-3);
        assertThat(model.evaluate(data).get("loss")).isLessThan(1e-3);
    }

    @Test
    void unknownText_isNamedWhereThereIsNoIndexForIt() {
        Model model = Sequential.of(
                input(DataType.STRING, 1),
                LOOKUP.numOovIndices(0).outputMode(OutputMode.ONE_HOT).named("towns"),
                dense(1));
        assertThatThrownBy(() -> predict(model, text("a", "zz")))
                .hasMessage(
                        "layer \"towns\": StringLookup must get a token of its vocabulary, since numOovIndices is 0,"
                                + " got \"zz\" in row 1, column 0");
    }

    @Test
    void textAndNumbers_areNotMixedUp() {
        Model model = Sequential.of(input(DataType.STRING, 1), new Hashing(3), dense(1));
        assertThatThrownBy(() -> model.predict(new float[][] {{1}}))
                .hasMessage("input \"input_layer\" expects text, as TextRows, the prediction data has numbers");
        Model numbers = Sequential.of(input(1), dense(1));
        assertThatThrownBy(() -> predict(numbers, text("a"))).hasMessageContaining("expects numbers");
        assertThatThrownBy(model::predictor).hasMessageContaining("the model's input is text");
        assertThatThrownBy(() -> Sequential.of(input(DataType.STRING, 1), dense(1)))
                .hasMessageContaining("Text goes from inputs to StringLookup, Hashing and HashedCrossing only");
        assertThatThrownBy(() -> Sequential.of(input(1), LOOKUP))
                .hasMessageContaining("StringLookup expects an input of text");
        Model open = Sequential.of(input(DataType.STRING, 1), new StringLookup(), dense(1));
        assertThatThrownBy(() -> predict(open, text("a")))
                .hasMessageContaining("must have a vocabulary, or be adapted");
    }
}
