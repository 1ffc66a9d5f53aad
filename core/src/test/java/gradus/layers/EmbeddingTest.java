package gradus.layers;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.embedding;
import static gradus.layers.Layers.flatten;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import gradus.Sequential;
import gradus.activations.Relu;
import gradus.data.DataType;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.testing.LayerRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
    @Test
    void indexOutOfRange_isRefusedWithRowColumnAndValue() {
        Model model = Sequential.of(input(DataType.INT32, 2), embedding(7, 3), flatten(), dense(1));
        assertThatThrownBy(() -> model.predict(new float[][] {{0, 6}, {1, 7}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "input \"input_layer\" of the prediction data must get integers from 0 to 6, got 7 in row 1,"
                                + " column 1");
        assertThatThrownBy(() -> model.predict(new float[][] {{-1, 0}}))
                .hasMessageContaining("got -1 in row 0, column 0");
        assertThatThrownBy(() -> model.predict(new float[][] {{0.5f, 0}})).hasMessageContaining("got 0.5 in row 0");
        assertThatThrownBy(() -> model.predict(new float[][] {{Float.NaN, 0}})).hasMessageContaining("got NaN");
    }

    @Test
    void integersThatFloatsRound_areRefused() {
        Model model = Sequential.of(input(DataType.INT64, 1), dense(1));
        assertThatCode(() -> model.predict(new float[][] {{16_777_215}, {-16_777_215}}))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> model.predict(new float[][] {{16_777_217}}))
                .hasMessageContaining("got 16777216 in row 0, column 0")
                .hasMessageContaining("float32 loses digits");
    }

    @Test
    void everyType_hasItsRange() {
        Model bytes = Sequential.of(input(DataType.UINT8, 1), dense(1));
        assertThatThrownBy(() -> bytes.predict(new float[][] {{256}})).hasMessageContaining("integers from 0 to 255");
        Model truths = Sequential.of(input(DataType.BOOL, 1), dense(1));
        assertThatThrownBy(() -> truths.predict(new float[][] {{2}})).hasMessageContaining("integers from 0 to 1");
    }

    @Test
    void indexThatIsComputed_isCheckedByTheLayer() {
        Model model = Sequential.of(input(2), new ActivationLayer(new Relu()), embedding(3, 2));
        assertThatThrownBy(() -> model.predict(new float[][] {{0, 1}, {2, 3}}))
                .hasMessage("Embedding must get integers from 0 to 2, got 3 in row 1 of the batch, column 1");
    }

    @Test
    void gradients_areSumsInTheOrderOfTheRows() {
        LayerRun run = new LayerRun(embedding(200, 2), List.of(Shape.of(1)), 4);
        run.inputs.getFirst()[0] = 199;
        run.inputs.getFirst()[1] = 3;
        run.inputs.getFirst()[2] = 199;
        run.inputs.getFirst()[3] = 199;
        run.forward(4, true, 0);
        run.backward(new float[] {1e8f, 1, 5, 6, 1, 2, -1e8f, 3});
        float[] gradient = run.parameterGradient("embeddings");
        assertThat(gradient[2 * 199]).isEqualTo((1e8f + 1) - 1e8f);
        assertThat(gradient[2 * 199 + 1]).isEqualTo(6);
        assertThat(gradient[6]).isEqualTo(5);
        assertThat(gradient[0]).isZero();
    }

    @Test
    void sizes_areChecked() {
        assertThatThrownBy(() -> embedding(0, 1)).hasMessage("Embedding.inputDim must be from 1 to 16777216, got 0");
        assertThatThrownBy(() -> embedding((1 << 24) + 1, 1)).hasMessageContaining("got 16777217");
        assertThatThrownBy(() -> embedding(1, 0)).hasMessage("Embedding.outputDim must be at least 1, got 0");
    }

    @Test
    void tableRows_areLearnedWithAnEmbedding() {
        Model model = Sequential.of(input(DataType.INT32, 1), embedding(4, 2), flatten(), dense(1));
        Rows x = Rows.of(new float[] {0, 1, 2, 3}, 1);
        Rows y = Rows.of(new float[] {1, -1, 2, 0}, 1);
        model.compile(new gradus.optimizers.Adam(0.05), new gradus.losses.MeanSquaredError());
        var history =
                model.fit(gradus.data.Dataset.of(x, y), gradus.Fit.epochs(300).batchSize(4));
        assertThat(history.last("loss")).isLessThan(1e-3);
    }
}
