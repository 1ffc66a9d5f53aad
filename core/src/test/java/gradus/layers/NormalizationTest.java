package gradus.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Rows;
import gradus.data.Shape;
import gradus.testing.LayerRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    @Test
    void adapt_measuresMeanAndVarianceDividedByN() {
        Normalization layer = new Normalization().adapt(Rows.of(new float[] {1, 2, 3, 6, 5, 13}, 2));
        assertThat(layer.mean()).containsExactly(3.0, 7.0);
        assertThat(layer.variance()).containsExactly(8 / 3.0, 62 / 3.0);
        assertThat(layer.parameters(List.of(Shape.of(2)))).isEmpty();
    }

    @Test
    void inverse_bringsTheRawValuesBack() {
        float[] values = {1, 2, 3, 6, 5, 13};
        Normalization layer = new Normalization().adapt(Rows.of(values, 2));
        LayerRun forwards = new LayerRun(layer, List.of(Shape.of(2)), 3);
        System.arraycopy(values, 0, forwards.inputs.getFirst(), 0, 6);
        forwards.forward(3, false, 0);
        LayerRun backwards = new LayerRun(layer.invert(true), List.of(Shape.of(2)), 3);
        System.arraycopy(forwards.output, 0, backwards.inputs.getFirst(), 0, 6);
        backwards.forward(3, false, 0);
        assertThat(backwards.output).containsExactly(values, org.assertj.core.data.Offset.offset(1e-5f));
    }

    @Test
    void constantColumn_becomesZero() {
        Normalization layer = new Normalization().adapt(Rows.of(new float[] {0.1f, 0.1f, 0.1f}, 1));
        LayerRun run = new LayerRun(layer, List.of(Shape.of(1)), 1);
        run.inputs.getFirst()[0] = 0.1f;
        run.forward(1, false, 0);
        assertThat(run.output[0]).isBetween(-1e-6f, 1e-6f);
    }

    @Test
    void numberThatIsNotFinite_isNamed() {
        assertThatThrownBy(() -> new Normalization().adapt(Rows.of(new float[] {1, 2, 3, Float.NaN}, 2)))
                .hasMessage("Normalization.adapt must get finite numbers, got NaN in column 1 of row 1");
    }

    @Test
    void meanWithoutVarianceOrOfAnotherWidth_isRefused() {
        assertThatThrownBy(() -> new Normalization(-1, List.of(1.0), null, false))
                .hasMessageContaining("must be given together");
        assertThatThrownBy(() -> new Normalization(-1, List.of(1.0, 2.0), List.of(1.0, 1.0), false)
                        .outputShape(List.of(Shape.of(3))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("rows of 2 numbers");
    }
}
