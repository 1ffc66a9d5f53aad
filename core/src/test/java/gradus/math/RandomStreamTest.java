package gradus.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void uniforms_haveMeanAndVarianceOfTheUniformDistribution() {
        float[] values = new float[1_000_000];
        RandomStream.uniforms(RandomStream.of(7).key(), values, 0, values.length);
        double mean = 0;
        double square = 0;
        for (float value : values) {
            assertThat(value).isBetween(0f, Math.nextDown(1f));
            mean += value;
            square += (double) value * value;
        }
        mean /= values.length;
        assertThat(mean).isBetween(0.4985, 0.5015);
        assertThat(square / values.length - mean * mean).isBetween(0.0828, 0.0839);
    }

    @Test
    void gaussians_haveMeanZeroAndVarianceOne() {
        float[] values = new float[1_000_000];
        RandomStream.gaussians(RandomStream.of(7).key(), values, 0, values.length);
        double mean = 0;
        double square = 0;
        for (float value : values) {
            mean += value;
            square += (double) value * value;
        }
        assertThat(mean / values.length).isBetween(-0.005, 0.005);
        assertThat(square / values.length).isBetween(0.99, 1.01);
    }

    @Test
    void gaussians_areThoseOfBoxAndMuller() {
        RandomStream stream = RandomStream.of(3);
        RandomStream same = RandomStream.of(3);
        for (int i = 0; i < 100_000; i++) {
            double radius = Math.sqrt(-2 * Math.log(1 - same.nextDouble()));
            double expected = radius * Math.cos(2 * Math.PI * same.nextDouble());
            assertThat(stream.nextGaussian()).isCloseTo(expected, within(1e-14));
        }
    }

    @Test
    void aRange_isTheSameHoweverItIsSplit() {
        float[] whole = new float[1000];
        float[] parts = new float[1000];
        RandomStream.uniforms(42, whole, 0, 1000);
        RandomStream.uniforms(42, parts, 371, 1000);
        RandomStream.uniforms(42, parts, 0, 371);
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void streamsOfTwoPurposes_differ() {
        RandomStream root = RandomStream.of(1);
        assertThat(root.derive("order").nextLong())
                .isNotEqualTo(root.derive("dropout").nextLong());
        assertThat(root.derive(1).nextLong()).isNotEqualTo(root.derive(2).nextLong());
        assertThat(root.derive("order").nextLong())
                .isEqualTo(RandomStream.of(1).derive("order").nextLong());
    }

    @Test
    void permute_isAPermutation_andEachPlaceIsEquallyLikely() {
        int[] first = new int[6];
        for (int seed = 0; seed < 60_000; seed++) {
            int[] order = new int[6];
            RandomStream.of(seed).permute(order);
            first[order[0]]++;
            int[] sorted = order.clone();
            Arrays.sort(sorted);
            assertThat(sorted).containsExactly(0, 1, 2, 3, 4, 5);
        }
        for (int count : first) {
            assertThat(count).isBetween(9_600, 10_400);
        }
    }
}
