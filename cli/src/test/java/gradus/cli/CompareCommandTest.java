package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    @Test
    void compare_answersAndKeepsAReport(@TempDir Path folder) {
        String directory = folder.resolve("run").toString();
        String[] command = {
            "compare",
            "moons(samples=100)",
            "--vary",
            "learning_rate=0.01,0.0001",
            "--seeds",
            "2",
            "--epochs",
            "2",
            "--out",
            directory,
            "--json"
        };
        assertThat(run(command)).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("fixed: all else equal", "learning_rate=0.0001 against learning_rate=0.01")
                .contains("undecided with ", "Saved to", "\"p_holm\":");
        assertThat(err.toString()).contains("4 of 4 runs");
        assertThat(folder.resolve("run/report.html")).exists();
        assertThat(run(command)).isEqualTo(1);
        assertThat(err.toString()).contains("go on with --resume");
        command[5] = "3";
        String[] resumed = java.util.Arrays.copyOf(command, command.length + 1);
        resumed[command.length] = "--resume";
        assertThat(run(resumed)).isZero();
        assertThat(err.toString()).contains("2 of 2 runs");
    }

    @Test
    void factorialDesign_saysWhatChoicesDoAloneAndTogether_andAblationSharesItsRuns(@TempDir Path folder)
            throws IOException {
        String directory = folder.resolve("run").toString();
        String[] command = {
            "compare",
            "moons(samples=100)",
            "--vary",
            "dropout=0,0.3",
            "--vary",
            "width=4,8",
            "--seeds",
            "2",
            "--epochs",
            "2",
            "--design",
            "factorial",
            "--out",
            directory,
            "--resume",
            "--json"
        };
        assertThat(run(command)).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("Factorial: every combination was run.", "dropout=0.3 against dropout=0 (mean over width): ")
                .contains("dropout=0.3 with width=8 against the sum of their effects: ")
                .contains("\"design\":\"factorial\"", "\"against\":\"the sum of their effects\"");
        assertThat(err.toString()).contains("8 of 8 runs");
        assertThat(Files.readString(folder.resolve("run/report.html"))).contains("darker is better", "fill-opacity");
        command[11] = "ablation";
        assertThat(run(command)).as(err.toString()).isZero();
        assertThat(err.toString()).doesNotContain("runs");
        assertThat(out.toString()).contains("width=4 put back against full: dropout=0.3, width=8: ");
        command[11] = "latin";
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString())
                .contains("'--design'", "must be one of baseline, factorial, ablation, got \"latin\"");
    }

    @Test
    void rowsThatAreVaried_sayWhetherMoreWouldHelp() {
        assertThat(run(
                        "compare",
                        "moons(samples=100)",
                        "--vary",
                        "rows=10,20,40,70",
                        "--seeds",
                        "3",
                        "--epochs",
                        "2",
                        "--json"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("rows=140, twice the most that was tried: by the law 1 - accuracy = ")
                .contains("\"learning_curve\":{\"size\":\"rows\"", "\"gain_of_twice\":");
        assertThat(run("train", "iris", "--net", "mlp", "--rows", "500")).isEqualTo(1);
        assertThat(err.toString()).contains("iris has 105 training rows, so at most as many can be used, got 500");
    }

    @Test
    void passesToALoss_areCountedWithinAnEpoch() {
        assertThat(run(
                        "compare",
                        "moons(samples=200)",
                        "--vary",
                        "learning_rate=0.01,0.1",
                        "--batch",
                        "4",
                        "--epochs",
                        "1",
                        "--seeds",
                        "3",
                        "--reach",
                        "0.5",
                        "--json"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("passes to val_loss 0.5");
        List<Double> passes = Pattern.compile("\"passes_to_target\":([0-9.]+)")
                .matcher(out.toString())
                .results()
                .map(found -> Double.valueOf(found.group(1)))
                .toList();
        assertThat(passes).hasSize(2).allMatch(count -> count >= 1 && count < 20, "less than an epoch of 35");
    }

    @Test
    void wrongUse_isSaidInOneSentence() {
        assertThat(run("compare", "moons", "--vary", "dropout=0.1")).isEqualTo(2);
        assertThat(err.toString()).contains("needs two levels");
        assertThat(run("compare", "moons", "--vary", "dropout=0,1", "--tune", "l2"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--tune l2 needs values to try");
        assertThat(run("compare", "moons", "--vary", "dropout=0,1", "--resume")).isEqualTo(2);
        assertThat(err.toString()).contains("--resume needs --out");
    }

    @Test
    void spread_saysWhereItComesFrom(@TempDir Path folder) {
        assertThat(run(
                        "compare",
                        "moons(samples=100)",
                        "--spread",
                        "--seeds",
                        "3",
                        "--epochs",
                        "3",
                        "--metric",
                        "loss",
                        "--json",
                        "--out",
                        folder.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("where the spread of the test loss comes from, 3 seeds, 15 runs", "only split", "\"share\":");
        assertThat(folder.resolve("spread.json")).exists();
        assertThat(run("compare", "moons")).isEqualTo(2);
        assertThat(err.toString())
                .contains("either --vary NAME=LEVEL,… or --spread")
                .doesNotContain("not both");
        assertThat(run("compare", "moons", "--spread", "--vary", "dropout=0,0.5"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("either --vary NAME=LEVEL,… or --spread, not both");
        assertThat(run("compare", "moons", "--spread", "--tune", "learning_rate"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--spread does not read --tune");
    }

    @Test
    void lrFind_suggestsARate_andDrawsIt(@TempDir Path folder) throws IOException {
        assertThat(run("lr-find", "moons", "--steps", "60", "--json", "--out", folder.toString()))
                .as(err.toString())
                .isZero();
        assertThat(Files.readString(folder.resolve("lr-find.html"))).contains("<svg ", "learning rate", "valley ");
        assertThat(folder.resolve("lr-find.csv")).exists();
        assertThat(out.toString()).contains("Suggested:", "← the lowest", "\"rate\":", "\"tried\":");
    }

    @Test
    void tune_reportsTheBestOnOtherSeeds(@TempDir Path folder) {
        assertThat(run(
                        "tune",
                        "moons(samples=100)",
                        "--trials",
                        "3",
                        "--method",
                        "tpe",
                        "--epochs",
                        "3",
                        "--seeds",
                        "2",
                        "--space",
                        "learning_rate=0.001..0.1",
                        "--out",
                        folder.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("3 trials", "On 2 other seeds", "best found");
        assertThat(folder.resolve("search.html")).exists();
    }
}
