package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberShapeTest {
    @Test
    void moments_areThoseOfTheNumbersThatAreThere() {
        NumberShape shape = NumberShape.of(new double[] {1, Double.NaN, 2, 2, 7});
        assertThat(shape.least()).isEqualTo(1);
        assertThat(shape.mean()).isEqualTo(3);
        assertThat(shape.variance()).isCloseTo(5.5, within(1e-12));
        // (-8 - 1 - 1 + 64) / 4 / 5.5^1.5
        assertThat(shape.skewness()).isCloseTo(1.0466, within(1e-4));
        assertThat(shape.whole()).isTrue();
    }

    @Test
    void pricesAreSkewed_andCountsAreCounts() {
        Random random = new Random(1);
        double[] prices = IntStream.range(0, 1000)
                .mapToDouble(row -> Math.rint(1000 * Math.exp(1.2 * random.nextGaussian())))
                .toArray();
        assertThat(NumberShape.of(prices).isSkewed()).isTrue();
        assertThat(NumberShape.of(prices).isCounts()).isFalse();
        double[] visits = IntStream.range(0, 1000)
                .mapToDouble(row -> IntStream.range(0, 30)
                        .filter(any -> random.nextInt(10) == 0)
                        .count())
                .toArray();
        assertThat(NumberShape.of(visits).isCounts()).isTrue();
        double[] grades = IntStream.range(0, 1000).mapToDouble(row -> row % 21).toArray();
        assertThat(NumberShape.of(grades).isCounts()).as("not skewed").isFalse();
    }

    @Test
    void equalNumbers_areNeither() {
        NumberShape shape = NumberShape.of(new double[] {3, 3, 3});
        assertThat(shape.skewness()).isZero();
        assertThat(shape.isSkewed() || shape.isCounts()).isFalse();
    }
}
