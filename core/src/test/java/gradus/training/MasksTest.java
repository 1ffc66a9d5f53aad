package gradus.training;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.flatten;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import gradus.Sequential;
import gradus.layers.BatchNormalization;
import gradus.layers.DataFormat;
import gradus.layers.Embedding;
import gradus.layers.GlobalAveragePooling1D;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Masking;
import gradus.layers.Node;
import gradus.layers.Softmax;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasksTest {
    private static final Layer MASKED = new Embedding(7, 3).maskZero(true);

    @Test
    void mean_isOfTheStepsThatCount() {
        Model model = Sequential.of(input(3, 2), new Masking(), new GlobalAveragePooling1D());
        float[][] y = model.predict(new float[][] {{1, 2, 0, 0, 3, 0}, {0, 0, 0, 0, 5, 6}, {0, 0, 0, 0, 0, 0}});
        assertThat(y[0]).containsExactly(2, 1);
        assertThat(y[1]).containsExactly(5, 6);
        assertThat(y[2][0]).isNaN();
    }

    @Test
    void layersThatDropTheMask_areTaken() {
        assertThatCode(() -> Sequential.of(input(2), MASKED, flatten(), dense(1)))
                .doesNotThrowAnyException();
        assertThatCode(() -> Sequential.of(input(2), MASKED, dense(3), flatten(), new Softmax()))
                .doesNotThrowAnyException();
    }

    @Test
    void layersThatWouldUseTheMask_andOutputs_areRefused() {
        assertThatThrownBy(() -> Sequential.of(input(2), MASKED, dense(3), new Softmax(), flatten()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the mask of \"embedding\" must lead to a GlobalAveragePooling1D")
                .hasMessageEndingWith("got Softmax");
        assertThatThrownBy(() -> Sequential.of(input(2), MASKED, new BatchNormalization(), flatten()))
                .hasMessageEndingWith("got BatchNormalization");
        assertThatThrownBy(() -> Sequential.of(input(2), MASKED)).hasMessageEndingWith("got an output of the model");
        assertThatThrownBy(() -> Sequential.of(
                        input(2), MASKED, new GlobalAveragePooling1D(DataFormat.CHANNELS_FIRST, false), dense(1)))
                .hasMessageEndingWith("got GlobalAveragePooling1D");
    }

    @Test
    void meanAtTwoPlaces_isRefused() {
        Layer mean = new GlobalAveragePooling1D();
        Input x = input(2);
        Node masked = mean.apply(MASKED.apply(x));
        Node plain = mean.apply(new Embedding(7, 3).apply(x));
        assertThatThrownBy(() -> Graph.of(null, List.of(x), List.of(masked, plain)))
                .hasMessageEndingWith("got GlobalAveragePooling1D");
    }
}
