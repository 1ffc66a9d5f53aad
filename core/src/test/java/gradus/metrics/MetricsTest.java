package gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void accuracy_isChosenByShape_andKeepsItsName() {
        assertThat(Metrics.accuracy(1, 1)).isEqualTo(new NamedMetric("accuracy", new BinaryAccuracy()));
        assertThat(Metrics.accuracy(3, 1)).isEqualTo(new NamedMetric("accuracy", new SparseCategoricalAccuracy()));
        assertThat(Metrics.accuracy(3, 3)).isEqualTo(new NamedMetric("accuracy", new CategoricalAccuracy()));
        assertThat(Metrics.accuracy(3, 3).name()).isEqualTo("accuracy");
        assertThat(Metrics.accuracy(3, 3).direction()).isEqualTo(Metric.Direction.UP);
    }

    @Test
    void targetsOfTheWrongWidth_areRefusedWithTheMetricThatFits() {
        assertThatThrownBy(() -> new CategoricalAccuracy().start(3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CategoricalAccuracy must have at least 2 predictions and as many targets")
                .hasMessageContaining("got 3 and 1")
                .hasMessageContaining("Sparse");
        assertThatThrownBy(() -> new SparseCategoricalAccuracy().start(3, 3))
                .hasMessageContaining("the metric without Sparse");
        assertThatThrownBy(() -> new SparseCategoricalAccuracy().start(1, 1)).hasMessageContaining("BinaryAccuracy");
        assertThatThrownBy(() -> new MeanSquaredError().start(3, 1))
                .hasMessage("MeanSquaredError must have as many targets as predictions in a row, 3, got 1");
        assertThatThrownBy(() -> new Auc().start(3, 2))
                .hasMessage("Auc must have as many targets as predictions in a row, 3, or 1 class label, got 2");
        assertThatThrownBy(() -> new LossMetric(new gradus.losses.MeanSquaredError()).start(3, 1))
                .hasMessage("MeanSquaredError must have 3 targets for 3 predictions in a row, got 1");
        assertThatThrownBy(() -> new Precision(null, null, 3).start(3, 3))
                .hasMessage("Precision.classId must be in [0, 3), got 3");
    }

    @Test
    void argumentsOutOfRange_areRefused() {
        assertThatThrownBy(() -> new TopKCategoricalAccuracy(0))
                .hasMessage("TopKCategoricalAccuracy.k must be at least 1, got 0");
        assertThatThrownBy(() -> new SparseTopKCategoricalAccuracy(-1)).hasMessageContaining("got -1");
        assertThatThrownBy(() -> new BinaryAccuracy(Double.NaN))
                .hasMessage("BinaryAccuracy.threshold must be finite, got NaN");
        assertThatThrownBy(() -> new Precision(null, 0, null)).hasMessage("Precision.topK must be at least 1, got 0");
        assertThatThrownBy(() -> new Recall(null, null, -1)).hasMessage("Recall.classId must be at least 0, got -1");
        assertThatThrownBy(() -> new FBetaScore(null, 0, null))
                .hasMessage("FBetaScore.beta must be greater than 0, got 0.0");
        assertThatThrownBy(() -> new F1Score(null, 0.0)).hasMessage("F1Score.threshold must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> new R2Score(R2Score.ClassAggregation.UNIFORM_AVERAGE, -1))
                .hasMessage("R2Score.numRegressors must be at least 0, got -1");
        assertThatThrownBy(() -> new Accuracy().named(" ")).hasMessage("a metric's name must not be blank");
    }

    @Test
    void classLabelThatIsNone_isNamed() {
        Metric.Accumulator accumulator = new LogLoss().start(3, 1);
        assertThatThrownBy(() -> accumulator.add(new float[] {3}, new float[3], null, 1))
                .hasMessage("a class label must be a whole number in [0, 3), got 3.0");
        assertThatThrownBy(() -> accumulator.add(new float[] {0.5f}, new float[3], null, 1))
                .hasMessageContaining("got 0.5");
    }
}
