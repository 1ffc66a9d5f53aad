package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.experiment.Experiment;
import gradus.experiment.FinishedRun;
import gradus.experiment.Settings;
import gradus.math.RandomStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final Settings MOONS = settings("moons(samples=150,noise=0.2)", "dense(8, relu)", 10);

    private static Settings settings(String data, String layers, int epochs) {
        Settings settings = Settings.of(data).with("layers", layers);
        return settings.with("epochs", String.valueOf(epochs)).with("patience", "0");
    }

    private static ComparisonResult compare(Settings base, int seeds, String... factors) {
        return compareBy(null, base, seeds, factors);
    }

    private static ComparisonResult compareBy(@Nullable String metric, Settings base, int seeds, String... factors) {
        Comparison comparison =
                new Comparison(base, Arrays.stream(factors).map(Factor::parse).toList(), seeds, null, metric, null);
        return comparison.run(runner(base, RunLog.inMemory(), 2));
    }

    private static Runner runner(Settings base, RunLog store, int threads) {
        return new Runner(base.data().source(), new CsvOptions(), store, threads, (done, total, run) -> {});
    }

    @Test
    void levelsOfEqualWeights_areSaidToMakeNoDifference() {
        ComparisonResult result = compare(MOONS, 8, "patience=0,1000");
        assertThat(result.contrasts()).hasSize(1);
        Contrast contrast = result.contrasts().getFirst();
        assertThat(contrast.real()).isFalse();
        assertThat(contrast.difference().identical()).isTrue();
        assertThat(contrast.verdict()).contains("no difference seen with 8 seeds");
        // The runs were made twice, and are equal to the bit.
        List<FinishedRun> left = result.levels().get(0).runs();
        List<FinishedRun> right = result.levels().get(1).runs();
        for (int i = 0; i < left.size(); i++) {
            assertThat(left.get(i).key()).isNotEqualTo(right.get(i).key());
            assertThat(left.get(i).weightsSha256()).isEqualTo(right.get(i).weightsSha256());
        }
    }

    @Test
    void networksThatLearnByDifferentLosses_areComparedByTheLossOfTheirTask() {
        ComparisonResult result = compareBy("loss", MOONS, 2, "loss=binary_crossentropy,mean_squared_error");
        assertThat(result.measure()).isEqualTo("log_loss");
        assertThat(result.target()).as("a loss that means two things").isNull();
        List<LevelResult> levels = result.levels();
        FinishedRun own = levels.get(0).runs().getFirst();
        FinishedRun other = levels.get(1).runs().getFirst();
        assertThat(own.test()).doesNotContainKey("log_loss");
        assertThat(levels.get(0).values()[0]).isEqualTo(own.measure("test_loss"));
        assertThat(levels.get(1).values()[0])
                .isEqualTo(other.measure("test_log_loss"))
                .isGreaterThan(other.measure("test_loss"));
    }

    @Test
    void passesToALossAreCounted_whereOnlyThePenaltyIsVaried() {
        ComparisonResult result = compare(MOONS, 2, "l2=0,0.1");
        Double target = java.util.Objects.requireNonNull(result.target());
        result.levels()
                .getLast()
                .runs()
                .forEach(run -> assertThat(run.history().get("val_loss"))
                        .as("with its penalty it is never so low")
                        .allMatch(loss -> loss > target));
        assertThat(result.levels().getLast().reached()).isPositive();
    }

    @Test
    void whereOnlyChanceDiffers_theVerdictSaysSoInAtLeast95Of100Tries() {
        RandomStream random = RandomStream.of(4);
        int tries = 2000;
        int quiet = 0;
        double[] left = new double[8];
        double[] right = new double[8];
        for (int i = 0; i < tries; i++) {
            Arrays.setAll(left, j -> 0.9 + 0.02 * random.nextGaussian());
            Arrays.setAll(right, j -> 0.9 + 0.02 * random.nextGaussian());
            String verdict = VerdictTest.contrast(left, right, true, 1, 0.25).verdict();
            quiet += verdict.contains("no difference seen with 8 seeds") ? 1 : 0;
        }
        assertThat(quiet).isGreaterThanOrEqualTo(95 * tries / 100);
    }

    @Test
    void zerosAgainstHe_isFoundWith8Seeds() {
        ComparisonResult result = compare(MOONS.with("optimizer", "adam(0.05)"), 8, "init=he_normal,zeros");
        Contrast contrast = result.contrasts().getFirst();
        assertThat(contrast.real()).isTrue();
        assertThat(contrast.verdict()).contains("accuracy is worse").contains("worse in 8 of 8 seeds");
        assertThat(contrast.pairing().rows()).isTrue();
        assertThat(contrast.pairing().sameWeights()).isFalse();
    }

    @Test
    void rateAboveTwoByTheLargestEigenvalue_isFoundToDiverge() {
        Settings linear = settings("diabetes", "", 400);
        linear = linear.with("batch", "all").with("optimizer", "sgd");
        double limit = 2 / largestEigenvalue(Experiment.of(linear, new CsvOptions()));
        ComparisonResult result = compare(linear, 8, "learning_rate=" + 0.8 * limit + "," + 1.2 * limit);
        assertThat(result.levels().get(0).diverged()).isZero();
        assertThat(result.levels().get(1).diverged()).isEqualTo(8);
        Contrast contrast = result.contrasts().getFirst();
        assertThat(contrast.real()).isTrue();
        assertThat(contrast.difference().losses()).isEqualTo(8);
        assertThat(contrast.verdict()).contains("is worse").contains("sign test");
        assertThat(result.warnings()).anyMatch(warning -> warning.contains("8 of 8 runs diverged"));
    }

    /// Of the Hessian `2/n · XᵀX` of the mean squared error, with a column of ones for the bias, by repeated products.
    private static double largestEigenvalue(Experiment experiment) {
        var input = experiment.data().train().input();
        float[] means = experiment.data().schema().means();
        float[] variances = experiment.data().schema().variances();
        int width = input.width();
        int rows = input.count();
        double[][] x = new double[rows][width + 1];
        float[] row = new float[width];
        for (int i = 0; i < rows; i++) {
            input.copy(i, row, 0);
            for (int j = 0; j < width; j++) {
                x[i][j] = (row[j] - means[j]) / Math.sqrt(variances[j]);
            }
            x[i][width] = 1;
        }
        double[] v = new double[width + 1];
        Arrays.setAll(v, j -> 1 + j);
        double eigenvalue = 0;
        for (int step = 0; step < 500; step++) {
            double[] next = new double[v.length];
            for (double[] sample : x) {
                double product = 0;
                for (int j = 0; j < v.length; j++) {
                    product += sample[j] * v[j];
                }
                for (int j = 0; j < v.length; j++) {
                    next[j] += 2 * product * sample[j] / rows;
                }
            }
            eigenvalue =
                    Math.sqrt(Arrays.stream(next).map(value -> value * value).sum());
            for (int j = 0; j < v.length; j++) {
                v[j] = next[j] / eigenvalue;
            }
        }
        return eigenvalue;
    }

    @Test
    void dropoutOnASetThatIsOverfitted_isFoundToHelp() {
        Settings large = settings("moons(samples=150,noise=0.4)", "dense(128, relu) dense(128, relu)", 150);
        large = large.with("optimizer", "adam(0.01)");
        ComparisonResult result = compareBy("loss", large, 8, "dropout=0,0.5");
        Contrast contrast = result.contrasts().getFirst();
        assertThat(contrast.real()).as(contrast.verdict()).isTrue();
        assertThat(contrast.verdict()).contains("loss is better");
        assertThat(contrast.pairing().sameWeights()).isTrue();
        assertThat(contrast.pairing().masks()).isFalse();
    }

    @Test
    void resultsAreTheSameBits_howeverManyRunsAreMadeSideBySide() {
        Comparison comparison =
                new Comparison(MOONS, List.of(Factor.parse("learning_rate=0.1,0.01")), 3, null, null, null);
        ComparisonResult one = comparison.run(runner(MOONS, RunLog.inMemory(), 1));
        ComparisonResult many = comparison.run(runner(MOONS, RunLog.inMemory(), 5));
        for (int i = 0; i < 2; i++) {
            assertThat(one.levels().get(i).values())
                    .containsExactly(many.levels().get(i).values());
            assertThat(one.levels().get(i).runs().stream()
                            .map(FinishedRun::weightsSha256)
                            .toList())
                    .isEqualTo(many.levels().get(i).runs().stream()
                            .map(FinishedRun::weightsSha256)
                            .toList());
            assertThat(one.levels().get(i).runs().getFirst().history())
                    .isEqualTo(many.levels().get(i).runs().getFirst().history());
        }
        assertThat(one.contrasts().getFirst().verdict())
                .isEqualTo(many.contrasts().getFirst().verdict());
    }

    @Test
    void stoppedComparison_keepsWhatIsDoneAndGoesOn(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("runs.jsonl");
        Comparison comparison =
                new Comparison(MOONS, List.of(Factor.parse("learning_rate=0.1,0.01")), 3, null, null, null);
        Runner[] made = new Runner[1];
        made[0] = new Runner(MOONS.data().source(), new CsvOptions(), RunLog.create(file), 1, (done, total, run) -> {
            if (done == 3) {
                made[0].stop();
            }
        });
        ComparisonResult part = comparison.run(made[0]);
        assertThat(part.complete()).isFalse();
        assertThat(part.seeds()).isEqualTo(1);
        assertThat(part.warnings()).contains("interrupted: 1 of 3 seeds were finished.");
        // As a crash while writing would leave it.
        Files.writeString(file, Files.readString(file) + "{\"key\": \"ab");
        assertThatThrownBy(() -> RunLog.create(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the option resume");
        List<Integer> totals = new ArrayList<>();
        ComparisonResult whole = comparison.run(new Runner(
                MOONS.data().source(),
                new CsvOptions(),
                RunLog.resume(file),
                1,
                (done, total, run) -> totals.add(total)));
        assertThat(totals).containsExactly(3, 3, 3);
        assertThat(whole.complete()).isTrue();
        ComparisonResult fresh = comparison.run(runner(MOONS, RunLog.inMemory(), 1));
        assertThat(whole.levels().get(1).values())
                .containsExactly(fresh.levels().get(1).values());
        assertThat(Files.readAllLines(file)).hasSize(6);
    }

    @Test
    void keyOfARun_isTheSameInEveryJvm() throws Exception {
        // A set that prints in another order would give another key, and --resume would find nothing.
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ComparisonTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String key = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(key.strip()).isEqualTo(key()).hasSize(32);
    }

    /// Prints the key of a run.
    public static void main(String[] arguments) {
        System.out.println(key());
    }

    private static String key() {
        return runner(MOONS, RunLog.inMemory(), 1).key(MOONS.with("epochs", "1"));
    }

    @Test
    void validationOfSomeEpochsOnly_standsAtItsEpochs() {
        Settings every = MOONS.with("epochs", "4");
        Settings second = every.with("validation_frequency", "2");
        List<FinishedRun> runs = runner(every, RunLog.inMemory(), 1).run(List.of(every, second)).stream()
                .map(java.util.Objects::requireNonNull)
                .toList();
        List<Double> all =
                java.util.Objects.requireNonNull(runs.getFirst().history().get("val_loss"));
        assertThat(runs.getLast().history().get("val_loss"))
                .containsExactly(Double.NaN, all.get(1), Double.NaN, all.get(3));
        assertThat(MeanCurve.of(List.of(runs.getLast(), runs.getLast()), "val_loss")
                        .x())
                .containsExactly(
                        runs.getLast().passes() / 2.0, (double) runs.getLast().passes());
    }

    @Test
    void tuned_everyLevelGetsItsOwnValueAndEdgesAreTold() {
        Comparison comparison = new Comparison(
                MOONS,
                List.of(Factor.parse("optimizer=sgd,adam")),
                2,
                Factor.parse("learning_rate=0.00001,0.0001,0.001"),
                null,
                null);
        ComparisonResult result = comparison.run(runner(MOONS, RunLog.inMemory(), 2));
        assertThat(result.mode()).startsWith("tuned");
        for (LevelResult level : result.levels()) {
            Tuning tuning = java.util.Objects.requireNonNull(level.tuning());
            assertThat(tuning.points()).hasSize(3);
            assertThat(tuning.points().getFirst().results()).hasSize(3);
        }
        assertThat(result.warnings()).anyMatch(warning -> warning.contains("at the edge of what was tried"));
    }

    @Test
    void cost_isCountedInPassesAndGradients() {
        ComparisonResult result = compare(MOONS, 2, "gradient_descent=stochastic,mini_batch,batch");
        List<LevelResult> levels = result.levels();
        int rows = 105;
        assertThat(levels.get(0).passes()).isEqualTo(10.0 * rows);
        assertThat(levels.get(1).passes()).isEqualTo(10.0 * Math.ceilDiv(rows, 32));
        assertThat(levels.get(2).passes()).isEqualTo(10);
        levels.forEach(level -> assertThat(level.gradients()).isEqualTo(10.0 * rows));
        assertThat(levels.get(2).memory()).isGreaterThan(levels.get(0).memory());
        assertThat(levels.get(0).reached()).isPositive();
        assertThat(levels.get(0).medianToTarget()).isBetween(1.0, 10.0 * rows);
    }

    @Test
    void levelThatCannotRun_isRefusedWithItsReason() {
        assertThatThrownBy(() -> compare(MOONS, 2, "momentum=0.1,0.9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no argument \"momentum\"");
        assertThatThrownBy(() -> compare(MOONS, 2, "precision=float16,float32"))
                .hasMessageContaining("precision must be one of float32, mixed_bfloat16, got \"float16\"");
        assertThatThrownBy(() -> compareBy("f1", MOONS, 2, "dropout=0,0.5")).hasMessageContaining("no metric \"f1\"");
    }
}
