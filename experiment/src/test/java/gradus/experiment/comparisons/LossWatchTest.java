package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.tables.CsvOptions;
import gradus.experiment.FinishedRun;
import gradus.experiment.LossCurve;
import gradus.experiment.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossWatchTest {
    /// With 160 training rows, an epoch has 20 passes.
    private static final Settings MOONS = Settings.of("moons(samples=200,noise=0.3)")
            .with("layers", "dense(8) batch_normalization activation(relu) dropout(0.2)")
            .with("test", "0")
            .with("validation", "0.2")
            .with("batch", "8")
            .with("epochs", "3")
            .with("patience", "0");

    private static Runner runner(Settings settings, RunLog store) {
        return new Runner(settings.data().source(), new CsvOptions(), store, 1, (done, total, run) -> {});
    }

    private static FinishedRun watched(Settings settings) {
        return Objects.requireNonNull(runner(settings, RunLog.inMemory())
                .runWithCurves(List.of(settings))
                .getFirst());
    }

    private static LossCurve curve(Settings settings) {
        return Objects.requireNonNull(watched(settings).curve());
    }

    @Test
    void looking_changesNoBit() {
        for (String optimizer : List.of("adam(0.01)", "adam(0.01, use_ema=true, ema_momentum=0.9)", "sgd(0.1)")) {
            Settings settings = MOONS.with("optimizer", optimizer);
            FinishedRun with = watched(settings);
            FinishedRun without = Objects.requireNonNull(
                    runner(settings, RunLog.inMemory()).run(List.of(settings)).getFirst());
            assertThat(with.weightsSha256()).isEqualTo(without.weightsSha256());
            assertThat(with.history()).isEqualTo(without.history());
            assertThat(with.measures()).isEqualTo(without.measures());
            assertThat(with.passes()).isEqualTo(without.passes());
            assertThat(without.curve()).isNull();
        }
    }

    @Test
    void points_liePassByPassAcrossEpochs_andMeetTheValidation() {
        FinishedRun run = watched(MOONS);
        LossCurve curve = Objects.requireNonNull(run.curve());
        assertThat(curve.passes())
                .startsWith(0L, 1L, 2L)
                .endsWith(50L, 55L, 60L)
                .contains(20L);
        double logged = Objects.requireNonNull(run.history().get("val_loss")).getFirst();
        assertThat(curve.losses().get(20)).as("after the first epoch").isEqualTo(logged);
        assertThat(run.passesTo(curve.losses().get(20))).isLessThanOrEqualTo(20);
    }

    @Test
    void penalties_areNotCounted() {
        Settings penalized = MOONS.with("l2", "0.1");
        FinishedRun run = watched(penalized);
        LossCurve curve = Objects.requireNonNull(run.curve());
        double logged = Objects.requireNonNull(run.history().get("val_loss")).getFirst();
        assertThat(curve.losses().get(20)).isLessThan(logged - 0.1);
        assertThat(curve.first())
                .as("the same first weights")
                .isEqualTo(curve(MOONS).first());
    }

    @Test
    void withoutValidationRows_itIsTheTrainingLossOfTheModelAsItIs() {
        FinishedRun run = watched(MOONS.with("validation", "0")
                .with("layers", "dense(8, relu)")
                .with("batch", "100")
                .with("epochs", "4"));
        LossCurve curve = Objects.requireNonNull(run.curve());
        assertThat(curve.passes()).hasSize(9);
        assertThat(curve.losses().getLast()).isEqualTo(run.measure("train_loss"), within(1e-6));
    }

    @Test
    void averagedWeights_areLookedAtAsTheyWouldBeLeft() {
        FinishedRun run = watched(MOONS.with("optimizer", "adam(0.05, use_ema=true, ema_momentum=0.9)")
                .with("layers", "dense(8, relu)")
                .with("epochs", "1"));
        LossCurve curve = Objects.requireNonNull(run.curve());
        assertThat(curve.passes()).endsWith(20L);
        assertThat(curve.losses().getLast()).isEqualTo(run.measure("val_loss"), within(1e-6));
    }

    /// A weight that begins at 0, and rows (1, 1) and (-1, -1) by turns: batches of two have the gradient 2(w - 1),
    /// so a rate of 0.25 halves w - 1 with each pass, one of 0.05 takes a tenth of it. An epoch has 20 passes.
    @Test
    void lossThatIsReachedWithinAnEpoch_saysSo(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("line.csv"), "x,y\n" + "1,1\n-1,-1\n".repeat(20));
        Settings line = Settings.of(file.toString())
                .with("target", "y")
                .with("task", "regression")
                .with("test", "0")
                .with("validation", "0")
                .with("head", "none")
                .with("layers", "dense(1, kernel_initializer=zeros)")
                .with("batch", "2")
                .with("shuffle", "off")
                .with("epochs", "2");
        FinishedRun fast = watched(line.with("optimizer", "sgd(0.25)"));
        LossCurve halved = Objects.requireNonNull(fast.curve());
        for (int pass = 0; pass <= 10; pass++) {
            assertThat(halved.losses().get(pass)).as("%s", pass).isEqualTo(Math.pow(4, -pass), within(1e-6));
        }
        assertThat(fast.passesTo(0.05)).isEqualTo(3);

        FinishedRun slow = watched(line.with("optimizer", "sgd(0.05)"));
        // 0.81²² = 0.0097 and 0.81²⁴ = 0.0064 are points: the line between them is 0.0080 after 23.
        assertThat(slow.passesTo(0.0085)).isEqualTo(23);
        assertThat(slow.passesTo(0.0079)).isEqualTo(24);
    }

    @Test
    void ofManyRows_someAreReadEvenlySpaced() {
        Rows counted = Rows.of(new float[][] {{0}, {1}, {2}, {3}, {4}, {5}, {6}});
        Dataset all = Dataset.of(counted, counted);
        assertThat(LossWatch.some(all, 7)).isSameAs(all);
        assertThat(LossWatch.some(all, 3).input().toArray()).containsExactly(0, 2, 4);
    }

    @Test
    void storedRunWithoutACurve_isMadeAgainOnlyForOne(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("runs.jsonl");
        Settings one = MOONS.with("epochs", "1");
        runner(one, RunLog.create(file)).run(List.of(one));
        assertThat(Files.readString(file)).doesNotContain("curve");
        FinishedRun made =
                runner(one, RunLog.resume(file)).runWithCurves(List.of(one)).getFirst();
        assertThat(Objects.requireNonNull(made).curve()).isNotNull();
        assertThat(Files.readAllLines(file)).hasSize(2);
        RunLog resumed = RunLog.resume(file);
        assertThat(resumed.size()).isEqualTo(1);
        assertThat(runner(one, resumed).run(List.of(one))).containsExactly(made);
        assertThat(Files.readAllLines(file)).as("what has a curve serves both").hasSize(2);
    }

    @Test
    void ensembles_haveAnEmptyCurve() {
        assertThat(curve(MOONS.with("layers", "").with("net", "linear")))
                .isEqualTo(new LossCurve(List.of(), List.of()));
    }
}
