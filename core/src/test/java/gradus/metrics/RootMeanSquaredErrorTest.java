package gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootMeanSquaredErrorTest {
    @Test
    void root_isTakenOnceOverTheEpoch() {
        Metric.Accumulator accumulator = new RootMeanSquaredError().start(1, 1);
        accumulator.add(new float[] {0}, new float[] {3}, null, 1);
        accumulator.add(new float[] {0}, new float[] {4}, null, 1);
        assertThat(accumulator.result()).isEqualTo(Math.sqrt(12.5));
    }
}
