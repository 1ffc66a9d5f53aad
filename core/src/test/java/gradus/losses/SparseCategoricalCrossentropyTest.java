package gradus.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.activations.Softmax;
import gradus.kernels.Kernels;
import gradus.registry.Registry;
import org.junit.jupiter.api.Test;

class SparseCategoricalCrossentropyTest {
    private static final float[] LOGITS = {1, -2, 0.5f, 3, 0, -1};

    @Test
    void labels_costWhatOneHotRowsCost() {
        for (boolean fromLogits : new boolean[] {false, true}) {
            float[] predictions = LOGITS.clone();
            if (!fromLogits) {
                new Softmax().forward(Kernels.current(), LOGITS, predictions, 3, 0, 2);
            }
            float[] losses = new float[2];
            float[] expected = new float[2];
            new SparseCategoricalCrossentropy(fromLogits)
                    .losses(Kernels.current(), new float[] {1, 0}, predictions, losses, 3, 0, 2);
            new CategoricalCrossentropy(fromLogits, 0)
                    .losses(Kernels.current(), new float[] {0, 1, 0, 1, 0, 0}, predictions, expected, 3, 0, 2);
            assertThat(losses).usingComparatorWithPrecision(1e-6f).containsExactly(expected);
        }
    }

    @Test
    void ignoredRows_areAsIfTheyWereNotThere() {
        Loss loss = new SparseCategoricalCrossentropy(true, -1, Reduction.SUM_OVER_BATCH_SIZE);
        float[] targets = {1, -1};
        float[] losses = {7, 7};
        float[] weights = {1, 1};
        float[] gradient = {7, 7, 7, 7, 7, 7};
        loss.losses(Kernels.current(), targets, LOGITS, losses, 3, 0, 2);
        loss.ignoreRows(targets, weights, 2);
        loss.gradient(Kernels.current(), targets, LOGITS, new float[] {1, 1}, gradient, 3, 0, 2);
        assertThat(losses[1]).isZero();
        assertThat(weights).containsExactly(2, 0);
        assertThat(loss.reduction().value(losses, weights, 2)).isEqualTo(losses[0]);
        assertThat(new float[] {gradient[3], gradient[4], gradient[5]}).containsExactly(0, 0, 0);
    }

    @Test
    void aBatchOfIgnoredRows_countsForNothing() {
        Loss loss = new SparseCategoricalCrossentropy(false, 0, Reduction.MEAN_WITH_SAMPLE_WEIGHT);
        float[] weights = {1, 1};
        loss.ignoreRows(new float[2], weights, 2);
        assertThat(loss.reduction().value(new float[2], weights, 2)).isZero();
    }

    @Test
    void aLabelThatWasNeverChecked_doesNotReadAnotherRow() {
        assertThatThrownBy(() -> new SparseCategoricalCrossentropy(true)
                        .losses(Kernels.current(), new float[] {3, 0}, LOGITS, new float[2], 3, 0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aSurelyRightLogit_stillHasALoss() {
        float[] losses = new float[1];
        new SparseCategoricalCrossentropy(true)
                .losses(Kernels.current(), new float[1], new float[] {30, 0}, losses, 2, 0, 1);
        assertThat(losses[0] / Math.exp(-30)).isBetween(0.999999, 1.000001);
    }

    @Test
    void names_areFoundInKerasSpellings() {
        assertThat(Registry.LOSSES.get("sparse_categorical_crossentropy").type())
                .isEqualTo(SparseCategoricalCrossentropy.class);
        assertThat(Registry.LOSSES.get("mse").type()).isEqualTo(MeanSquaredError.class);
        assertThat(Registry.LOSSES.get("MAE").type()).isEqualTo(MeanAbsoluteError.class);
        assertThat(Registry.LOSSES.get("mape").type()).isEqualTo(MeanAbsolutePercentageError.class);
        assertThat(Registry.LOSSES.get("msle").type()).isEqualTo(MeanSquaredLogarithmicError.class);
        assertThat(Registry.LOSSES.get("bce").type()).isEqualTo(BinaryCrossentropy.class);
        assertThat(Registry.LOSSES.get("kl_divergence").type()).isEqualTo(KLDivergence.class);
        assertThat(Registry.LOSSES.get("logcosh").type()).isEqualTo(LogCosh.class);
        assertThat(Registry.LOSSES.get("rmse").type()).isEqualTo(RootMeanSquaredError.class);
    }
}
