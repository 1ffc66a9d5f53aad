package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.data.tables.Csv;
import gradus.data.tables.CsvOptions;
import gradus.experiment.Prediction;
import gradus.experiment.TablePredictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `train` builds for a table if nothing is chosen.
class EnsembleTest {
    private static final Path HOUSES = Path.of("../examples/houses.csv");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void table_isLearnedByAnEnsemble_besideALinearModel() throws IOException {
        Ran ran = Ran.of("train", HOUSES, "--target", "price", "--budget", "1s", "--out", folder);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .containsPattern(
                        "Network: the mean of \\d networks by the recipe of RealMLP for \\d+ epochs, each trained without another"
                                + " part of the 192 rows, by the budget of 1s")
                .contains("100%", "out of fold", "linear model", "always the mean");
        Model model = Model.load(Ran.model(folder));
        assertThat(model.summary()).contains("encoding", "member_1", "mean", "target_units");
        Ran predicted = Ran.of("predict", Ran.model(folder), HOUSES);
        assertThat(predicted.code()).isZero();
        assertThat(predicted.out().lines()).hasSize(241).first().isEqualTo("price");
        Ran intervals = Ran.of("predict", Ran.model(folder), HOUSES, "--intervals", 0.9);
        assertThat(intervals.code()).isZero();
        List<String[]> lines =
                intervals.out().lines().map(line -> line.split(",", -1)).toList();
        assertThat(lines.getFirst()).containsExactly("price", "low", "high");
        for (String[] line : lines.subList(1, lines.size())) {
            double value = Double.parseDouble(line[0]);
            assertThat(value - Double.parseDouble(line[1]))
                    .isPositive()
                    .isCloseTo(Double.parseDouble(line[2]) - value, within(1.0));
        }
        Ran evaluated = Ran.of("evaluate", Ran.model(folder), HOUSES);
        assertThat(evaluated.code()).isZero();
        assertThat(evaluated.out()).contains("r2_score", "pinball_loss_q10", "share_below_q90");
        assertQuantilesAndChanges();
    }

    private void assertQuantilesAndChanges() throws IOException {
        Ran ran = Ran.of("predict", Ran.model(folder), HOUSES, "--quantiles", "0.1,0.5,0.925");
        assertThat(ran.err()).isEmpty();
        List<String[]> lines =
                ran.out().lines().map(line -> line.split(",", -1)).toList();
        assertThat(lines.getFirst()).containsExactly("price", "price_q10", "price_q50", "price_q92.5");
        Map<String, Object> first = new LinkedHashMap<>();
        Csv.read(HOUSES, new CsvOptions()).columns().forEach(column -> first.put(column.name(), column.text(0)));
        Prediction price = TablePredictor.load(Ran.model(folder)).predict(first);
        assertThat(price.quantile(0.1)).isCloseTo(Double.parseDouble(lines.get(1)[1]), within(1.0));
        for (String[] line : lines.subList(1, lines.size())) {
            assertThat(Double.parseDouble(line[1])).isLessThan(Double.parseDouble(line[2]));
            assertThat(Double.parseDouble(line[2])).isLessThan(Double.parseDouble(line[3]));
        }
        Ran changes = Ran.of("predict", Ran.model(folder), HOUSES, "--changes", 2, "--keep", "town", "--past", 300_000);
        assertThat(changes.err()).isEmpty();
        assertThat(changes.out().lines()).hasSize(241).first().isEqualTo("price,change 1,change 2");
        assertThat(changes.out()).contains(" instead of ", " would give ").doesNotContain("town ");
        assertThat(Ran.of("predict", Ran.model(folder), HOUSES, "--keep", "town")
                        .err())
                .startsWith("gradus: --past and --keep say which changes are looked for");
        Ran judged = Ran.of("evaluate", Ran.model(folder), HOUSES, "--quantiles", "0.25");
        assertThat(judged.out()).contains("pinball_loss_q25", "share_below_q25").doesNotContain("q10");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("Quantiles", "pinball loss", "what would change the answer");
        Ran beyond = Ran.of("predict", Ran.model(folder), HOUSES, "--quantiles", "0.001");
        assertThat(beyond.code()).isEqualTo(2);
        assertThat(beyond.err()).contains("quantiles of this model must be from 0.0", " got 0.001; for others");
    }

    @Test
    void otherRecipes_areChosenByName() {
        Ran tabM = Ran.of("train", HOUSES, "--target", "price", "--net", "tabm", "--budget", "1s", "--out", folder);
        assertThat(tabM.err()).isEmpty();
        assertThat(tabM.out()).contains("networks by the recipe of TabM", "out of fold", "linear model");
        assertThat(Model.load(Ran.model(folder)).summary()).contains("factors", "heads", "mean_of_members");
        Ran linear = Ran.of("train", HOUSES, "--target", "price", "--net", "linear");
        assertThat(linear.err()).isEmpty();
        assertThat(linear.out()).contains("the mean of 5 linear models", "out of fold");
    }

    @Test
    void intervals_needErrorsOnRowsThatWereNotSeen() {
        assertThat(Ran.of("train", HOUSES, "--target", "price", "--epochs", 1, "--test", 0.05, "--out", folder)
                        .code())
                .isZero();
        Ran ran = Ran.of("predict", Ran.model(folder), HOUSES, "--intervals", 0.9);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("gradus: --intervals needs a model that train made for one number of a table");
        assertThat(Ran.of("predict", Ran.model(folder), HOUSES, "--quantiles", 0.9)
                        .err())
                .startsWith("gradus: --quantiles needs a model that train made for numbers of a table");
        assertThat(Ran.of("predict", Ran.model(folder), HOUSES, "--changes", 1).err())
                .startsWith("gradus: --changes needs a number that an answer has to pass, as in --past 100");
        assertThat(Ran.of("predict", Ran.model(folder), HOUSES, "--changes", 1, "--past", "dear")
                        .err())
                .startsWith("gradus: '--past' must be a number, got \"dear\"");
    }

