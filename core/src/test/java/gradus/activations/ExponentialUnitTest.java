package gradus.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.kernels.Kernels;
import org.junit.jupiter.api.Test;

class ExponentialUnitTest {
    private static final float[] X = {Float.POSITIVE_INFINITY, 3, 0, -2, Float.NEGATIVE_INFINITY, Float.NaN};

    @Test
    void valuesAndSlopes_atTheEnds() {
        float[] y = new float[X.length];
        float[] slopes = {1, 1, 1, 1, 1, 1};
        for (Elementwise activation : new Elementwise[] {new Elu(2), new Elu(-2), new Celu(0.25), new Selu()}) {
            activation.forward(Kernels.current(), X, y, 0, X.length);
            activation.backward(Kernels.current(), X, y, new float[] {1, 1, 1, 1, 1, 1}, slopes, 0, X.length);

            float scale = activation instanceof Selu ? 1.050701f : 1;
            assertThat(y[0]).isEqualTo(Float.POSITIVE_INFINITY);
            assertThat(y[1]).isEqualTo(3 * scale);
            assertThat(y[2]).isZero();
            assertThat(slopes).startsWith(scale, scale);
            assertThat(slopes[4]).as("%s", activation).isZero();
            assertThat(y[5]).isNaN();
            assertThat(slopes[5]).isNaN();
        }
    }

    @Test
    void slopeBelowZero_isThatOfTheExponential() {
        float[] y = new float[X.length];
        float[] slopes = new float[X.length];
        new Elu(-2).values(Kernels.current(), X.clone(), y, X.length);
        new Elu(-2).slopes(Kernels.current(), X.clone(), y.clone(), slopes, X.length);

        assertThat(y[3]).isCloseTo((float) (-2 * Math.expm1(-2)), within(2e-7f));
        assertThat(slopes[3]).isCloseTo((float) (-2 * Math.exp(-2)), within(2e-7f));
    }
}
