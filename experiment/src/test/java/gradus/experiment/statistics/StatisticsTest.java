package gradus.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.math.RandomStream;
import gradus.testing.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Against SciPy, by simulation, and by counting on fingers.
class StatisticsTest {
    private static final JsonNode GOLDEN = Golden.read("statistics.json");

    private static double[] doubles(JsonNode node) {
        List<Double> values = new ArrayList<>();
        node.forEach(value -> values.add(value.asDouble()));
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void interval_agreesWithSciPy() {
        for (JsonNode golden : GOLDEN.get("intervals")) {
            ConfidenceInterval interval =
                    ConfidenceInterval.of(golden.get("level").asDouble(), doubles(golden.get("values")));
            assertThat(interval.mean()).isCloseTo(golden.get("mean").asDouble(), within(1e-12));
            assertThat(interval.deviation()).isCloseTo(golden.get("deviation").asDouble(), within(1e-12));
            assertThat(interval.low()).isCloseTo(golden.get("low").asDouble(), within(1e-10));
            assertThat(interval.high()).isCloseTo(golden.get("high").asDouble(), within(1e-10));
        }
    }

    @Test
    void interval_coversTheTrueMeanIn95OfASample100Times_withinOnePoint() {
        RandomStream random = RandomStream.of(11);
        int tries = 20_000;
        for (int n : new int[] {3, 5, 8, 10}) {
            int covered = 0;
            double[] values = new double[n];
            for (int i = 0; i < tries; i++) {
                Arrays.setAll(values, j -> 3 + 2 * random.nextGaussian());
                covered += ConfidenceInterval.of(values).contains(3) ? 1 : 0;
            }
            assertThat(covered / (double) tries).as("n = %d", n).isCloseTo(0.95, within(0.01));
        }
    }

    @Test
    void interval_ofOneValue_hasNoRange() {
        ConfidenceInterval interval = ConfidenceInterval.of(2);
        assertThat(interval.mean()).isEqualTo(2);
        assertThat(interval.low()).isNaN();
        assertThat(interval.contains(2)).isFalse();
    }

    @Test
    void interval_ofNothing_isRefused() {
        assertThatThrownBy(ConfidenceInterval::of).hasMessage("an interval needs at least one value, got none");
    }

    @Test
    void signFlip_agreesWithSciPy() {
        for (JsonNode golden : GOLDEN.get("sign_flips")) {
            SignFlip test = SignFlip.of(doubles(golden.get("differences")), 0);
            assertThat(test.exact()).isTrue();
            assertThat(test.p()).isEqualTo(golden.get("p").asDouble());
        }
    }

    @Test
    void signFlip_ofFewPairs_countsEverySign() {
        // Of the 8 signs of 1, 2, 3 only +++ and --- are as far from 0; of 1, 2, -3 all are.
        assertThat(SignFlip.of(new double[] {1, 2, 3}, 0).p()).isEqualTo(2 / 8.0);
        assertThat(SignFlip.of(new double[] {1, 2, -3}, 0).p()).isEqualTo(1);
        assertThat(SignFlip.of(new double[] {0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.1, 0.2}, 0)
                        .p())
                .isEqualTo(2 / 256.0);
        assertThat(SignFlip.of(new double[8], 0).p()).isEqualTo(1);
    }

    @Test
    void signFlip_ofManyPairs_drawsAndSaysSo() {
        RandomStream random = RandomStream.of(5);
        double[] differences = new double[40];
        Arrays.setAll(differences, i -> 0.3 + random.nextGaussian());
        SignFlip drawn = SignFlip.of(differences, 1);
        assertThat(drawn.exact()).isFalse();
        assertThat(drawn).isEqualTo(SignFlip.of(differences, 1));
        // The exact p of 20 pairs, drawn instead: the same by the law of large numbers.
        ConfidenceInterval interval = ConfidenceInterval.of(differences);
        double t = interval.mean() / (interval.deviation() / Math.sqrt(differences.length));
        double byNormal = 2 * (1 - cumulativeNormal(Math.abs(t)));
        assertThat(drawn.p()).isCloseTo(byNormal, within(0.02));
    }

    private static double cumulativeNormal(double x) {
        double sum = 0;
        double step = 1e-4;
        for (double at = 0; at < x; at += step) {
            sum += step * Math.exp(-(at + step / 2) * (at + step / 2) / 2);
        }
        return 0.5 + sum / Math.sqrt(2 * Math.PI);
    }

    @Test
    void intervalOfTheSignFlipTest_agreesWithItsInversionByNumPy() {
        for (JsonNode golden : GOLDEN.get("flip_intervals")) {
            ConfidenceInterval interval = SignFlip.interval(
                    doubles(golden.get("differences")), golden.get("alpha").asDouble(), 0);
            if (golden.get("low").isNull()) {
                assertThat(interval.low()).isNaN();
                assertThat(interval.high()).isNaN();
            } else {
                assertThat(interval.low()).isCloseTo(golden.get("low").asDouble(), within(1e-9));
                assertThat(interval.high()).isCloseTo(golden.get("high").asDouble(), within(1e-9));
            }
        }
    }

    /// Where signs are drawn, both see the same ones.
    @Test
    void intervalOfManyPairs_leavesOut0_ifTheirTestRejectsIt() {
        RandomStream random = RandomStream.of(9);
        for (int i = 0; i < 6; i++) {
            double shift = 0.08 * i;
            double[] differences = new double[25];
            Arrays.setAll(differences, j -> shift + 0.6 * random.nextGaussian());
            double p = SignFlip.of(differences, 0).p();
            for (double alpha : new double[] {0.05, 0.01, p + 1e-9, p - 1e-9}) {
                assertThat(SignFlip.interval(differences, alpha, 0).contains(0)).isEqualTo(p > alpha);
            }
        }
    }

    @Test
    void otherRows_agreeWithSciPy() {
        for (JsonNode golden : GOLDEN.get("other_rows")) {
            OtherRows others = OtherRows.of(
                    doubles(golden.get("differences")),
                    golden.get("ratio").asDouble(),
                    golden.get("alpha").asDouble());
            assertThat(others.p()).isCloseTo(golden.get("p").asDouble(), within(1e-10));
            assertThat(others.interval().low()).isCloseTo(golden.get("low").asDouble(), within(1e-9));
            assertThat(others.interval().high()).isCloseTo(golden.get("high").asDouble(), within(1e-9));
        }
    }

    /// 2000 small tables on which two choices are equally good, split anew by each of 8 and of 30 seeds: the test for
    /// these rows finds differences, more of them with more seeds, because there are some in each table; the one for
    /// other rows finds them in 5% of the tables, give or take what 2000 tries do.
    @Test
    void otherRows_areNotMistakenWhereThePopulationHasNoDifference() {
        for (int seeds : new int[] {8, 30}) {
            RandomStream random = RandomStream.of(seeds);
            int theseRows = 0;
            int otherRows = 0;
            for (int table = 0; table < 2000; table++) {
                double[] learned = new double[70];
                double[] judged = new double[70];
                Arrays.setAll(learned, i -> random.nextGaussian());
                Arrays.setAll(judged, i -> random.nextGaussian());
                double[] differences = new double[seeds];
                Arrays.setAll(differences, seed -> difference(learned, judged, random));
                theseRows += ConfidenceInterval.of(differences).contains(0) ? 0 : 1;
                otherRows += OtherRows.of(differences, 20.0 / 50, 0.05).p() <= 0.05 ? 1 : 0;
            }
            assertThat(theseRows).isGreaterThan(400);
            assertThat(otherRows).isLessThanOrEqualTo(130);
        }
    }

    /// What two choices differ by on a split: mostly by what the test rows happen to be, and a little by what the
    /// training rows are.
    private static double difference(double[] learned, double[] judged, RandomStream random) {
        int[] order = new int[learned.length];
        Arrays.setAll(order, i -> i);
        for (int i = order.length - 1; i > 0; i--) {
            int j = (int) Math.floorMod(random.nextLong(), (long) i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        double sum = 0;
        for (int i = 0; i < order.length; i++) {
            sum += i < 20 ? judged[order[i]] / 20 : 0.1 * learned[order[i]] / 50;
        }
        return sum;
    }

    @Test
    void smallestDifference_isTheOneThatTakesAsManyPairs() {
        double difference = SampleSize.difference(24, 0.5, 0.05);
        assertThat(SampleSize.pairs(difference * 1.0001, 0.5)).isEqualTo(24);
        assertThat(SampleSize.pairs(difference * 0.9999, 0.5)).isEqualTo(25);
        assertThat(SampleSize.difference(24, 0.5, 0.01)).isGreaterThan(difference);
    }

    @Test
    void signTest_agreesWithSciPy() {
        for (JsonNode golden : GOLDEN.get("sign_tests")) {
            double p =
                    SignTest.p(golden.get("wins").asInt(), golden.get("losses").asInt());
            assertThat(p).isCloseTo(golden.get("p").asDouble(), within(1e-12));
        }
        assertThat(SignTest.p(0, 0)).isEqualTo(1);
    }

    @Test
    void holm_isTheCorrectionByHand() {
        for (JsonNode golden : GOLDEN.get("holm")) {
            assertThat(Holm.adjust(doubles(golden.get("p"))))
                    .containsExactly(doubles(golden.get("adjusted")), within(1e-15));
        }
    }

    @Test
    void sampleSize_isThatOfTheExactPower_withinOnePair() {
        for (JsonNode golden : GOLDEN.get("powers")) {
            int pairs = SampleSize.pairs(golden.get("effect").asDouble(), 1);
            assertThat((double) pairs).isCloseTo(golden.get("pairs").asInt(), within(1.0));
        }
        assertThat(SampleSize.pairs(1e-9, 1)).isEqualTo(SampleSize.MOST);
        assertThat(SampleSize.pairs(1, 0)).isEqualTo(2);
    }

    @Test
    void pairedDifference_countsWinsTiesAndLosses() {
        PairedDifference difference = PairedDifference.of(new double[] {1, 2, 3, 4}, new double[] {2, 2, 5, 3}, true);
        assertThat(difference.differences()).containsExactly(1, 0, 2, -1);
        assertThat(List.of(difference.wins(), difference.ties(), difference.losses()))
                .containsExactly(2, 1, 1);
        assertThat(difference.signTest()).isFalse();
        PairedDifference even =
                PairedDifference.of(new double[] {0.9, 0.8, 0.7, 0.6}, new double[] {0.8, 0.9, 0.6, 0.7}, true);
        assertThat(java.util.Objects.requireNonNull(even.interval()).mean()).isZero();
        PairedDifference error = PairedDifference.of(new double[] {1, 2}, new double[] {0.5, 3}, false);
        assertThat(List.of(error.wins(), error.losses())).containsExactly(1, 1);
    }

    @Test
    void runThatDiverged_losesAndIsNotDropped() {
        double nan = Double.NaN;
        PairedDifference difference = PairedDifference.of(
                new double[] {1, 1, 1, 1, 1, 1, 1, nan}, new double[] {nan, nan, nan, nan, nan, nan, nan, nan}, true);
        assertThat(List.of(difference.pairs(), difference.wins(), difference.ties(), difference.losses()))
                .containsExactly(8, 0, 1, 7);
        assertThat(difference.interval()).isNull();
        assertThat(difference.signTest()).isTrue();
        assertThat(difference.p()).isEqualTo(2 / 128.0);
    }

    @Test
    void falseAlarms_areAtMostFiveOf100() {
        RandomStream random = RandomStream.of(3);
        int tries = 4000;
        int alarms = 0;
        double[] left = new double[8];
        double[] right = new double[8];
        for (int i = 0; i < tries; i++) {
            Arrays.setAll(left, j -> random.nextGaussian());
            Arrays.setAll(right, j -> random.nextGaussian());
            alarms += PairedDifference.of(left, right, true).p() <= 0.05 ? 1 : 0;
        }
        assertThat(alarms / (double) tries).isBetween(0.03, 0.052);
    }

    @Test
    void powerLaw_agreesWithSciPy() {
        for (JsonNode golden : GOLDEN.get("power_laws")) {
            double[] sizes = doubles(golden.get("sizes"));
            double[] errors = doubles(golden.get("errors"));
            PowerLaw law = PowerLaw.of(sizes, errors);
            double residual = 0;
            for (int i = 0; i < sizes.length; i++) {
                residual += Math.pow((errors[i] - law.at(sizes[i])) / errors[i], 2);
            }
            assertThat(residual).isLessThan(golden.get("residual").asDouble() * (1 + 1e-6) + 1e-9);
            assertThat(law.at(1000)).isCloseTo(golden.get("at_1000").asDouble(), within(1e-5));
        }
    }

    @Test
    void powerLaw_ofErrorsThatRiseOrAreZero_isFlat() {
        double[] sizes = {10, 20, 40};
        assertThat(PowerLaw.of(sizes, new double[] {0.1, 0.2, 0.3}).scale()).isZero();
        assertThat(PowerLaw.of(sizes, new double[3]).at(80)).isZero();
        assertThatThrownBy(() -> PowerLaw.of(new double[2], new double[2]))
                .hasMessageContaining("at least three sizes with an error each, got 2 and 2");
    }

    @Test
    void pseudoValues_ofAMean_areTheValues_andOfAMaximumTheirMean() {
        double[] values = {1, 2, 4};
        assertThat(Jackknife.pseudoValues(
                        3,
                        some -> Arrays.stream(some)
                                .mapToDouble(i -> values[i])
                                .average()
                                .orElseThrow()))
                .containsExactly(values, within(1e-12));
        // Without each in turn it is 4, 4, 2, on average 10/3: 4 + 2 · (10/3 - 4), twice, and 4 + 2 · (10/3 - 2).
        assertThat(Jackknife.pseudoValues(
                        3,
                        some -> Arrays.stream(some)
                                .mapToDouble(i -> values[i])
                                .max()
                                .orElseThrow()))
                .containsExactly(new double[] {8 / 3.0, 8 / 3.0, 20 / 3.0}, within(1e-12));
    }

    /// The gain of twice the largest size, where the seeds of all sizes share half of their noise.
    @Test
    void gainByALaw_isWithinItsIntervalIn90Of100Tries_andIsNotSeenWhereThereIsNone() {
        assertThat(covered(new PowerLaw(0.1, 1, 0.7))).isGreaterThan(0.9);
        assertThat(covered(new PowerLaw(0.2, 0, 1))).isGreaterThan(0.95);
    }

    private static double covered(PowerLaw truth) {
        RandomStream random = RandomStream.of(3);
        double[] sizes = {12, 25, 50, 100, 200};
        double[][] errors = new double[8][sizes.length];
        int tries = 200;
        int covered = 0;
        for (int i = 0; i < tries; i++) {
            for (double[] seed : errors) {
                double common = 1 + 0.1 * random.nextGaussian();
                Arrays.setAll(seed, j -> truth.at(sizes[j]) * (common + 0.1 * random.nextGaussian()));
            }
            double[] gains = Jackknife.pseudoValues(errors.length, some -> {
                double[] means = new double[sizes.length];
                for (int seed : some) {
                    Arrays.setAll(means, j -> means[j] + errors[seed][j] / some.length);
                }
                PowerLaw law = PowerLaw.of(sizes, means);
                return law.at(200) - law.at(400);
            });
            covered += ConfidenceInterval.of(gains).contains(truth.at(200) - truth.at(400)) ? 1 : 0;
        }
        return covered / (double) tries;
    }
}
