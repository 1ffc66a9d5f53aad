package gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeanAbsolutePercentageErrorTest {
    @Test
    void error_isInPercentOfTheTarget() {
        Metric.Accumulator accumulator = new MeanAbsolutePercentageError().start(2, 2);
        accumulator.add(new float[] {10, -4}, new float[] {9, -5}, null, 1);
        assertThat(accumulator.result()).isEqualTo(17.5);
    }
}
