package gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class F1ScoreTest {
    @Test
    void oneOutput_hasTheThresholdOfAHalf() {
        Metric.Accumulator accumulator = new F1Score().start(1, 1);
        accumulator.add(new float[] {1, 1, 0, 0}, new float[] {0.9f, 0.1f, 0.8f, 0.2f}, null, 4);
        assertThat(accumulator.result()).isBetween(0.499999, 0.5);
    }

    @Test
    void classLabels_areOneHotTargets() {
        float[] predictions = {0.7f, 0.2f, 0.1f, 0.1f, 0.2f, 0.7f, 0.3f, 0.4f, 0.3f};
        Metric.Accumulator labels = new F1Score().start(3, 1);
        labels.add(new float[] {0, 1, 1}, predictions, null, 3);
        Metric.Accumulator oneHot = new F1Score().start(3, 3);
        oneHot.add(new float[] {1, 0, 0, 0, 1, 0, 0, 1, 0}, predictions, null, 3);
        assertThat(labels.result()).isEqualTo(oneHot.result()).isBetween(0.55, 0.56);
    }
}
