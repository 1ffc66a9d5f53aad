package gradus.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.initializers.RandomNormal;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.ParameterGroup;
import gradus.optimizers.Sgd;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EinsumDenseTest {
    private static String shapes(EinsumDense layer, int... input) {
        List<Shape> inputs = List.of(Shape.of(input));
        return layer.outputShape(inputs).dimensions() + " "
                + layer.parameters(inputs).stream()
                        .map(spec -> spec.name() + spec.shape().dimensions())
                        .toList();
    }

    @Test
    void shapes_areKerass() {
        assertThat(shapes(new EinsumDense("abc,cd->abd", null, 64).biasAxes("d"), 32, 128))
                .isEqualTo("[32, 64] [kernel[128, 64], bias[64]]");
        assertThat(shapes(new EinsumDense("bki,kio->bko", 4, 5).biasAxes("ko"), 4, 3))
                .isEqualTo("[4, 5] [kernel[4, 3, 5], bias[4, 5]]");
        assertThat(shapes(new EinsumDense("...x,xy->...y", 64).biasAxes("y"), 5, 32, 128))
                .isEqualTo("[5, 32, 64] [kernel[128, 64], bias[64]]");
        assertThat(shapes(new EinsumDense("ab...,bc->ac...", 2).biasAxes("c"), 3, 4, 5))
                .isEqualTo("[2, 4, 5] [kernel[3, 2], bias[2, 1, 1]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "ab", "ab,bc", "ab->ac", "ab,bc,cd->ad", "a1,1c->ac", "...ab,bc->ac", "...ab...,bc->...ac...",
                "ab,...bc->ac", "ab,bc->", "aab,bc->ac", "ab,bc->add", "ab,bcd->ac", "abz,bc->ac", "ab,bc->az",
                        "a b c d",
                "abcdefghijklmnopq,ab->a", "\u0430b,bc->\u0430c"
            })
    void equationThatIsNone_isRefused(String equation) {
        assertThatThrownBy(() -> new EinsumDense(equation, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("EinsumDense.equation must ");
    }

    @Test
    void hugeEquation_isRefusedInOneShortLine() {
        assertThatThrownBy(() -> new EinsumDense("a".repeat(1_000_000) + ",b->c", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(250));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abc,cd->abd | which has 2 axes with that of the batch",
                "ab,ac->bc | whose first axis is that of the batch",
                "ab,bc->ca | whose first axis is that of the batch",
                "ab,bcd->acd | with an output shape of 2 dimensions"
            })
    void inputThatDoesNotFit_isRefused(String equation, String reason) {
        EinsumDense layer = new EinsumDense(equation, 2);
        assertThatThrownBy(() -> layer.outputShape(List.of(Shape.of(3))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void dimensionOfTheInput_mustBeThatOfTheOutput() {
        List<Shape> inputs = List.of(Shape.of(4, 3));
        assertThatThrownBy(() -> new EinsumDense("abc,cd->abd", 5, 2).outputShape(inputs))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "EinsumDense abc,cd->abd.outputShape must have the dimension 4 of the input [batch, 4, 3] for"
                                + " the axis \"b\", got [5, 2]");
        assertThatThrownBy(() -> new EinsumDense("abc,cd->abd", 4, null).outputShape(inputs))
                .hasMessageContaining("must have a dimension for the axis \"d\"");
        assertThatThrownBy(() -> new EinsumDense("ab,bc->ac", 2).biasAxes("x"))
                .hasMessage("EinsumDense.biasAxes must be letters of the output \"ac\", got \"x\"");
        assertThatThrownBy(() -> new EinsumDense("ab,bc->ac", 2).biasAxes("a").outputShape(List.of(Shape.of(3))))
                .hasMessageContaining("without the batch axis");
        assertThatThrownBy(() -> new EinsumDense("ab,b->a").outputShape(List.of(Shape.of(3))))
                .hasMessageContaining("must have an output of at least one axis");
    }

    @Test
    void wrapper_refusesWhatDependsOnOtherRows() {
        assertThatThrownBy(() -> new TimeDistributed(new BatchNormalization()))
                .hasMessage("TimeDistributed.layer must be a layer of single rows, got BatchNormalization");
        assertThatThrownBy(() -> new TimeDistributed(new Dense(2)).outputShape(List.of(Shape.of(3))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("TimeDistributed expects rows of at least 2 axes, got [batch, 3]");
        assertThatThrownBy(() -> new GroupNormalization(3).outputShape(List.of(Shape.of(4))))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "GroupNormalization expects a number of channels that its 3 groups divide, got 4 of the input"
                                + " [batch, 4]");
    }

    /// A factor of its own for each input is computed without matrix products, unless there is a bias beside it.
    @Test
    void factorsOfInputs_areTheSameWithAndWithoutMatrixProducts() {
        Rows rows = Rows.of(new float[][] {{1, -2, 3, 4, 5, -6}, {0.5f, 7, -8, 9, 10, 11}});
        EinsumDense factors = new EinsumDense("bki,ki->bki", 2, 3).kernelInitializer(new RandomNormal(0, 1));
        float[][] answers = new float[2][];
        for (int way = 0; way < 2; way++) {
            Model model = Sequential.of(
                            Layers.input(6),
                            Layers.reshape(2, 3),
                            factors.biasAxes(way == 0 ? null : "ki"),
                            new Flatten())
                    .seed(3);
            model.compile(new Sgd(0.1), new MeanSquaredError());
            model.fit(
                    Dataset.of(rows, rows),
                    Fit.epochs(2).batchSize(1).shuffle(false).parameterGroups(new ParameterGroup("bias$", 0, 0)));
            answers[way] = model.predict(rows).toArray();
        }
        assertThat(answers[0]).usingComparatorWithPrecision(1e-5f).containsExactly(answers[1]);
    }
}
