package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.Sequential;
import gradus.data.DataType;
import gradus.layers.Concatenate;
import gradus.layers.Dense;
import gradus.layers.Input;
import gradus.layers.Layers;
import gradus.layers.OutputMode;
import gradus.layers.StringLookup;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How columns become inputs and targets of a model whose file says nothing of columns.
class ForeignColumnsTest {
    @TempDir
    private Path folder = Path.of("");

    private Path two = Path.of("");

    /// A model with inputs of two and one numbers, and outputs of one and two.
    @BeforeEach
    void save() {
        two = folder.resolve("two.keras");
        Input left = new Input(gradus.data.Shape.of(2), "left");
        Input right = new Input(gradus.data.Shape.of(1), "right");
        var joined = new Concatenate().apply(left, right);
        Model model = Model.of(
                List.of(left, right),
                List.of(
                        new Dense(1).named("price").apply(joined),
                        new Dense(2).named("pair").apply(joined)));
        model.compile(
                new Sgd(0.01),
                List.of(new MeanSquaredError(), new MeanSquaredError()),
                List.of(1.0, 0.5),
                List.of(List.of(), List.of()));
        model.save(two);
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    @Test
    void severalInputs_takeColumnsOneAfterTheOther_orAsNamed() throws IOException {
        String expected = Ran.of("predict", two, csv("a,b,c\n1,2,3\n")).out();
        Ran other = Ran.of("predict", two, csv("c,x,b,a\n3,word,2,1\n"), "--inputs", "a,b,c");
        assertThat(other.out()).isEqualTo(expected);
        assertThat(other.err()).contains("p0 of price, p1…p2 of pair");
        Ran both = Ran.of("predict", two, csv("a,b,c\n1,2,3\n"), "--out", folder.resolve("p.csv"));
        assertThat(both.out()).contains("1 predictions written", "p0 of price, p1…p2 of pair");
        assertThat(Ran.of("predict", two, csv("a,b,y\n1,2,3\n"), "--target", "y")
                        .err())
                .contains("the model takes 3 numbers (left 2, right 1), and ", "t.csv has 2 columns left: a, b");
        assertThat(Ran.of("predict", two, csv("a,b,c\n1,2,3\n"), "--inputs", "a,b")
                        .err())
                .contains("the model takes 3 numbers (left 2, right 1), got 2 columns: a, b");
    }

    /// A model of Keras whose outputs are looked up by their index.
    @Test
    void outputsOfText_arePrintedAsText() throws IOException {
        Path file = Path.of("../keras/src/test/resources/inverse/inverse.keras");
        assertThat(Ran.of("predict", file, csv("a,b\n2,3\n1,17\n")).out())
                .isEqualTo("p0,p1,p2,p3\nFennside,\"Port Elms, upper\",-3.0,900.0\n[UNK],[UNK],12.0,-7.0\n");
        assertThat(Ran.of("predict", file, csv("a,b\n2,0.5\n")).err()).contains("0.5");
    }

    @Test
    void textWithinQuotes_keepsItsBlanks_asInKeras() throws IOException {
        Path file = folder.resolve("texts.keras");
        Input word = new Input(gradus.data.Shape.of(1), "word", DataType.STRING);
        StringLookup lookup = new StringLookup(List.of("a ", "a")).outputMode(OutputMode.ONE_HOT);
        Model.of(List.of(word), List.of(lookup.apply(word))).save(file);
        assertThat(Ran.of("predict", file, csv("w\n\"a \"\na \n\" a\"\n"), "--as", "w=category")
                        .out())
                .isEqualTo("p0,p1,p2\n0.0,1.0,0.0\n0.0,0.0,1.0\n1.0,0.0,0.0\n");
    }

    @Test
    void targets_areAskedFor() throws IOException {
        Path rows = csv("a,b,c,y,z1,z2,w\n1,2,3,1,1,1,1\n3,2,1,0,0,0,0\n");
        Ran none = Ran.of("evaluate", two, rows);
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err())
                .contains(
                        "which columns are the targets? The model takes 3 targets (price 1, pair 2). Name the columns")
                .contains("with --target. They are a, b, c, y, z1, z2, w");
        assertThat(Ran.of("evaluate", two, rows, "--target", "y").err())
                .contains("the model takes 3 targets (price 1, pair 2) a row, got 1: y");
        Ran weighted = Ran.of("evaluate", two, rows, "--target", "y,z1,z2", "--sample-weight", "w", "--json");
        assertThat(weighted.err()).isEmpty();
        Path first = csv("a,b,c,y,z1,z2\n1,2,3,1,1,1\n");
        Ran single = Ran.of("evaluate", two, first, "--target", "y,z1,z2", "--json");
        double half = loss(single) / 2;
        assertThat(loss(weighted)).isCloseTo(half, org.assertj.core.api.Assertions.within(1e-6 * Math.abs(half)));
    }

    @Test
    void aModelThatKnowsItsColumns_takesThemWithoutAHeader_andIgnoresOthers() throws IOException {
        Path run = folder.resolve("run");
        Ran.of("train", "plane", "--epochs", 1, "--quiet", "--out", run);
        String expected = Ran.of("predict", Ran.model(run), csv("x1,x2\n1,2\n")).out();
        assertThat(expected).startsWith("value\n");
        assertThat(Ran.of("predict", Ran.model(run), csv("1,2\n")).out()).isEqualTo(expected);
        assertThat(Ran.of("predict", Ran.model(run), csv("x2,more,x1\n2,word,1\n"))
                        .out())
                .isEqualTo(expected);
    }

    @Test
    void wideFiles_areTaken() throws IOException {
        int width = 20_000;
        Path model = folder.resolve("wide.keras");
        Sequential.of(Layers.input(width), Layers.dense(1)).save(model);
        String names = IntStream.range(0, width).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String row = IntStream.range(0, width).mapToObj(i -> i % 10 + ".5").collect(Collectors.joining(","));
        Ran ran = Ran.of("predict", model, csv(names + "\n" + row + "\n" + row + "\n"));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).hasSize(3);
    }

    private static double loss(Ran evaluated) {
        Map<?, ?> metrics = (Map<?, ?>) Objects.requireNonNull(evaluated.json().get("metrics"));
        return (double) Objects.requireNonNull(metrics.get("loss"));
    }
}
