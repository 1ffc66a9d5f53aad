package gradus.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Settings;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.comparisons.Runner;
import gradus.math.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final Settings MOONS =
            Settings.of("moons(samples=120)").with("epochs", "9").with("patience", "0");

    private static Search search(Search.Method method, int trials, String... space) {
        return new Search(MOONS, Arrays.stream(space).map(Parameter::parse).toList(), trials, method, 2);
    }

    private static Runner runner(RunLog store) {
        return new Runner(MOONS.data().source(), new CsvOptions(), store, 2, (done, total, run) -> {});
    }

    @Test
    void parameter_isReadAsRangeOrChoices() {
        Parameter rate = Parameter.parse("learning_rate=0.0001..0.1");
        assertThat(rate.log()).isTrue();
        assertThat(rate.whole()).isFalse();
        assertThat(rate.place("0.1")).isEqualTo(1);
        Parameter width = Parameter.parse("width=16..256");
        assertThat(width.whole()).isTrue();
        assertThat(Parameter.parse("activation=relu,tanh").choices()).containsExactly("relu", "tanh");
        assertThat(Parameter.parse(rate.toString())).isEqualTo(rate);
        assertThat(Parameter.parse(width.toString())).isEqualTo(width);
        assertThatThrownBy(() -> Parameter.parse("width=9..3")).hasMessageContaining("must grow");
        assertThatThrownBy(() -> Parameter.parse("width=a..b")).hasMessageContaining("must be two numbers");
    }

    @Test
    void ofTrialsWithEqualScores_theOneWithTheSmallerLossIsTheBest() {
        SearchResult result = search(Search.Method.RANDOM, 16, "width=2..16", "learning_rate=0.01..0.3")
                .run(runner(RunLog.inMemory()));
        Trial best = Objects.requireNonNull(result.best());
        List<Trial> ties = result.trials().stream()
                .filter(trial -> trial.score() == best.score())
                .toList();
        assertThat(ties)
                .hasSizeGreaterThan(1)
                .allSatisfy(tie -> assertThat(loss(tie)).isGreaterThanOrEqualTo(loss(best)));
        assertThat(ties.getFirst()).as("not simply the first").isNotEqualTo(best);
    }

    private static double loss(Trial trial) {
        return trial.rungs().getLast().run().measure("val_loss");
    }

    @Test
    void withoutValidationRows_itIsSaidWhatTrialsWereChosenBy() {
        Settings all = MOONS.with("validation", "0");
        Search search = new Search(all, List.of(Parameter.parse("width=2..16")), 2, Search.Method.RANDOM, 1);
        Runner runner =
                new Runner(all.data().source(), new CsvOptions(), RunLog.inMemory(), 2, (done, total, run) -> {});
        assertThat(search.run(runner).sentences())
                .anySatisfy(sentence -> assertThat(sentence).startsWith("Without validation rows, trials were ranked"));
    }

    @Test
    void values_fillTheRangeAndStayInIt() {
        RandomStream random = RandomStream.of(1);
        Parameter depth = Parameter.parse("depth=1..4");
        int[] counts = new int[5];
        for (int i = 0; i < 400; i++) {
            counts[Integer.parseInt(depth.draw(random))]++;
            double rate = Double.parseDouble(Parameter.parse("rate=0.001..1.5").draw(random));
            assertThat(rate).isBetween(0.001, 1.5);
        }
        assertThat(counts[0]).isZero();
        assertThat(Arrays.stream(counts).skip(1).min().orElse(0)).isGreaterThan(70);
    }

    @Test
    void halving_givesTheBetterThirdMoreEpochs() {
        SearchResult result =
                search(Search.Method.HALVING, 9, "learning_rate=0.0001..0.1").run(runner(RunLog.inMemory()));
        assertThat(result.trials()).hasSize(9);
        assertThat(result.trials().stream().map(Trial::epochs).sorted().toList())
                .containsExactly(1, 1, 1, 1, 1, 1, 3, 3, 9);
        Trial best = Objects.requireNonNull(result.best());
        assertThat(best.epochs()).isEqualTo(9);
        var judged = Objects.requireNonNull(result.judged());
        assertThat(judged.levels()).hasSize(2);
        assertThat(judged.levels().get(1).runs().getFirst().seed()).isEqualTo(1);
        assertThat(judged.levels().get(1).interval()).isNotNull();
    }

    @Test
    void hyperband_beginsWithFewAndWithManyEpochs() {
        SearchResult result =
                search(Search.Method.HYPERBAND, 12, "learning_rate=0.0001..0.1").run(runner(RunLog.inMemory()));
        assertThat(result.trials().stream()
                        .map(trial -> trial.rungs().getFirst().epochs())
                        .distinct()
                        .sorted()
                        .toList())
                .containsExactly(1, 3, 9);
    }

    @Test
    void tpe_drawsWhereEarlierTrialsWereGood_andGivesTheBetterThirdMoreEpochs() {
        SearchResult result = search(Search.Method.TPE, 30, "learning_rate=0.000001..1", "dropout=0..0.9")
                .run(runner(RunLog.inMemory()));
        assertThat(result.trials()).hasSize(30);
        assertThat(result.trials().stream().map(Trial::number).toList())
                .isEqualTo(java.util.stream.IntStream.range(0, 30).boxed().toList());
        assertThat(result.trials().stream().filter(trial -> trial.epochs() == 9).count())
                .isEqualTo(3);
        assertThat(Objects.requireNonNull(result.best()).epochs()).isEqualTo(9);
        double first = mean(result.trials().subList(0, 10));
        double last = mean(result.trials().subList(20, 30));
        assertThat(last)
                .as("of the first ten, which are drawn at random: %s", first)
                .isGreaterThan(first + 0.02);
    }

    /// The mean score after the first rung.
    private static double mean(List<Trial> trials) {
        return trials.stream()
                .mapToDouble(trial -> trial.rungs().getFirst().score())
                .average()
                .orElseThrow();
    }

    @Test
    void tpe_hasTheSameResultOnAnyNumberOfThreads_andEndsWithATrialOfAllEpochs() {
        Search search = search(Search.Method.TPE, 5, "learning_rate=0.001..1", "momentum=0,0.9");
        Settings sgd = MOONS.with("optimizer", "sgd");
        Search own = new Search(sgd, search.space(), 17, Search.Method.TPE, 1);
        List<SearchResult> results = new java.util.ArrayList<>();
        for (int threads : new int[] {1, 3}) {
            results.add(own.run(new Runner(
                    sgd.data().source(), new CsvOptions(), RunLog.inMemory(), threads, (done, total, run) -> {})));
        }
        assertThat(results.getFirst().trials().stream().map(Trial::choices).toList())
                .isEqualTo(
                        results.getLast().trials().stream().map(Trial::choices).toList());
        SearchResult few = new Search(sgd, search.space(), 2, Search.Method.TPE, 1).run(runner(RunLog.inMemory()));
        assertThat(Objects.requireNonNull(few.best()).epochs()).isEqualTo(9);
    }

    @Test
    void brokenAndDivergedTrials_areRecordedAndStopNothing() {
        SearchResult result = search(
                        Search.Method.RANDOM, 10, "optimizer=sgd,adam", "momentum=0,0.9", "learning_rate=0.01,1e30")
                .run(runner(RunLog.inMemory()));
        assertThat(result.trials()).hasSize(10);
        assertThat(result.broken()).isPositive();
        assertThat(result.diverged()).isPositive();
        assertThat(result.trials()).anyMatch(trial -> trial.state().contains("has no argument \"momentum\""));
        assertThat(result.best()).isNotNull();
        assertThat(result.importance().get("learning_rate")).isGreaterThan(0.3);
        assertThatThrownBy(() ->
                        search(Search.Method.RANDOM, 2, "momentum=0.1,0.9").run(runner(RunLog.inMemory())))
                .hasMessageContaining("no trial came to its end");
    }

    @Test
    void search_goesOnWithoutMakingARunTwice_andWritesItsReport(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("runs.jsonl");
        Search search = search(Search.Method.HALVING, 6, "learning_rate=0.0001..0.1", "activation=relu,tanh");
        SearchResult whole = search.run(runner(RunLog.create(file)));
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 4));
        int[] made = {0};
        SearchResult again = search.run(new Runner(
                MOONS.data().source(), new CsvOptions(), RunLog.resume(file), 1, (done, total, run) -> made[0]++));
        assertThat(made[0]).isEqualTo(lines.size() - 4);
        assertThat(again.trials().stream().map(Trial::score).toList())
                .isEqualTo(whole.trials().stream().map(Trial::score).toList());
        assertThat(SearchFiles.write(again, folder, "gradus tune moons", 2))
                .containsExactly("search.html", "search.json", "trials.csv");
        assertThat(Files.readString(folder.resolve("search.html")))
                .contains("History", "thick one is the best", "On 2 other seeds", "learning_rate")
                .doesNotContain("<script", "https:", "NaN", "null");
        assertThat(Files.readAllLines(folder.resolve("trials.csv"))).hasSize(7);
    }
}
