package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimCommandTest {
    private static final Path EXPERIMENTS = Path.of("..", "experiments");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private static List<Path> claims() throws IOException {
        try (Stream<Path> files = Files.list(EXPERIMENTS)) {
            return files.filter(file -> file.toString().endsWith(".md") && !file.endsWith("README.md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    @Tag("long")
    void everyExperiment_stillRuns() throws IOException {
        assertThat(run("claim", "--quick", "--quiet", EXPERIMENTS.toString()))
                .as(err.toString())
                .isZero();

        assertThat(claims()).hasSizeGreaterThan(7);
        for (Path claim : claims()) {
            assertThat(out.toString())
                    .contains(Files.readAllLines(claim).getFirst().substring(2));
        }
        assertThat(out.toString()).contains("A trial only, not to be believed: ");
    }

    @Test
    void everyExperiment_hasItsResultAndNumbers() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "experiments.md"));
        for (Path claim : claims()) {
            String name = String.valueOf(claim.getFileName());
            assertThat(Files.readString(claim)).as(name).contains("\n## Result\n");
            assertThat(claim.resolveSibling(name.replace(".md", ".csv"))).isNotEmptyFile();
            assertThat(page).contains("(../experiments/" + name + ")");
        }
    }

    @Test
    void aResult_isWrittenIntoTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.copy(EXPERIMENTS.resolve("quadratic.md"), folder.resolve("quadratic.md"));
        String before = Files.readString(file);
        Files.writeString(file, before.substring(0, before.indexOf("\n## Result")));

        assertThat(run("claim", "--write", "--quiet", file.toString()))
                .as(err.toString())
                .isZero();

        assertThat(Files.readString(file)).contains("\n## Result\n| rule | seen | verdict |", "**reproduced**");
        assertThat(Files.readString(folder.resolve("quadratic.csv"))).contains("\"heavy ball\",factor,1,1,0.64");
    }

    @Test
    void runsThatWereKept_areNotMadeAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("small.md");
        Files.writeString(
                file,
                "# Small\n\n```sh\n./gradus compare \"moons(samples=60)\" --vary learning_rate=0.1,0.01 --epochs 1"
                        + " --seeds 2\n```\n```rules\nval_loss: learning_rate=0.1 beats learning_rate=0.01 by 0\n```\n");
        String kept = folder.resolve("runs").toString();

        assertThat(run("claim", "--runs", kept, file.toString()))
                .as(err.toString())
                .isZero();
        assertThat(err.toString()).contains("4 of 4 runs");
        assertThat(Files.readAllLines(folder.resolve("runs/small.jsonl")))
                .as("two sets of seeds")
                .hasSize(8);
        assertThat(out.toString()).contains("With both sets of seeds: ");
        err.getBuffer().setLength(0);
        assertThat(run("claim", "--runs", kept, file.toString())).isZero();

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void measure_printsATable() {
        assertThat(run("measure", "quadratic", "--condition", "9"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("factor", "gradient descent", "0.8");
        assertThat(run("measure", "luck")).isEqualTo(2);
        assertThat(err.toString()).contains("must be one of born-dead, quadratic, suggested-rates, random-labels");
    }

    @Test
    void aFamousEffect_isMeasuredAndDrawn(@TempDir Path folder) throws IOException {
        Path picture = folder.resolve("ensembles.svg");
        assertThat(run("measure", "ensembles", "--seeds", "1", "--picture", picture.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("one network", "5 networks", "test_ece");
        assertThat(err.toString()).contains("1 of 1 seed, ");
        assertThat(Files.readString(picture)).startsWith("<svg").contains("Test loss");
        assertThat(run("measure", "quadratic", "--picture", picture.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("quadratic does not read --picture; it reads --condition");
        assertThat(run("measure", "ensembles", "--networks", "5")).isEqualTo(2);
        assertThat(err.toString()).contains("ensembles does not read --networks; it reads --picture, --seed, --seeds");
        assertThat(run("measure", "ensembles", "--seeds", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("seeds must be at least 1, got 0");
        assertThat(run(
                        "measure",
                        "ensembles",
                        "--picture",
                        folder.resolve("no/picture.svg").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--picture must be a file that ends in .svg in a folder that is there");
    }

    @Test
    void wrongUse_isSaid(@TempDir Path folder) throws IOException {
        assertThat(run("claim", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("there is no claim in");
        Path file = folder.resolve("train.md");
        Files.writeString(file, "# T\n\n```sh\n./gradus train digits\n```\n```rules\na: b is at most 1\n```\n");
        assertThat(run("claim", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("must run compare or measure, which can be judged, got train");
        assertThat(run("claim", "--quick", "--write", file.toString())).isEqualTo(2);
        Files.writeString(
                file,
                "# T\n\n```sh\n./gradus compare digits --vary depth=1,2 --wary\n```\n```rules\na: b is at most 1\n```\n");
        assertThat(run("claim", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--wary");
    }

    @Test
    void whatARuleIsAbout_isCheckedBeforeRuns(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.md");
        String compare = "# T\n\n```sh\n./gradus compare moons --vary depth=1,2 --seeds %s\n```\n```rules\n%s\n```\n";
        Files.writeString(file, compare.formatted("8", "val_loss: depth=1 beats depth=3 by 0"));
        assertThat(run("claim", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("the rule \"val_loss: depth=1 beats depth=3 by 0\"", "no level is named \"depth=3\"")
                .doesNotContain("runs");
        Files.writeString(file, compare.formatted("1", "val_loss: depth=1 beats depth=2 by 0"));
        assertThat(run("claim", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("must have at least 2 seeds to be judged, got 1");
        Files.writeString(
                file,
                "# T\n\n```sh\n./gradus measure ensembles --seeds 2\n```\n```rules\nluck: 5 networks is at most 1\n```\n");
        assertThat(run("claim", "--jobs", "1", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("\"5 networks\" has no measure \"luck\"; it has ")
                .doesNotContain("2 of 2 seeds");
    }

    @Test
    void aTrial_saysNoVerdict() {
        assertThat(run(
                        "claim",
                        "--quick",
                        "--quiet",
                        EXPERIMENTS.resolve("dying-relu.md").toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("A trial only, not to be believed: ", " rules can be judged")
                .doesNotContain("reproduced", "not seen");
    }

    @Test
    void aFileThatIsNoClaim_isSaidInPlainWords() {
        assertThat(run("claim", EXPERIMENTS.resolve("README.md").toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "README.md is not a claim: it has no block ```sh. A claim is a file of Markdown with a title");
    }
}
