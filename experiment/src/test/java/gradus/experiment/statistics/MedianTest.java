package gradus.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    void median_isTheMiddle_orTheMeanOfBothMiddles() {
        assertThat(Median.of(new double[] {9, 1, 4})).isEqualTo(4);
        assertThat(Median.of(new double[] {9, 1, 4, 2})).isEqualTo(3);
        assertThat(Median.of(new double[0])).isNaN();
    }

    @Test
    void whatNeverGotThere_countsAsInfinite() {
        assertThat(Median.of(new double[] {Double.NaN, 1, 4})).isEqualTo(4);
        assertThat(Median.of(new double[] {Double.NaN, 1})).isInfinite();
        assertThat(Median.of(new double[] {Double.NaN, 1, Double.NaN})).isInfinite();
    }
}