    @Test
    void threads_changeNoBit() {
        assertThat(hash("--threads", 1)).isEqualTo(hash("--threads", 3)).isNotEqualTo(hash("--seed", 2));
    }

    private static Object hash(Object... options) {
        Object[] all = new Object[options.length + 8];
        System.arraycopy(
                new Object[] {"train", HOUSES, "--target", "price", "--budget", "1s", "--quiet", "--json"},
                0,
                all,
                0,
                8);
        System.arraycopy(options, 0, all, 8, options.length);
        return String.valueOf(Ran.of(all).json().get("weights_sha256"));
    }

    @Test
    void whatIsChosen_makesAPlainNetwork() {
        for (String chosen : List.of(
                "--net mlp",
                "--layers dense(4)",
                "--optimizer sgd(0.1)",
                "--batch 60",
                "--epochs 2",
                "--tensorboard " + folder.resolve("events"),
                "--checkpoint " + folder.resolve("checkpoints"))) {
            String[] option = chosen.split(" ", 2);
            Ran ran = Ran.of("train", "iris", option[0], option[1]);
            assertThat(ran.code()).as(chosen).isZero();
            assertThat(ran.out()).as(chosen).contains("Epoch 1/").doesNotContain("RealMLP");
            if (chosen.startsWith("--layers")) {
                assertThat(ran.out())
                        .contains("Network: one plain network, because an ensemble would choose layers itself.");
            }
        }
    }

    /// A house of which some rows are left out would be known by the others.
    @Test
    void groups_areLeftOutAsAWhole() {
        Ran ran = Ran.of("train", HOUSES, "--target", "price", "--group", "year", "--budget", "1s");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .containsPattern(
                        "the mean of \\d networks by the recipe of RealMLP for \\d+ epochs, each trained without another part of"
                                + " the \\d+ rows with whole groups of \"year\"")
                .contains("Note: column \"year\" groups the rows and is not used as an input")
                .contains("out of fold", "linear model");
    }

    /// The past is not judged by what was learned from the future.
    @Test
    void lastRowsInTime_areLeftOutByAllMembers() {
        Ran ran = Ran.of("train", HOUSES, "--target", "price", "--time", "year", "--budget", "1s");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .containsPattern(
                        "the mean of \\d networks by the recipe of RealMLP for \\d+ epochs, each trained without the last 38 of"
                                + " the 192 rows by \"year\"")
                .contains("out of fold", "linear model");
    }

    /// In the order of the file, the last rows would be no later than the others.
    @Test
    void rowsOfOneTime_areLeftOutAtRandom() throws IOException {
        Path table = folder.resolve("one-day.csv");
        List<String> lines = Files.readAllLines(HOUSES);
        List<String> dated = new ArrayList<>(List.of(lines.getFirst() + ",day"));
        lines.stream().skip(1).forEach(line -> dated.add(line + ",7"));
        Files.write(table, dated);
        Ran ran = Ran.of("train", table, "--target", "price", "--time", "day", "--test", HOUSES, "--budget", "1s");
        assertThat(ran.out())
                .containsPattern(
                        "each trained without another part of the \\d+ rows, at random, because all have the same"
                                + " \"day\"");
    }

    @Test
    void oneGroup_cannotBeLeftOut() {
        Ran ran = Ran.of("train", HOUSES, "--target", "price", "--group", "town", "--test", 0.5, "--net", "realmlp");
        assertThat(ran.err())
                .isEqualTo(
                        "gradus: the networks of an ensemble leave out whole groups, and all 82 training rows are one"
                                + " group of \"town\"; choose another column of groups, or net mlp\n");
    }

    @Test
    void severalNumbers_areLearnedByAnEnsemble() {
        Ran ran = Ran.of("train", HOUSES, "--target", "price,area", "--budget", "1s");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("RealMLP", "out of fold", "linear model");
    }

    @Test
    void recipe_takesNothingThatItChoosesItself() {
        Ran ran = Ran.of("train", "iris", "--net", "realmlp", "--layers", "dense(4)", "--batch", 8);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .isEqualTo("gradus: net realmlp chooses layers, batch itself, so it cannot be given; leave it out, or"
                        + " choose net mlp\n");
        assertThat(Ran.of("train", "iris", "--net", "realmlp", "--checkpoint", folder)
                        .err())
                .isEqualTo("gradus: an ensemble of networks keeps no checkpoints; choose net mlp for them\n");
        assertThat(Ran.of("train", "iris", "--net", "realmlp", "--tensorboard", folder)
                        .err())
                .isEqualTo("gradus: --tensorboard follows one network, and there are 5; choose --net mlp\n");
        assertThat(Ran.of("train", "iris", "--budget", "3epochs").err())
                .contains("a budget must be a time, such as 10s, 2min or 1h, got \"3epochs\"");
        assertThat(Ran.of("train", "iris", "--budget", "soon").err())
                .isEqualTo("gradus: a budget must be a time, such as 10s, 2min or 1h, got \"soon\"\n");
    }
}
