package gradus.training;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.flatten;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.layers.Add;
import gradus.layers.BatchNormalization;
import gradus.layers.Concatenate;
import gradus.layers.DataFormat;
import gradus.layers.Embedding;
import gradus.layers.GlobalAveragePooling1D;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Masking;
import gradus.layers.Maximum;
import gradus.layers.Minimum;
import gradus.layers.Multiply;
import gradus.layers.Node;
import gradus.layers.Softmax;
import gradus.losses.Reduction;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.optimizers.Sgd;
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
    void layersThatWouldUseTheMask_areRefused() {
        Input steps = new Input(Shape.of(2));
        for (Layer merge : List.of(new Multiply(), new Maximum(), new Minimum())) {
            assertThatThrownBy(() -> Model.of(steps, merge.apply(MASKED.apply(steps), MASKED.apply(steps))))
                    .hasMessageContaining("must not lead to " + merge.className());
        }
        assertThatThrownBy(() -> Sequential.of(input(2), MASKED, dense(3), new Softmax(), flatten()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the mask of \"embedding\" must not lead to Softmax, which would leave missing steps out in"
                                + " Keras;");
        assertThatThrownBy(() -> Sequential.of(input(2), MASKED, new BatchNormalization(), flatten()))
                .hasMessageContaining("must not lead to BatchNormalization");
        assertThatThrownBy(() -> Sequential.of(
                        input(2), MASKED, new GlobalAveragePooling1D(DataFormat.CHANNELS_FIRST, false), dense(1)))
                .hasMessageContaining("must not lead to GlobalAveragePooling1D");
    }

    @Test
    void masksOfOtherSteps_areRefused() {
        Input x = input(2);
        Input y = input(1);
        Node sum = new Add()
                .apply(MASKED.apply(x), new Embedding(7, 3).maskZero(true).apply(y));
        assertThatThrownBy(() -> Graph.of(null, List.of(x, y), List.of(sum)))
                .hasMessage("the mask of \"embedding_1\" has 1 steps, and must have as many as Add, got 2");
        Node joined = new Concatenate(1).apply(MASKED.apply(x), MASKED.apply(y));
        assertThatThrownBy(() -> Graph.of(null, List.of(x, y), List.of(joined)))
                .hasMessageContaining("must not lead to Concatenate");
    }

    @Test
    void classToIgnore_besideAMask_isRefused() {
        Model model = Sequential.of(input(2), MASKED, dense(3));
        model.compile(new Sgd(0.1), new SparseCategoricalCrossentropy(true, 0, Reduction.SUM_OVER_BATCH_SIZE));
        Dataset data = Dataset.of(Rows.of(new float[] {1, 0}, 2), Rows.of(new float[] {1, 2}, 2));
        assertThatThrownBy(() -> model.evaluate(data))
                .hasMessageStartingWith("an output with a mask must have a loss without a class to ignore, got Sparse");
    }

    @Test
    void meanAtTwoPlaces_isRefused() {
        Layer mean = new GlobalAveragePooling1D();
        Input x = input(2);
        Node masked = mean.apply(MASKED.apply(x));
        Node plain = mean.apply(new Embedding(7, 3).apply(x));
        assertThatThrownBy(() -> Graph.of(null, List.of(x), List.of(masked, plain)))
                .hasMessageContaining("must not lead to GlobalAveragePooling1D");
    }
}
