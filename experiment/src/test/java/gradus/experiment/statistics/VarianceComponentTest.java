package gradus.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.math.RandomStream;
import gradus.testing.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class VarianceComponentTest {
    @Test
    void deviationsAndIntervals_agreeWithSciPy() {
        for (JsonNode golden : Golden.read("variance.json")) {
            List<Double> list = new ArrayList<>();
            golden.get("values").forEach(value -> list.add(value.asDouble()));
            double[] values = list.stream().mapToDouble(Double::doubleValue).toArray();
            agrees(VarianceComponent.of(values), golden.get("of"));
            agrees(VarianceComponent.ofPairs(values), golden.get("of_pairs"));
        }
    }

    private static void agrees(VarianceComponent found, JsonNode golden) {
        assertThat(found.deviation()).isCloseTo(golden.get("deviation").asDouble(), within(1e-10));
        assertThat(found.low()).isCloseTo(golden.get("low").asDouble(), within(1e-8));
        assertThat(found.high()).isCloseTo(golden.get("high").asDouble(), within(1e-6));
    }

    @Test
    void ofOneValue_thereIsNone() {
        assertThat(VarianceComponent.of(3).deviation()).isNaN();
    }

    @Test
    void intervals_coverTheTrueDeviationIn95Of100Tries() {
        RandomStream random = RandomStream.of(17);
        int tries = 4000;
        int all = 0;
        int part = 0;
        int both = 0;
        double[] other = new double[8];
        double[] base = new double[8];
        double[] differences = new double[8];
        for (int i = 0; i < tries; i++) {
            // Two things act, of deviations 0.3 and 0.4; the second one is drawn anew.
            for (int j = 0; j < base.length; j++) {
                double one = 0.3 * random.nextGaussian();
                double two = 0.4 * random.nextGaussian();
                base[j] = one + two;
                differences[j] = one + 0.4 * random.nextGaussian() - base[j];
            }
            all += covers(VarianceComponent.of(base), 0.5);
            for (int j = 0; j < base.length; j++) {
                other[j] = base[j] + differences[j];
            }
            both += covers(VarianceComponent.ofSamples(base, other), 0.5);
            part += covers(VarianceComponent.ofPairs(differences), 0.4);
        }
        assertThat(both / (double) tries).isBetween(0.95, 0.995);
        assertThat(Arrays.asList(all / (double) tries, part / (double) tries))
                .allSatisfy(share -> assertThat(share).isCloseTo(0.95, within(0.015)));
    }

    private static int covers(VarianceComponent found, double truth) {
        return found.low() <= truth && truth <= found.high() ? 1 : 0;
    }
}
