package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Chance;
import gradus.experiment.FinishedRun;
import gradus.experiment.Settings;
import gradus.experiment.statistics.VarianceComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final Settings MOONS = Settings.of("moons(samples=100,noise=0.3)")
            .with("epochs", "4")
            .with("patience", "0")
            .with("batch", "8")
            .with("layers", "dense(8, relu) dropout(0.3)");

    private static Runner runner(Settings settings, int threads) {
        return new Runner(
                settings.data().source(), new CsvOptions(), RunLog.inMemory(), threads, (done, total, run) -> {});
    }

    @Test
    void onlyWhatIsNamed_isDrawnAnew() {
        Runner runner = runner(MOONS, 1);
        Beginning base = Beginning.of(runner.experiment(MOONS));
        for (Chance chance : Chance.values()) {
            Pairing pairing = Pairing.of(base, Beginning.of(runner.experiment(MOONS.redraw(chance, 77))));
            assertThat(pairing.rows()).as("rows, %s", chance).isEqualTo(chance != Chance.SPLIT);
            assertThat(pairing.sameWeights()).as("weights, %s", chance).isEqualTo(chance != Chance.WEIGHTS);
        }
    }

    @Test
    void eachThing_changesARun_andOrderAndNoiseAreNotOne() {
        List<Settings> settings = List.of(
                MOONS,
                MOONS.redraw(Chance.WEIGHTS, 77),
                MOONS.redraw(Chance.ORDER, 77),
                MOONS.redraw(Chance.NOISE, 77),
                MOONS.seed(77));
        assertThat(weights(settings)).doesNotHaveDuplicates();
        Settings still = MOONS.with("layers", "dense(8, relu)");
        List<String> without = weights(List.of(
                still, still.redraw(Chance.NOISE, 77), still.redraw(Chance.ORDER, 77), still.redraw(Chance.ORDER, 0)));
        assertThat(without.get(1)).as("nothing drops").isEqualTo(without.get(0));
        assertThat(without.get(2)).isNotEqualTo(without.get(0));
        assertThat(without.get(3)).as("the same seed").isEqualTo(without.get(0));
    }

    private static List<String> weights(List<Settings> settings) {
        return runner(MOONS, 2).run(settings).stream()
                .map(run -> Objects.requireNonNull(Objects.requireNonNull(run).weightsSha256()))
                .toList();
    }

    @Test
    void theSpread_isSplit_andIsTheSameOnAnyNumberOfThreads() {
        Settings still = MOONS.with("layers", "dense(8, relu)");
        Spread.Result result = Objects.requireNonNull(new Spread(still, 4, "loss").run(runner(still, 2)));
        assertThat(result).isEqualTo(new Spread(still, 4, "loss").run(runner(still, 1)));
        assertThat(result.runs()).isEqualTo(20);
        assertThat(result.measure()).isEqualTo("test loss");
        assertThat(result.parts()).containsOnlyKeys(Chance.values());
        assertThat(result.all().degrees()).isEqualTo(3);
        assertThat(Objects.requireNonNull(result.parts().get(Chance.NOISE)).deviation())
                .isZero();
        assertThat(result.share(Chance.SPLIT)).isPositive();
        assertThat(result.sentences()).contains("Drawing anew changes nothing here: dropout and noise.");
        List<FinishedRun> runs = runner(still, 1).run(List.of(still, still.redraw(Chance.SPLIT, 2_000_000))).stream()
                .map(Objects::requireNonNull)
                .toList();
        assertThat(runs.getFirst().measure("test_loss"))
                .isNotEqualTo(runs.getLast().measure("test_loss"));
    }

    @Test
    void shares_needNotAddUp_whichIsSaidOfSmallAndOfLargeSums() {
        assertThat(sentences(0.1, 0.1)).contains("need not add up to 100% (here: 50%): ");
        assertThat(sentences(0.2, 0.1)).contains("need not add up to 100% (here: 125%): ");
        assertThat(sentences(0, 0)).contains("need not add up to 100% (here: 0%): ");
    }

    private static String sentences(double split, double weights) {
        Map<Chance, VarianceComponent> parts = new LinkedHashMap<>();
        parts.put(Chance.SPLIT, new VarianceComponent(split, 0, 1, 8));
        parts.put(Chance.WEIGHTS, new VarianceComponent(weights, 0, 1, 8));
        VarianceComponent all = new VarianceComponent(0.2, 0, 1, 7);
        return String.join(" ", new Spread.Result("moons", "test loss", 8, 24, all, parts).sentences());
    }

    @Test
    void whatCannotBeSplit_isRefused() {
        assertThatThrownBy(() -> new Spread(MOONS, 1, null)).hasMessageContaining("at least 2 seeds");
        Settings ensemble = Settings.of("wine").with("net", "linear");
        assertThatThrownBy(() -> new Spread(ensemble, 2, null).run(runner(ensemble, 1)))
                .hasMessageContaining("an ensemble draws everything by one seed");
    }
}
