package gradus;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.activations.Activations;
import gradus.data.Dataset;
import gradus.data.Shape;
import gradus.layers.Block;
import gradus.layers.Input;
import gradus.layers.Node;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Adam;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferTest {
    private static final float[][] X = {{1, 2, 3}, {0, -1, 0.5f}, {2, 0, 1}, {-1, 1, -2}};
    private static final float[][] Y = {{1}, {0}, {2}, {-1}};

    private static Model chain() {
        return Sequential.of(input(3), dense(5, Activations.TANH), dense(4, Activations.RELU), dense(2))
                .seed(3);
    }

    @Test
    void partOfAChain_computesWhatItsLayersComputed() {
        Model whole = chain();
        Model part = Transfer.upTo(whole, "dense_1");
        Model again = part.append(List.of(dense(2)));
        System.arraycopy(
                whole.parameters().values(),
                0,
                again.parameters().values(),
                0,
                whole.parameters().values().length);
        assertThat(again.predict(X)).isDeepEqualTo(whole.predict(X));
        assertThat(part.predict(X)[0]).hasSize(4);
        assertThat(part.graph().sequential()).isTrue();
    }

    @Test
    void partOfAGraph_hasTheInputsThatItNeeds() {
        Input left = new Input(Shape.of(3), "left");
        Input right = new Input(Shape.of(2), "right");
        Node hidden = dense(4, Activations.TANH).named("hidden").apply(left);
        Node scaled = hidden.times(2);
        Node joined = gradus.layers.Layers.concatenate().apply(scaled, dense(3).apply(right));
        Model whole =
                Model.of(List.of(left, right), List.of(dense(1).named("head").apply(joined)));
        Model part = Transfer.upTo(whole, "multiply", "hidden");
        assertThat(part.graph().inputs()).hasSize(1);
        List<gradus.data.Rows> outputs = part.predict(List.of(gradus.data.Rows.of(X)));
        float[] doubled = new float[4];
        float[] values = new float[4];
        outputs.get(0).copy(1, doubled, 0);
        outputs.get(1).copy(1, values, 0);
        for (int i = 0; i < 4; i++) {
            assertThat(doubled[i]).isEqualTo(2 * values[i]).isNotZero();
        }
    }

    @Test
    void layerThatDoesNotExist_isNamedWithThoseThatDo() {
        assertThatThrownBy(() -> Transfer.upTo(chain(), "dens"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no layer is named \"dens\"; there are ")
                .hasMessageEndingWith("dense, dense_1, dense_2");
        assertThatThrownBy(() -> Transfer.trainable(chain(), false, "encoder"))
                .hasMessageStartingWith("no layer is named \"encoder\"; there are");
    }

    @Test
    void modelAsBlock_keepsItsWeights_andStaysFrozenInTraining() {
        Model encoder = Transfer.upTo(chain(), "dense_1");
        Block block = encoder.asBlock("encoder");
        Input x = new Input(Shape.of(3), "x");
        Model model = Model.of(x, dense(1).apply(block.apply(x))).seed(9);
        Transfer.weights(encoder, model, "encoder");
        Model inside = Transfer.upTo(model, "encoder");
        assertThat(inside.predict(X)).isDeepEqualTo(encoder.predict(X));

        Transfer.trainable(model, false, "encoder");
        model.compile(new Adam(0.1), new MeanSquaredError());
        double before = model.evaluate(Dataset.of(X, Y)).getOrDefault("loss", Double.NaN);
        model.fit(Dataset.of(X, Y), Fit.epochs(20));
        assertThat(model.evaluate(Dataset.of(X, Y)).get("loss")).isLessThan(before);
        assertThat(Transfer.upTo(model, "encoder").predict(X)).isDeepEqualTo(encoder.predict(X));

        Transfer.trainable(model, true, "encoder");
        model.fit(Dataset.of(X, Y), Fit.epochs(2));
        assertThat(Transfer.upTo(model, "encoder").predict(X)[0]).isNotEqualTo(encoder.predict(X)[0]);
    }

    @Test
    void blockOfAnotherName_isRefused() {
        Model encoder = Transfer.upTo(chain(), "dense_1");
        Input x = new Input(Shape.of(3), "x");
        Model model = Model.of(x, dense(1).apply(encoder.asBlock("encoder").apply(x)));
        assertThatThrownBy(() -> Transfer.weights(encoder, model, "decoder"))
                .hasMessage("block \"decoder\" must have the 2 layers of the other model, got 0; name the block that"
                        + " asBlock made");
    }
}
