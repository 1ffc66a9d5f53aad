package gradus.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.kernels.Kernels;
import org.junit.jupiter.api.Test;

class CategoricalCrossentropyTest {
    @Test
    void values_areThoseOfKeras() {
        float[] targets = {0, 1, 0, 0, 0, 1};
        float[] predictions = {0.05f, 0.95f, 0, 0.1f, 0.8f, 0.1f};
        assertThat(value(new CategoricalCrossentropy(), targets, predictions)).isEqualTo(1.1769392, within(1e-6));
        assertThat(value(new CategoricalCrossentropy(false, 0.1), targets, predictions))
                .isEqualTo(1.4591359, within(1e-6));
    }

    @Test
    void predictions_mayHaveAnySum() {
        float[] targets = {0, 1, 0, 0, 0, 1};
        double once = value(new CategoricalCrossentropy(), targets, new float[] {1, 2, 1, 3, 4, 1});
        double twice = value(new CategoricalCrossentropy(), targets, new float[] {2, 4, 2, 6, 8, 2});
        assertThat(once).isEqualTo(twice).isEqualTo((Math.log(2) + Math.log(8)) / 2, within(1e-6));
    }

    private static double value(Loss loss, float[] targets, float[] predictions) {
        float[] losses = new float[2];
        loss.losses(Kernels.current(), targets, predictions, losses, 3, 0, 2);
        return loss.reduction().value(losses, null, 2);
    }
}
