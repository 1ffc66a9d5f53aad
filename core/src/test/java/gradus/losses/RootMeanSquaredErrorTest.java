package gradus.losses;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.kernels.Kernels;
import org.junit.jupiter.api.Test;

class RootMeanSquaredErrorTest {
    @Test
    void value_isTheRootOverTheWholeBatch_notTheMeanOfRoots() {
        Loss loss = new RootMeanSquaredError();
        float[] losses = new float[2];
        loss.losses(Kernels.current(), new float[] {0, 0}, new float[] {1, 7}, losses, 1, 0, 2);
        assertThat(loss.ofMean(loss.reduction().value(losses, null, 2))).isEqualTo(5);
    }

    @Test
    void aPerfectFit_hasNoSlope() {
        assertThat(new RootMeanSquaredError().slopeAtMean(0)).isZero();
        assertThat(new RootMeanSquaredError().slopeAtMean(25)).isEqualTo(0.1);
    }
}
