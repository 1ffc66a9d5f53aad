package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.Sequential;
import gradus.layers.Layers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is done with a model that was saved: evaluate, predict, summary.
class TrainedModelCommandsTest {
    @TempDir
    private Path folder = Path.of("");

    private Ran train(String line) {
        Object[] arguments = ("train " + line + " --epochs 4 --test 0 --validation 0 --quiet --json --out").split(" ");
        Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1, Object[].class);
        all[arguments.length] = folder.resolve("run");
        Ran ran = Ran.of(all);
        assertThat(ran.err()).isEmpty();
        return ran;
    }

    private Path model() {
        return Ran.model(folder.resolve("run"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        iris     |
        circle   |
        diabetes |
        diabetes | --bins 10
        auto_mpg | --bins 8 --quantile-bins
        diabetes | --loss rmse --optimizer nesterov_momentum(0.01)
        penguins | --optimizer lion(0.001)
        hills    | --scaling none
        """)
    void evaluate_givesWhatTrainingGave(String data, @org.jspecify.annotations.Nullable String options) {
        Ran trained = train(options == null ? data : data + " " + options);
        Ran judged = Ran.of("evaluate", model(), data, "--json");
        assertThat(judged.err()).isEmpty();
        assertThat(judged.json().get("metrics")).isEqualTo(trained.json().get("metrics"));
    }

    @Test
    void predict_writesOutputsAndLabels() throws Exception {
        train("iris");
        Path answers = folder.resolve("my answers.csv");
        Ran ran = Ran.of("predict", model(), "iris", "--out", answers);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("150 predictions written to ");
        List<String> lines = Files.readAllLines(answers);
        assertThat(lines).hasSize(151);
        assertThat(lines.getFirst()).isEqualTo("p(setosa),p(versicolor),p(virginica),species");
        for (String line : lines.subList(1, 151)) {
            String[] fields = line.split(",", -1);
            double sum = Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]) + Double.parseDouble(fields[2]);
            assertThat(sum).isBetween(0.9999, 1.0001);
            assertThat(fields[3]).isIn("setosa", "versicolor", "virginica");
        }
        assertThat(Ran.of("predict", model(), "iris").out().lines()).containsExactlyElementsOf(lines);
    }

    @Test
    void predict_doesNotNeedTheTarget() throws Exception {
        train("plane");
        Path points = Files.writeString(folder.resolve("points.csv"), "x2,x1\n1,2\n3,4\n");
        Ran ran = Ran.of("predict", model(), points);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).hasSize(3).first().isEqualTo("value");
        assertThat(ran.out().lines().skip(1))
                .allSatisfy(line -> assertThat(line).containsPattern("^-?[0-9.E-]+$"));
        Ran missing = Ran.of("evaluate", model(), points);
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("has no column \"value\", which the model predicts");
        Files.writeString(points, "x1\n1\n");
        assertThat(Ran.of("predict", model(), points).err()).contains("\"x2\"");
    }

    @Test
    void predict_ofAModelThatKnowsNoColumns_takesATableOfItsInputs() throws Exception {
        Path file = folder.resolve("foreign.keras");
        Model foreign = Sequential.of(Layers.input(2), Layers.dense(1)).seed(3);
        foreign.save(file);
        Path rows = Files.writeString(folder.resolve("rows.csv"), "a,b\n1,2\n3,4\n");
        float[][] expected = foreign.predict(new float[][] {{1, 2}, {3, 4}});

        Ran ran = Ran.of("predict", file, rows);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo("p0\n" + expected[0][0] + "\n" + expected[1][0] + "\n");

        Path wide = Files.writeString(folder.resolve("wide.csv"), "a,b,c\n1,2,3\n3,4,5\n");
        assertThat(Ran.of("predict", file, wide).err())
                .contains("the model takes 2 numbers, and ", "wide.csv has 3 columns: a, b, c. Name those", "--inputs");
        assertThat(Ran.of("predict", file, wide, "--drop", "c").out()).isEqualTo(ran.out());
        assertThat(Ran.of("predict", file, wide, "--inputs", "a,b").out()).isEqualTo(ran.out());
        Path bare = Files.writeString(folder.resolve("bare.csv"), "1,2\n3,4\n");
        assertThat(Ran.of("predict", file, bare).out()).isEqualTo(ran.out());
        assertThat(Ran.of("predict", file, bare, "--no-header").out()).isEqualTo(ran.out());
        Path one = Files.writeString(folder.resolve("one.csv"), "0,1\n1,2\n");
        assertThat(Ran.of("predict", file, one).out()).isEqualTo("p0\n" + expected[0][0] + "\n");
        Path narrow = Files.writeString(folder.resolve("narrow.csv"), "a\n1\n");
        assertThat(Ran.of("predict", file, narrow).err())
                .contains("the model takes 2 numbers, and ", "narrow.csv has 1 column: a")
                .doesNotContain("--");
        Path words = Files.writeString(folder.resolve("words.csv"), "a,b\n1,x\n3,4\n");
        assertThat(Ran.of("predict", file, words).err()).contains("words.csv line 2: column \"b\" must be a number");
    }

    /// Blocks are written as they come; a file is complete or not there.
    @Test
    void predict_ofALongFile_showsWhatIsBeforeAFault() throws Exception {
        train("plane --missing error");
        Path points = Files.writeString(folder.resolve("points.csv"), "x1,x2\n" + "1,2\n".repeat(5000) + "x,2\n");
        Ran ran = Ran.of("predict", model(), points);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("points.csv line 5002: column \"x1\" must be a number");
        assertThat(ran.out().lines()).hasSize(1 + 4096).first().isEqualTo("value");
        assertThat(ran.out().lines().skip(1).distinct()).hasSize(1);
        Path out = folder.resolve("out.csv");
        assertThat(Ran.of("predict", model(), points, "--out", out).code()).isEqualTo(1);
        assertThat(out).doesNotExist();
    }

    /// Rows without target are left out, even if there are blocks of nothing else.
    @Test
    void evaluate_ofALongFile_leavesOutRowsWithoutTarget() throws Exception {
        train("plane --missing drop");
        Path file = Files.writeString(
                folder.resolve("points.csv"), "x1,x2,value\n" + "1,2,\n".repeat(9000) + "1,2,3\n3,4,5\n,4,5\n");
        Ran ran = Ran.of("evaluate", model(), file, "--json");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.json().get("rows")).isEqualTo(2);
        Files.writeString(file, "x1,x2,value\n1,2,3\n3,4,5\n");
        assertThat(Ran.of("evaluate", model(), file, "--json").json()).isEqualTo(ran.json());
        Files.writeString(file, "x1,x2,value\n" + "1,,1\n".repeat(9000));
        assertThat(Ran.of("evaluate", model(), file).err()).contains("no row is complete");
    }

    /// A pipe can be read only once, and its delimiter is looked for first.
    @Test
    void predictAndEvaluate_readPipes() throws Exception {
        train("plane");
        String rows = "x1;x2;value\n" + "1;2;3\n3;4;5\n".repeat(3000);
        Path file = Files.writeString(folder.resolve("points.csv"), rows);
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (String command : List.of("predict", "evaluate")) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    Files.writeString(pipe, rows);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            Ran ran = Ran.of(command, model(), pipe);
            writer.join();
            assertThat(ran.err().lines()).singleElement().asString().startsWith("Note: fields are separated by");
            assertThat(ran.out()).isEqualTo(Ran.of(command, model(), file).out().replace("points.csv", "pipe"));
        }
    }

    @Test
    void predict_withoutAFolder_isSaid() {
        train("plane");
        Ran ran = Ran.of(
                "predict", model(), "plane", "--out", folder.resolve("none").resolve("a.csv"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("there is no folder " + folder.resolve("none"));
    }

    @Test
    void summary_showsLayersColumnsAndLabels() {
        Ran trained = train("iris");
        Ran ran = Ran.of("summary", model());
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("dense_2 (Dense)", "classification: one label of many")
                .contains("From: sepal_length, sepal_width, petal_length, petal_width")
                .contains("Predicts: species (setosa, versicolor, virginica)")
                .contains("" + trained.json().get("weights_sha256"));
    }

    /// The weights of a layer, as training changes them or not.
    private static List<float[]> weights(Model model, String layer) {
        return model.parameters().slices().stream()
                .filter(slice ->
                        model.graph().layers().get(slice.layer()).name().equals(layer))
                .map(slice -> java.util.Arrays.copyOfRange(
                        model.parameters().values(),
                        slice.offset(),
                        slice.offset() + slice.spec().shape().size()))
                .toList();
    }

    @Test
    void frozenLayers_keepTheirWeights_andAreFrozenInTheFile_untilTheyAreUnfrozen() {
        train("iris");
        Model first = Model.load(model());
        Ran frozen = Ran.of(
                "train",
                "iris",
                "--from",
                model(),
                "--epochs",
                2,
                "--freeze",
                "dense,dense_1",
                "--out",
                folder.resolve("f"));
        assertThat(frozen.err()).isEmpty();
        assertThat(frozen.out()).contains("Note: frozen layers: dense, dense_1\n");
        Model second = Model.load(Ran.model(folder.resolve("f")));
        for (String layer : List.of("dense", "dense_1")) {
            assertThat(weights(second, layer).toArray())
                    .isEqualTo(weights(first, layer).toArray());
        }
        assertThat(weights(second, "dense_2").getFirst())
                .isNotEqualTo(weights(first, "dense_2").getFirst());

        Ran onwards = Ran.of(
                "train",
                "iris",
                "--from",
                Ran.model(folder.resolve("f")),
                "--epochs",
                2,
                "--unfreeze",
                "*",
                "--freeze",
                "*_2",
                "--out",
                folder.resolve("u"));
        assertThat(onwards.err()).isEmpty();
        assertThat(onwards.out()).contains("Note: frozen layers: dense_2\n");
        Model third = Model.load(Ran.model(folder.resolve("u")));
        assertThat(weights(third, "dense").getFirst())
                .isNotEqualTo(weights(second, "dense").getFirst());
        assertThat(weights(third, "dense_2").toArray())
                .isEqualTo(weights(second, "dense_2").toArray());
    }

    @Test
    void frozenLayers_mustBeThoseOfAModel() {
        train("iris");
        Ran unknown = Ran.of("train", "iris", "--from", model(), "--freeze", "encoder");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err())
                .contains("no layer is named \"encoder\"; there are ")
                .contains("dense_2");
        Ran fresh = Ran.of("train", "iris", "--freeze", "dense");
        assertThat(fresh.code()).isEqualTo(2);
        assertThat(fresh.err())
                .contains("layers of a new network cannot be frozen, because it would keep its random weights; give a"
                        + " model that is trained on");
    }
}
