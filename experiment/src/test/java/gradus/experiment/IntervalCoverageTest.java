package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Dataset;
import gradus.data.datasets.Data;
import gradus.data.datasets.TableData;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.NumericColumn;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import gradus.math.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whether intervals hold what they claim: on rows that no part of a training saw, in the mean of 20 splits.
class IntervalCoverageTest {
    private static final int SPLITS = 20;
    private static final List<Double> CLAIMED = List.of(0.8, 0.9);

    /// A real table, and made ones: errors that grow with the number, heavy tails, a step.
    static Stream<TableData> tables() {
        return Stream.of(
                (TableData) Data.open("auto_mpg", new CsvOptions()),
                made("growing", (x, random) -> x * (1 + 0.5 * random.nextGaussian())),
                made("heavy tails", (x, random) -> x + Math.pow(random.nextGaussian(), 3)),
                made("step", (x, random) -> (x > 1 ? 5 : 0) + 0.2 * random.nextGaussian()));
    }

    private interface Target {
        double of(double x, RandomStream random);
    }

    private static TableData made(String name, Target target) {
        RandomStream random = RandomStream.of(7);
        double[] x = new double[1500];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = 2 * random.nextDouble();
            y[i] = target.of(x[i], random);
        }
        Table table = Table.of(name, List.of(new NumericColumn("x", x), new NumericColumn("y", y)));
        return new TableData(name, "", table, new SchemaOptions("y"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void coverage_isWhatIsClaimed_inTheMeanOfTwentySplits(TableData all) {
        check(all, "standardize", SPLITS);
    }

    /// Chance moves the mean of 20 splits of these rows by a point, so there are more.
    @Test
    void coverage_isWhatIsClaimed_ofATargetLearnedByItsLogarithm() {
        check(made("factors", (x, random) -> Math.exp(2 * x + 0.5 * random.nextGaussian())), "log", 3 * SPLITS);
    }

    private static void check(TableData all, String transform, int splits) {
        double[] means = new double[2 * CLAIMED.size()];
        for (int split = 0; split < splits; split++) {
            double[] coverages = coverages(all, split, "2", transform);
            for (int i = 0; i < means.length; i++) {
                means[i] += coverages[i] / splits;
            }
        }
        for (int i = 0; i < means.length; i++) {
            // Intervals of this coverage, and quantiles of this level.
            assertThat(means[i]).as(all.name()).isCloseTo(CLAIMED.get(i % CLAIMED.size()), within(0.015));
        }
    }

    /// The shares of rows whose intervals hold the true number, and of those whose true number is below the
    /// quantiles, of a third that training does not get.
    static double[] coverages(TableData all, int split, String epochs, String transform) {
        int[] order = new int[all.table().rows()];
        RandomStream.of(split).derive("outer").permute(order);
        int kept = order.length * 2 / 3;
        TableData known = new TableData(all.name(), "", all.table().select(Arrays.copyOf(order, kept)), all.defaults());
        Settings settings = Settings.of(all.name())
                .with("epochs", epochs)
                .with("test", "0.4")
                .with("transform", transform)
                .seed(split);
        Experiment experiment = Experiment.of(settings, new CsvOptions(), known);
        Outcome outcome = experiment.run(List.of(), 1);
        PredictionIntervals intervals = Objects.requireNonNull(Notes.intervals(outcome.model()));
        Dataset rows =
                experiment.data().schema().encode(all.table().select(Arrays.copyOfRange(order, kept, order.length)));
        float[] said = outcome.model().predict(rows.input()).toArray();
        float[] truth = rows.target().toArray();
        PredictionQuantiles quantiles = Objects.requireNonNull(Notes.quantiles(outcome.model()));
        int levels = CLAIMED.size();
        double[] coverages = new double[2 * levels];
        for (int level = 0; level < levels; level++) {
            for (int i = 0; i < said.length; i++) {
                double quantile = quantiles.of(0, said[i], CLAIMED.get(level));
                Prediction.Interval interval = intervals.around(said[i], CLAIMED.get(level));
                coverages[level] += truth[i] >= interval.low() && truth[i] <= interval.high() ? 1.0 / said.length : 0;
                coverages[levels + level] += truth[i] <= quantile ? 1.0 / said.length : 0;
            }
        }
        return coverages;
    }
}
