package gradus.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.activations.Linear;
import gradus.data.Shape;
import gradus.testing.LayerRun;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LayerShapeTest {
    @Test
    void automaticNames_areKerass() {
        assertThat(
                        List.of(new ReLU(), new LeakyReLU(), new PReLU(), new ELU(), new ActivationLayer(new Linear()))
                                .stream()
                                .map(Layer::defaultName)
                                .toList())
                .containsExactly("re_lu", "leaky_re_lu", "p_re_lu", "elu", "activation");
        assertThat(new BatchNormalization().frozen().defaultName()).isEqualTo("batch_normalization");
    }

    @Test
    void concatenation_worksAlongAnyAxisButTheBatch() {
        List<Shape> images = List.of(Shape.of(2, 3), Shape.of(1, 3));
        assertThat(new Concatenate(1).outputShape(images)).isEqualTo(Shape.of(3, 3));
        assertThatThrownBy(() -> new Concatenate().outputShape(images)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new Concatenate(0)).hasMessageContaining("axis of the batch");

        LayerRun run = new LayerRun(new Concatenate(), List.of(Shape.of(2, 1), Shape.of(2, 2)), 1);
        System.arraycopy(new float[] {1, 2}, 0, run.inputs.get(0), 0, 2);
        System.arraycopy(new float[] {3, 4, 5, 6}, 0, run.inputs.get(1), 0, 4);
        run.forward(1, true, 0);
        assertThat(run.output).containsExactly(1, 3, 4, 2, 5, 6);
        run.backward(run.output.clone());
        assertThat(run.inputGradient(0)).containsExactly(1, 2);
        assertThat(run.inputGradient(1)).containsExactly(3, 4, 5, 6);
    }

    @Test
    void reshape_fillsInTheDimensionThatIsLeft() {
        assertThat(new Reshape(List.of(-1, 2)).outputShape(List.of(Shape.of(6))))
                .isEqualTo(Shape.of(3, 2));
        assertThatThrownBy(() -> new Reshape(List.of(4)).outputShape(List.of(Shape.of(6))))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new Reshape(List.of(-1, -1))).hasMessageContaining("Reshape.targetShape");
    }

    @Test
    void mergeOfDifferentShapes_isRefused() {
        assertThatThrownBy(() -> new Add().outputShape(List.of(Shape.of(2), Shape.of(3))))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Add expects inputs of one shape, or with axes of size 1 that can be repeated, got [[batch, 2],"
                                + " [batch, 3]]");
    }

    @Test
    void axesThatTheInputLacks_areRefused() {
        for (List<Integer> axes : List.of(List.of(0), List.of(3), List.of(-3), List.of(1, -2), List.<Integer>of())) {
            assertThatThrownBy(() -> new Softmax(axes).outputShape(List.of(Shape.of(2, 3))))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("Softmax.axis must be of the axes of the input [batch, 2, 3] after the first, 1 to 2 or"
                            + " -2 to -1, each once, got " + axes);
        }
        assertThatThrownBy(() -> new PReLU().sharedAxes(List.of(3)).outputShape(List.of(Shape.of(2, 3))))
                .hasMessageContaining("PReLU.sharedAxes must be of the axes");
        assertThatThrownBy(() -> new PReLU().sharedAxes(List.of(-1)))
                .hasMessage("PReLU.sharedAxes must be at least 1, got [-1]");
        assertThatThrownBy(() -> new BatchNormalization().axis(2).outputShape(List.of(Shape.of(3))))
                .hasMessageContaining("BatchNormalization.axis");
    }

    @Test
    void permutation_namesEachAxisOnce() {
        assertThat(new Permute(List.of(3, 1, 2)).outputShape(List.of(Shape.of(4, 5, 6))))
                .isEqualTo(Shape.of(6, 4, 5));
        for (List<Integer> dims : List.of(List.of(1, 3), List.of(0, 1), List.of(1, 1), List.<Integer>of())) {
            assertThatThrownBy(() -> new Permute(dims))
                    .hasMessage("Permute.dims must be the numbers from 1 to their count in some order, got " + dims);
        }
        assertThatThrownBy(() -> new Permute(List.of(2, 1)).outputShape(List.of(Shape.of(4))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Permute with dims [2, 1] expects rows of 2 axes, got [batch, 4]");
    }

    @Test
    void equalInputsOfAMaximum_giveTheGradientToTheFirst() {
        LayerRun run = new LayerRun(new Maximum(), List.of(Shape.of(1), Shape.of(1)), 1);
        run.forward(1, true, 0);
        run.backward(new float[] {2});
        assertThat(run.inputGradient(0)).containsExactly(2);
        assertThat(run.inputGradient(1)).containsExactly(0);
    }

    @Test
    void activationLayerAsHead_passesTheGradientOfTheLogitsOn() {
        LayerRun run = new LayerRun(new Softmax(), List.of(Shape.of(3)), 2);
        Head head = Objects.requireNonNull(run.bound.head());
        run.forward(2, true, 0);
        assertThat(head.logits()).isSameAs(run.inputs.getFirst());
        Arrays.fill(head.logitsGradient(), 5);
        head.backwardFromLogits(new Pass());
        assertThat(run.inputGradient(0)).containsOnly(5);
    }

    @Test
    void rowOfZeros_staysZeroUnderUnitNormalization_andGetsNoGradient() {
        LayerRun run = new LayerRun(new UnitNormalization(), List.of(Shape.of(3)), 1);
        run.forward(1, true, 0);
        run.backward(new float[] {1, 2, 3});
        assertThat(run.output).containsOnly(0);
        assertThat(run.inputGradient(0)).containsOnly(0);
    }
}
