package gradus.onednn;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.dropout;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.optimizers.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Training from end to end on the kernels in use, with layers large enough for oneDNN in all three products.
class OneDnnTrainingTest {
    private static final int FEATURES = 400;
    private static final int CLASSES = 5;

    @Test
    void theSameSeed_givesTheSameBits_onAnyNumberOfThreads() {
        List<String> hashes = new ArrayList<>();
        for (int threads : new int[] {1, 2, 3, 7, 16, 2, 1}) {
            Model model = model().threads(threads);
            model.fit(data(500), Fit.epochs(2).batchSize(128).validationFraction(0.2));
            hashes.add(model.weightsSha256());
        }
        assertThat(hashes).containsOnly(hashes.getFirst());
    }

    /// With 400 inputs a row alone is summed in another order than one among others.
    @Test
    void predict_isMuchTheSameForRowsAloneAndTogether() {
        Model model = model();
        Dataset data = data(300);
        float[] together = model.predict(data.input()).toArray();
        for (int row = 0; row < 300; row += 7) {
            float[] alone = model.predict(data.input().select(new int[] {row})).toArray();
            for (int i = 0; i < CLASSES; i++) {
                assertThat(alone[i]).isCloseTo(together[row * CLASSES + i], within(1e-5f));
            }
        }
    }

    private static Model model() {
        Model model = Sequential.of(
                        input(FEATURES), dense(320, RELU), dropout(0.2), dense(300, RELU), dense(CLASSES, SOFTMAX))
                .seed(11);
        model.compile(new Adam(), new SparseCategoricalCrossentropy());
        return model;
    }

    private static Dataset data(int rows) {
        Random random = new Random(3);
        float[][] inputs = new float[rows][FEATURES];
        float[][] labels = new float[rows][1];
        for (int row = 0; row < rows; row++) {
            labels[row][0] = random.nextInt(CLASSES);
            for (int i = 0; i < FEATURES; i++) {
                inputs[row][i] = (float) random.nextGaussian() + (i % CLASSES == labels[row][0] ? 0.3f : 0);
            }
        }
        return Dataset.of(inputs, labels);
    }
}
