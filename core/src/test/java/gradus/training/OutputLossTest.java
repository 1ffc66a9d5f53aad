package gradus.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.layers.Dense;
import gradus.layers.Layers;
import gradus.losses.CategoricalCrossentropy;
import gradus.losses.Loss;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.losses.TargetException;
import gradus.metrics.Metric;
import gradus.metrics.SparseCategoricalAccuracy;
import gradus.optimizers.Adam;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Outputs `[batch, positions, classes]`. Keras's numbers of such losses and metrics are in the interchange.
class OutputLossTest {
    /// The probabilities of a row are its inputs.
    private static final float[] PROBABILITIES = {
        0.5f, 0.25f, 0.25f, 0.125f, 0.75f, 0.125f, 0.25f, 0.25f, 0.5f, 0.5f, 0.25f, 0.25f
    };

    private static Model identity(Loss loss, Metric... metrics) {
        Model model = Sequential.of(Layers.input(6), Layers.reshape(2, 3));
        model.compile(new Adam(), loss, metrics);
        return model;
    }

    private static Dataset data(float[] targets) {
        return Dataset.of(Rows.of(PROBABILITIES, 6), Rows.of(targets, targets.length / 2));
    }

    @Test
    void eachPosition_isARowOfLossAndMetrics() {
        Model model = identity(
                new SparseCategoricalCrossentropy(),
                new SparseCategoricalAccuracy(),
                new SparseCategoricalAccuracy().weighted().named("weighted"));
        Dataset data = data(new float[] {0, 1, 1, 2});
        assertThat(model.evaluate(data)).isEqualTo(model.evaluate(data.weighted(Rows.of(new float[] {1, 1}, 1))));
        Map<String, Double> logs = model.evaluate(data.weighted(Rows.of(new float[] {3, 1}, 1)));
        double first = -Math.log(0.5) - Math.log(0.75);
        double second = -2 * Math.log(0.25);
        assertThat(logs.get("loss")).isCloseTo((3 * first + second) / 4, within(1e-6));
        assertThat(logs.get("sparse_categorical_accuracy")).isEqualTo(0.5);
        assertThat(logs.get("weighted")).isEqualTo(0.75);
    }

    @Test
    void oneHotTargets_areAsTheirLabels() {
        Model sparse = identity(new SparseCategoricalCrossentropy());
        Model oneHot = identity(new CategoricalCrossentropy());
        assertThat(oneHot.evaluate(data(new float[] {1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1}))
                        .get("loss"))
                .isCloseTo(sparse.evaluate(data(new float[] {0, 1, 1, 2})).get("loss"), within(1e-6));
    }

    @Test
    void targetsThatDoNotFit_areRefusedWithTheirRow() {
        Fit fit = Fit.epochs(1).checkHead(false);
        Model oneHot = identity(new CategoricalCrossentropy());
        assertThatThrownBy(() -> oneHot.fit(data(new float[] {1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1}), fit))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("rows that sum to 1, got 2.0 in row 1");
        assertThatThrownBy(() -> oneHot.fit(data(new float[] {1, 0, 0, 1, 0, 0}), fit))
                .hasMessage("CategoricalCrossentropy with an output [batch, 2, 3] expects rows of 6 target numbers, the"
                        + " training data has rows of 3; where a row has one answer, put a Flatten layer before"
                        + " the last");
        Model sparse = identity(new SparseCategoricalCrossentropy());
        assertThatThrownBy(() -> sparse.fit(data(new float[] {0, 1, 3, 2}), fit))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("got 3.0 in row 1");
    }

    @Test
    void classWeights_needOneClassPerRow() {
        Model model = identity(new SparseCategoricalCrossentropy());
        Fit fit = Fit.epochs(1).checkHead(false).classWeights(Map.of(1, 2.0));
        assertThatThrownBy(() -> model.fit(data(new float[] {0, 1, 1, 2}), fit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class weights must have an output of one class per row, got [batch, 2, 3];"
                        + " use sample weights");
    }

    @Test
    void softmaxOfEachPosition_learnsLabels() {
        Model model = Sequential.of(Layers.input(2), new Dense(6), Layers.reshape(2, 3), Layers.softmax());
        model.compile(new Adam(0.1), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        Dataset data = Dataset.of(new float[][] {{0, 1}, {1, 0}, {1, 1}}, new float[][] {{0, 1}, {2, 0}, {1, 2}});
        model.fit(data, Fit.epochs(200).batchSize(3));
        assertThat(model.evaluate(data).get("sparse_categorical_accuracy")).isEqualTo(1);
    }
}
